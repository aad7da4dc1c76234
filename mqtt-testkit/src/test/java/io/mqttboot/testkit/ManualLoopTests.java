package io.mqttboot.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ManualLoopTests {

	private final ManualLoop loop = new ManualLoop(1_000);

	private final List<String> done = new ArrayList<>();

	@Test
	void tasks_wait_until_they_are_run_in_order() {
		this.loop.execute(() -> this.done.add("a"));
		this.loop.execute(() -> this.done.add("b"));
		assertThat(this.done).isEmpty();
		assertThat(this.loop.waiting()).isEqualTo(2);
		assertThat(this.loop.runAll()).isEqualTo(2);
		assertThat(this.done).containsExactly("a", "b");
	}

	@Test
	void a_task_that_executes_another_has_it_run_too() {
		this.loop.execute(() -> this.loop.execute(() -> this.done.add("inner")));
		assertThat(this.loop.runOne()).isTrue();
		assertThat(this.done).isEmpty();
		this.loop.runAll();
		assertThat(this.done).containsExactly("inner");
	}

	@Test
	void scheduled_tasks_run_at_their_time_and_not_before() {
		this.loop.schedule(() -> this.done.add("late " + this.loop.nowMillis()), Duration.ofSeconds(2));
		this.loop.schedule(() -> this.done.add("early " + this.loop.nowMillis()), Duration.ofSeconds(1));
		this.loop.advance(Duration.ofMillis(999));
		assertThat(this.done).isEmpty();
		this.loop.advance(Duration.ofSeconds(2));
		assertThat(this.done).containsExactly("early 2000", "late 3000");
		assertThat(this.loop.nowMillis()).isEqualTo(3_999);
	}

	@Test
	void tasks_of_one_moment_run_in_the_order_they_were_scheduled() {
		this.loop.schedule(() -> this.done.add("a"), Duration.ofSeconds(1));
		this.loop.schedule(() -> this.done.add("b"), Duration.ofSeconds(1));
		this.loop.advance(Duration.ofSeconds(1));
		assertThat(this.done).containsExactly("a", "b");
	}

	@Test
	void what_a_scheduled_task_executes_runs_before_the_clock_moves_on() {
		this.loop.schedule(() -> this.loop.execute(() -> this.done.add("at " + this.loop.nowMillis())),
				Duration.ofSeconds(1));
		this.loop.advance(Duration.ofSeconds(5));
		assertThat(this.done).containsExactly("at 2000");
	}

	@Test
	void a_periodic_task_runs_once_a_period() {
		this.loop.every(Duration.ofSeconds(1), () -> this.done.add("" + this.loop.nowMillis()));
		this.loop.advance(Duration.ofMillis(3_500));
		assertThat(this.done).containsExactly("2000", "3000", "4000");
	}

	@Test
	void a_period_of_nothing_is_refused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.loop.every(Duration.ZERO, () -> {
		}));
	}

}
