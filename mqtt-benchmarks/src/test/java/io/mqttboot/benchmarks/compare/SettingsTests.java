package io.mqttboot.benchmarks.compare;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What the command line says.
 */
class SettingsTests {

	private static Settings settings(String... args) {
		return Settings.of(args);
	}

	@Test
	void nothing_said_is_everything_nine_times_and_written_down() {
		Settings settings = settings("root=project");
		assertThat(settings.rounds()).isEqualTo(9);
		assertThat(settings.scenarios()).isEqualTo(Scenarios.ALL);
		assertThat(settings.brokers()).startsWith("relay", "mqttboot-1");
		assertThat(settings.page()).isEqualTo(Path.of("project/docs/performance.md"));
	}

	@Test
	void a_smaller_run_is_written_down_only_if_that_is_said() {
		assertThat(settings("root=project", "rounds=3").page().toString()).contains("target");
		assertThat(settings("root=project", "rounds=3", "write=true").page())
			.isEqualTo(Path.of("project/docs/performance.md"));
	}

	@Test
	void what_was_measured_stands_beside_the_page() {
		assertThat(settings("root=project").journal()).isEqualTo(Path.of("project/docs/performance.tsv"));
		assertThat(settings("root=project", "rounds=3").journal().toString()).contains("target");
	}

	@Test
	void a_broker_that_is_a_program_can_be_named() {
		Settings settings = settings("brokers=flashmq,relay", "flashmq=bin/flashmq");
		assertThat(settings.brokers()).containsExactly("flashmq", "relay");
		assertThat(settings.programs()).containsOnlyKeys("flashmq").containsValue(Path.of("bin/flashmq"));
		assertThat(settings("flashmq=bin/flashmq").brokers()).startsWith("relay").endsWith("mosquitto", "flashmq");
	}

	@Test
	void what_nobody_knows_is_refused() {
		assertThatIllegalArgumentException().isThrownBy(() -> settings("round=3"));
		assertThatIllegalArgumentException().isThrownBy(() -> settings("3"));
		assertThatIllegalArgumentException().isThrownBy(() -> settings("scenarios=pairs-q7"));
	}

	@Test
	void the_estimate_counts_rounds_brokers_and_scenarios() {
		Duration once = settings("rounds=1", "scenarios=pairs-q0").estimate(1);
		assertThat(settings("rounds=9", "scenarios=pairs-q0").estimate(1)).isEqualTo(once.multipliedBy(9));
		assertThat(settings("rounds=1", "scenarios=pairs-q0").estimate(8)).isEqualTo(once.multipliedBy(8));
		assertThat(settings("rounds=1", "scenarios=pairs-q0,pairs-q1").estimate(1)).isGreaterThan(once);
	}

	@Test
	void a_pace_that_is_not_given_is_found_and_takes_time() {
		assertThat(settings("scenarios=latency-q0").estimate(1))
			.isGreaterThan(settings("scenarios=latency-q0", "rate=1000").estimate(1));
	}

}
