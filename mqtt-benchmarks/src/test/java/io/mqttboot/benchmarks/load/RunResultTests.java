package io.mqttboot.benchmarks.load;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A result on its way from the process of the load generator.
 */
class RunResultTests {

	@Test
	void a_result_is_read_as_it_was_written() {
		RunResult result = new RunResult(Map.of(Figure.CPU, 0.125, Figure.RATE, 1e7), new Faults(1, 2, 3));
		assertThat(RunResult.parse(result.line())).isEqualTo(result);
	}

	@Test
	void a_result_without_figures_is_read_too() {
		RunResult result = new RunResult(Map.of(), Faults.NONE);
		assertThat(RunResult.parse(result.line())).isEqualTo(result);
	}

	@Test
	void a_figure_that_was_not_measured_is_no_number() {
		assertThat(new RunResult(Map.of(), Faults.NONE).value(Figure.CPU)).isNaN();
	}

	@Test
	void faults_are_said_only_when_there_are_any() {
		assertThat(Faults.NONE.words()).isEmpty();
		assertThat(new Faults(1, 0, 2).plus(new Faults(0, 5, 1)).words()).containsExactly("1 lost", "5 twice",
				"3 out of order");
	}

}
