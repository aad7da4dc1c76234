package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.util.List;

import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Scenario;
import io.mqttboot.benchmarks.load.Target;
import io.mqttboot.server.MqttServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The state scenarios, small, against our server as it comes.
 */
class StateTests {

	private static final Plan MOMENT = new Plan(0.01, 0.05, Double.NaN);

	private final MqttServer server = MqttServer.create().ip("127.0.0.1").port(0).webSocketPort(0).start();

	private final Target target = Target.of(this.server.port(), this.server.webSocketPort(),
			ProcessHandle.current().pid());

	@AfterEach
	void stop() {
		this.server.stop();
	}

	static List<Scenario> small() {
		return List.of(new Subscriptions("subscriptions", 2_000), new Connects("connects", 10),
				new Idle("idle", 50, false), new Idle("idle-ws", 50, true), new Retained("retained", 500),
				new Offline("offline", 500));
	}

	@ParameterizedTest
	@MethodSource("small")
	void nothing_is_wrong_and_all_is_measured(Scenario scenario) throws IOException {
		RunResult result = scenario.run(this.target, MOMENT);
		assertThat(result.faults()).isEqualTo(Faults.NONE);
		// a moment is too short to become warm
		assertThat(result.figures().keySet()).containsAll(scenario.figures())
			.allMatch((figure) -> scenario.figures().contains(figure) || figure == Figure.COLD);
	}

	@Test
	void names_are_unique() {
		assertThat(State.ALL.stream().map(Scenario::name)).doesNotHaveDuplicates();
	}

}
