package io.mqttboot.benchmarks.client;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Target;
import io.mqttboot.server.MqttServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ClientLoop}, short, on sockets.
 */
class ClientLoopTests {

	static List<Arguments> everybodyAndEverything() {
		List<Arguments> all = new ArrayList<>();
		for (Library library : Library.values()) {
			ClientTraffic.ALL.forEach((traffic) -> all.add(Arguments.of(library, traffic)));
		}
		return all;
	}

	@ParameterizedTest
	@MethodSource("everybodyAndEverything")
	void every_message_is_counted_and_none_is_missing(Library library, ClientTraffic traffic) throws Exception {
		MqttServer server = MqttServer.create()
			.ip("127.0.0.1")
			.port(0)
			.configure((config) -> config.eventLoops(1))
			.start();
		try {
			Target self = Target.of(server.port(), 0, ProcessHandle.current().pid());
			RunResult result = new ClientLoop(traffic, new Plan(0.01, 0.05, Double.NaN), self).run(library,
					server.port());
			assertThat(result.faults()).isEqualTo(Faults.NONE);
			assertThat(result.value(Figure.RATE)).isPositive();
			assertThat(result.value(Figure.CPU)).isNotNegative();
		}
		finally {
			server.stop();
		}
	}

}
