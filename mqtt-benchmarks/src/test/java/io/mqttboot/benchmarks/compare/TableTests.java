package io.mqttboot.benchmarks.compare;

import java.util.List;
import java.util.Map;

import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Scenario;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a reader sees of the results.
 */
class TableTests {

	private final Scenario scenario = new ToldScenario("pairs-q0", List.of(Figure.CPU, Figure.RATE));

	private final Results results = new Results();

	private void runs(String broker, double... cpu) {
		for (double each : cpu) {
			this.results.series("pairs-q0", broker)
				.add(new RunResult(Map.of(Figure.CPU, each, Figure.RATE, 1_000_000 / each), Faults.NONE));
		}
	}

	private String row(String broker) {
		return new Table(this.results, "relay").markdown(this.scenario)
			.lines()
			.filter((line) -> line.startsWith("| " + broker + " |"))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void a_broker_is_set_against_the_median_of_the_first() {
		runs("relay", 0.2, 0.1, 0.3);
		runs("ours", 0.2, 0.3, 0.4);
		assertThat(row("relay")).isEqualTo("| relay | 1.00 (0.50 – 1.50) | 0.20 (0.10 – 0.30) | 5,000,000 | none |");
		assertThat(row("ours")).isEqualTo("| ours | 1.50 (1.00 – 2.00) | 0.30 (0.20 – 0.40) | 3,333,333 | none |");
	}

	@Test
	void the_median_of_an_even_number_of_runs_lies_between_the_middle_ones() {
		runs("relay", 0.1, 0.2, 0.4, 0.5);
		assertThat(row("relay")).contains("0.30 (0.10 – 0.50)");
	}

	@Test
	void without_a_result_of_the_first_there_is_no_ratio() {
		runs("ours", 0.2);
		assertThat(row("ours")).startsWith("| ours | – (– – –) | 0.20 (0.20 – 0.20) |");
	}

	@Test
	void faults_of_all_runs_are_added_up_and_failures_named() {
		runs("relay", 0.2);
		Series ours = this.results.series("pairs-q0", "ours");
		ours.add(new RunResult(Map.of(Figure.CPU, 0.2), new Faults(1, 0, 0)));
		ours.add(new RunResult(Map.of(Figure.CPU, 0.2), new Faults(2, 0, 1)));
		ours.failed("did not start");
		ours.failed("did not start");
		assertThat(row("ours")).endsWith("| – | 3 lost, 1 out of order, 2 × did not start |");
	}

	@Test
	void a_latency_that_is_the_load_generators_own_is_named() {
		Series relay = this.results.series("pairs-q0", "relay");
		relay.add(new RunResult(Map.of(Figure.P99, 100.0, Figure.LATE, 40.0), Faults.NONE));
		assertThat(row("relay")).endsWith("| none |");
		relay.add(new RunResult(Map.of(Figure.P99, 100.0, Figure.LATE, 80.0), Faults.NONE));
		assertThat(row("relay")).endsWith("| the load generator was late itself |");
		assertThat(relay.isSound()).isFalse();
	}

	@Test
	void a_broker_that_was_not_warm_is_named() {
		Series relay = this.results.series("pairs-q0", "relay");
		relay.add(new RunResult(Map.of(Figure.CPU, 1.0, Figure.COLD, 1.0), Faults.NONE));
		assertThat(row("relay")).endsWith("| 1 × measured before it was warm |");
		assertThat(relay.isSound()).isFalse();
		relay.add(new RunResult(Map.of(Figure.CPU, 0.9), Faults.NONE));
		relay.add(new RunResult(Map.of(Figure.CPU, 0.9), Faults.NONE));
		assertThat(relay.isSound()).as("most of them were warm").isTrue();
	}

	@Test
	void a_broker_that_never_finished_has_a_row_that_says_so() {
		this.results.series("pairs-q0", "ours").failed("did not start");
		assertThat(row("ours")).isEqualTo("| ours | no result | | | 1 × did not start |");
	}

	@Test
	void a_broker_that_cannot_do_it_has_a_row_that_says_so() {
		this.results.series("pairs-q0", "ours").unable("speaks no MQTT 5");
		assertThat(row("ours")).isEqualTo("| ours | no result | | | speaks no MQTT 5 |");
	}

}
