package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Target;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that go in and come out again.
 */
class RoundsTests {

	private static final Plan ONCE = new Plan(0, 0, Double.NaN);

	private final Target target = Target.of(1, 0, ProcessHandle.current().pid());

	private final AtomicInteger rounds = new AtomicInteger();

	private RunResult run(Faults faults) throws IOException {
		return new Rounds(this.target, 10, (in, out) -> {
			in.start();
			in.stop();
			out.start();
			out.stop();
			this.rounds.incrementAndGet();
			return faults;
		}).run(ONCE, Figure.QUEUED_RATE, Figure.DRAINED_RATE);
	}

	@Test
	void one_round_warms_up_and_one_is_measured_at_least() throws IOException {
		RunResult result = run(Faults.NONE);
		assertThat(this.rounds).hasValue(2);
		assertThat(result.faults()).isEqualTo(Faults.NONE);
		assertThat(result.value(Figure.QUEUED_RATE)).isPositive();
		assertThat(result.value(Figure.DRAINED_RATE)).isPositive();
	}

	@Test
	void what_is_wrong_has_no_figures_and_is_not_repeated() throws IOException {
		RunResult result = run(new Faults(3, 0, 0));
		assertThat(this.rounds).hasValue(1);
		assertThat(result).isEqualTo(new RunResult(Map.of(), new Faults(3, 0, 0)));
	}

}
