package io.mqttboot.spring.listener;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import io.mqttboot.spring.listener.WorkQueue.Job;
import io.mqttboot.spring.listener.WorkQueue.Turn;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads and time are turned by hand.
 */
class WorkQueueTests {

	private final Deque<Runnable> threads = new ArrayDeque<>();

	private final Deque<Runnable> later = new ArrayDeque<>();

	private final List<String> log = new ArrayList<>();

	private boolean rejecting;

	@Test
	void jobs_of_one_key_come_one_after_the_other() {
		WorkQueue queue = queue(10);
		List<Turn> turns = new ArrayList<>();
		queue.submit("a", open("a1", turns), false);
		queue.submit("a", open("a2", turns), false);
		queue.submit("b", open("b1", turns), false);
		runAll();
		assertThat(this.log).containsExactly("a1", "b1");
		turns.get(0).done();
		runAll();
		assertThat(this.log).containsExactly("a1", "b1", "a2");
		assertThat(queue.size()).isEqualTo(2);
	}

	@Test
	void no_more_jobs_run_at_once_than_may() {
		WorkQueue queue = queue(2);
		List<Turn> turns = new ArrayList<>();
		for (String key : List.of("a", "b", "c")) {
			queue.submit(key, open(key, turns), false);
		}
		runAll();
		assertThat(this.log).containsExactly("a", "b");
		turns.get(1).done();
		runAll();
		assertThat(this.log).containsExactly("a", "b", "c");
	}

	@Test
	void a_job_that_comes_again_holds_up_those_behind_it_and_no_others() {
		WorkQueue queue = queue(1);
		List<Turn> turns = new ArrayList<>();
		queue.submit("a", open("a1", turns), false);
		queue.submit("a", closed("a2"), false);
		queue.submit("b", closed("b1"), false);
		runAll();
		turns.get(0).again(Duration.ofMillis(5));
		runAll();
		assertThat(this.log).containsExactly("a1", "b1");
		this.later.remove().run();
		runAll();
		assertThat(this.log).containsExactly("a1", "b1", "a1");
		turns.get(1).done();
		runAll();
		assertThat(this.log).containsExactly("a1", "b1", "a1", "a2");
		assertThat(queue.size()).isZero();
	}

	@Test
	void a_job_with_nothing_before_it_may_run_where_it_is_submitted() {
		WorkQueue queue = queue(10);
		queue.submit("a", closed("a1"), true);
		assertThat(this.log).containsExactly("a1");
		assertThat(this.threads).isEmpty();
	}

	@Test
	void a_job_waits_for_those_before_it_also_where_it_is_submitted() {
		WorkQueue queue = queue(10);
		List<Turn> turns = new ArrayList<>();
		queue.submit("a", open("a1", turns), true);
		queue.submit("a", closed("a2"), true);
		assertThat(this.log).containsExactly("a1");
		turns.get(0).done();
		runAll();
		assertThat(this.log).containsExactly("a1", "a2");
	}

	@Test
	void nothing_runs_while_it_is_paused() {
		WorkQueue queue = queue(10);
		queue.pause(true);
		queue.submit("a", closed("a1"), true);
		queue.dispatch();
		runAll();
		assertThat(this.log).isEmpty();
		queue.pause(false);
		queue.dispatch();
		runAll();
		assertThat(this.log).containsExactly("a1");
	}

	@Test
	void jobs_that_no_thread_takes_run_with_the_next_one() {
		WorkQueue queue = queue(10);
		this.rejecting = true;
		queue.submit("a", closed("a1"), false);
		this.rejecting = false;
		queue.submit("b", closed("b1"), false);
		runAll();
		assertThat(this.log).containsExactly("a1", "b1");
	}

	@Test
	void an_executor_that_takes_nothing_is_asked_again_after_a_while() {
		WorkQueue queue = queue(10);
		this.rejecting = true;
		queue.submit("a", closed("a1"), false);
		this.rejecting = false;
		runAll();
		assertThat(this.log).isEmpty();
		this.later.remove().run();
		runAll();
		assertThat(this.log).containsExactly("a1");
	}

	@Test
	void who_waits_for_jobs_is_told_that_they_still_run() throws InterruptedException {
		WorkQueue queue = queue(10);
		List<Turn> turns = new ArrayList<>();
		queue.submit("a", open("a1", turns), true);
		assertThat(queue.await(Duration.ZERO)).isFalse();
		turns.get(0).done();
		assertThat(queue.await(Duration.ZERO)).isTrue();
	}

	@Test
	void a_long_queue_needs_no_deep_stack() {
		WorkQueue queue = queue(1);
		queue.pause(true);
		for (int i = 0; i < 100_000; i++) {
			queue.submit("a", closed("x"), false);
		}
		queue.pause(false);
		queue.dispatch();
		runAll();
		assertThat(this.log).hasSize(100_000);
	}

	private WorkQueue queue(int runningMax) {
		return new WorkQueue(runningMax, this::execute, (delay, task) -> this.later.add(task));
	}

	private void execute(Runnable task) {
		if (this.rejecting) {
			throw new RejectedExecutionException("full");
		}
		this.threads.add(task);
	}

	private void runAll() {
		while (!this.threads.isEmpty()) {
			this.threads.remove().run();
		}
	}

	private Job open(String name, List<Turn> turns) {
		return (turn) -> {
			this.log.add(name);
			turns.add(turn);
		};
	}

	private Job closed(String name) {
		return (turn) -> {
			this.log.add(name);
			turn.done();
		};
	}

}
