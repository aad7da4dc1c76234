package io.mqttboot.benchmarks.load;

import java.io.IOException;

import io.mqttboot.benchmarks.relay.Relay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The load generator against the relay, which does what little it does right.
 */
class TrafficTests {

	// on 10 to 1,000 clients, for a moment
	private static final Plan MOMENT = new Plan(0.02, 0.05, 5_000);

	private final Relay relay = Relay.start(0);

	private final Target target = Target.of(this.relay.port(), 0, ProcessHandle.current().pid());

	@AfterEach
	void end() {
		this.relay.close();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "pairs-q0", "pairs-q1", "pairs-q2-v5", "shared-q1", "fan-in-q0", "fan-out-q1", "large-q0" })
	void every_message_arrives_once_and_in_order(String name) throws IOException {
		assertThat(Traffic.of(name).run(this.target, MOMENT).faults()).isEqualTo(Faults.NONE);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void the_open_loop_keeps_its_rate_and_sees_how_long_messages_take(int qos) throws IOException {
		RunResult result = Latency.ALL.get(qos).run(this.target, MOMENT);
		assertThat(result.faults()).isEqualTo(Faults.NONE);
		assertThat(result.value(Figure.P50)).isPositive();
		assertThat(result.value(Figure.P99)).isGreaterThanOrEqualTo(result.value(Figure.P50));
		assertThat(result.value(Figure.P999)).isGreaterThanOrEqualTo(result.value(Figure.P99));
	}

	@Test
	void names_are_unique() {
		assertThat(Traffic.ALL.stream().map(Traffic::name)).doesNotHaveDuplicates();
	}

	@Test
	void many_clients_collect_less_each() {
		assertThat(Traffic.of("pairs-q0").bufferBytes()).isEqualTo(64 * 1024);
		assertThat(Traffic.of("alone-q0-x10").bufferBytes()).isBetween(4 * 1024, 16 * 1024);
	}

}
