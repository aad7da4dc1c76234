package io.mqttboot.benchmarks.compare;

import java.nio.file.Path;
import java.util.Map;

import io.mqttboot.benchmarks.client.ClientTraffic;
import io.mqttboot.benchmarks.client.Library;
import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.RunResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of what {@link ClientComparison} is told and what it says.
 */
class ClientComparisonTests {

	private static ClientComparison.Settings settings(String... args) {
		return ClientComparison.Settings.of(args);
	}

	private static RunResult run(double cpu, double rate) {
		return new RunResult(Map.of(Figure.CPU, cpu, Figure.RATE, rate), Faults.NONE);
	}

	@Test
	void nothing_said_is_everything_nine_times_and_written_down() {
		ClientComparison.Settings settings = settings("root=project");
		assertThat(settings.rounds()).isEqualTo(9);
		assertThat(settings.libraries()).containsExactly(Library.values());
		assertThat(settings.traffic()).isEqualTo(ClientTraffic.ALL);
		assertThat(settings.page()).isEqualTo(Path.of("project/docs/performance.md"));
		assertThat(settings.journal()).isEqualTo(Path.of("project/docs/performance-clients.tsv"));
	}

	@Test
	void what_nobody_knows_is_refused() {
		assertThatIllegalArgumentException().isThrownBy(() -> settings("round=3"));
		assertThatIllegalArgumentException().isThrownBy(() -> settings("libraries=other"));
		assertThatIllegalArgumentException().isThrownBy(() -> settings("traffic=other"));
	}

	@Test
	void a_target_is_met_when_the_better_end_of_the_spread_reaches_it() {
		Results results = new Results();
		results.series("through-q1", "hivemq").add(run(10, 1_000));
		results.series("through-q1", "mqttboot").add(run(6, 900));
		results.series("through-q1", "mqttboot").add(run(9, 990));
		assertThat(new ClientTargets(results).markdown().lines().skip(2)).satisfiesExactly(
				(rate) -> assertThat(rate).contains("≥ 1.0 ×", "0.99 (0.95)", "**no**"),
				(cpu) -> assertThat(cpu).contains("≤ 0.7 ×", "0.60 (0.75)", "yes"));
	}

	@Test
	void what_is_fast_and_wrong_meets_nothing() {
		Results results = new Results();
		results.series("publish-q1", "hivemq").add(run(10, 1_000));
		results.series("publish-q1", "mqttboot")
			.add(new RunResult(Map.of(Figure.CPU, 1.0, Figure.RATE, 9_000.0), new Faults(1, 0, 0)));
		assertThat(new ClientTargets(results).markdown()).contains("**no**, 1 lost").doesNotContain("yes");
	}

}
