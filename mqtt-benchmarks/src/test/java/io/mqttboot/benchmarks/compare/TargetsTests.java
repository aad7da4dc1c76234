package io.mqttboot.benchmarks.compare;

import java.util.Map;

import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.RunResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What we want to reach, and whether we did.
 */
class TargetsTests {

	private final Results results = new Results();

	private void runs(String scenario, String broker, double... cpu) {
		for (double each : cpu) {
			this.results.series(scenario, broker).add(new RunResult(Map.of(Figure.CPU, each), Faults.NONE));
		}
	}

	private String targets() {
		return new Targets(this.results).markdown();
	}

	@Test
	void the_lower_end_of_the_spread_counts() {
		runs("pairs-q0", "relay", 0.1);
		runs("pairs-q0", "mqttboot-1", 0.2, 0.25, 0.3);
		assertThat(targets())
			.contains("| `pairs-q0` | CPU-s per million delivered | ≤ 2 × the relay | 2.00 (2.50) | – | yes |");
	}

	@Test
	void what_misses_is_said_to_miss() {
		runs("pairs-q0", "relay", 0.1);
		runs("pairs-q0", "mqttboot-1", 0.21);
		runs("pairs-q0", "mqttboot-1-direct", 0.19);
		assertThat(targets()).contains("| 2.10 (2.10) | 1.90 (1.90) | **no** |");
	}

	@Test
	void of_the_java_peers_the_best_one_counts() {
		runs("pairs-q1", "hivemq", 12);
		runs("pairs-q1", "mica", 2, 3, 4);
		runs("pairs-q1", "mqttboot-1", 1.5);
		assertThat(targets()).contains("≤ 0.4 × the best Java peer | 0.50 (0.50) | – | **no** |");
	}

	@Test
	void growth_is_set_against_ourselves() {
		runs("pairs-q0", "mqttboot-1", 0.2);
		runs("pairs-q0-x10", "mqttboot-1", 0.25);
		assertThat(targets()).contains("| `pairs-q0-x10` |", "| 1.25 (1.25) | – | yes |");
		assertThat(new Growth(this.results).markdown())
			.contains("| `pairs-q0-x10` | mqttboot-1 | CPU-s per million delivered | 1.25 (1.25 – 1.25) |");
	}

	@Test
	void where_more_is_better_the_upper_end_counts() {
		for (double rate : new double[] { 150, 180, 200 }) {
			this.results.series("retained", "mqttboot-1")
				.add(new RunResult(Map.of(Figure.DELIVERED_RATE, rate), Faults.NONE));
		}
		this.results.series("retained", "mosquitto")
			.add(new RunResult(Map.of(Figure.DELIVERED_RATE, 100.0), Faults.NONE));
		assertThat(targets()).contains("| delivered/s | ≥ 2 × Mosquitto | 2.00 (1.80) | – | yes |");
	}

	@Test
	void a_bound_needs_nobody_else() {
		this.results.series("idle", "mqttboot-1").add(new RunResult(Map.of(Figure.RSS_EACH, 6_500.0), Faults.NONE));
		assertThat(targets()).contains("| RSS, bytes each | ≤ 6000 | 6,500 (6,500) | – | **no** |");
	}

	@Test
	void a_fast_wrong_figure_is_a_failure() {
		runs("pairs-q0", "relay", 0.1);
		runs("pairs-q0", "mqttboot-1", 0.1);
		this.results.series("pairs-q0", "mqttboot-1").add(new RunResult(Map.of(Figure.CPU, 0.1), new Faults(1, 0, 0)));
		assertThat(targets()).contains("| 1.00 (1.00) | – | **no**, 1 lost |");
	}

	@Test
	void what_was_not_measured_is_not_talked_about() {
		assertThat(targets()).isEmpty();
		assertThat(new Growth(this.results).markdown()).isEmpty();
	}

}
