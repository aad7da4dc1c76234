package io.mqttboot.protocol.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads that write to the same branches, so that one prunes what another one needs.
 */
class TopicTreeConcurrencyTests {

	private static final int THREADS = 4;

	private static final int STEPS = 50_000;

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	private final TopicTree<Integer> tree = new TopicTree<>();

	@AfterEach
	void stop() throws InterruptedException {
		this.threads.shutdownNow();
		assertThat(this.threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void every_thread_sees_what_it_wrote_while_others_prune_around_it() throws Exception {
		run((me) -> {
			Random random = new Random(me);
			for (int step = 0; step < STEPS; step++) {
				// few branches, and each key has one writer
				String branch = "x/" + random.nextInt(2) + "/" + random.nextInt(20);
				String key = branch + (random.nextBoolean() ? "/+/" : "/q/") + me;
				Integer value = step;
				this.tree.update(key, (present) -> value);
				assertThat(this.tree.get(key)).isEqualTo(value);
				assertThat(matching(branch + "/q/" + me)).containsExactly(value);
				this.tree.update(key, (present) -> null);
				assertThat(this.tree.get(key)).isNull();
				assertThat(matching(branch + "/q/" + me)).isEmpty();
			}
		});
		assertThat(this.tree.size()).isZero();
		assertThat(this.tree.selection("#").goOn(Integer.MAX_VALUE, (value) -> {
		})).as("all is pruned").isEqualTo(1);
	}

	@Test
	void what_stays_is_found_while_its_siblings_come_and_go() throws Exception {
		for (int i = 0; i < 100; i++) {
			Integer value = -1 - i;
			this.tree.update("s/stays" + i + "/+", (present) -> value);
		}
		run((me) -> {
			Random random = new Random(me);
			for (int step = 0; step < STEPS; step++) {
				if (me % 2 == 0) {
					String key = "s/" + random.nextInt(5_000) + "/+";
					this.tree.update(key, (present) -> (present == null) ? 1 : null);
				}
				else {
					int i = random.nextInt(100);
					assertThat(matching("s/stays" + i + "/x")).containsExactly(-1 - i);
				}
			}
		});
		AtomicInteger left = new AtomicInteger();
		this.tree.forEach((key, value) -> left.incrementAndGet());
		assertThat(left.get()).isEqualTo(this.tree.size()).isGreaterThanOrEqualTo(100);
	}

	@Test
	void what_stays_is_found_while_very_many_siblings_come_and_go() throws Exception {
		this.tree.update("s/stays/+", (present) -> -1);
		AtomicInteger writers = new AtomicInteger(2);
		run((me) -> {
			if (me < 2) {
				// together more than one table holds, and then few again
				for (int round = 0; round < 6; round++) {
					for (int i = 0; i < 12_000; i++) {
						Integer value = (round % 2 == 0) ? i : null;
						this.tree.update("s/" + me + "-" + i + "/+", (present) -> value);
					}
				}
				writers.decrementAndGet();
			}
			while (writers.get() > 0) {
				assertThat(matching("s/stays/x")).containsExactly(-1);
			}
		});
		assertThat(this.tree.size()).isEqualTo(1);
		assertThat(matching("s/stays/x")).containsExactly(-1);
	}

	@Test
	void no_update_of_a_shared_key_is_lost() throws Exception {
		run((me) -> {
			for (int step = 0; step < STEPS; step++) {
				this.tree.update("count/+/#", (present) -> (present != null) ? present + 1 : 1);
				this.tree.update("count/+/gone", (present) -> null);
			}
		});
		assertThat(this.tree.get("count/+/#")).isEqualTo(THREADS * STEPS);
		assertThat(this.tree.size()).isEqualTo(1);
	}

	@Test
	void every_turn_of_a_value_that_comes_and_goes_is_seen_once() throws Exception {
		AtomicInteger born = new AtomicInteger();
		AtomicInteger died = new AtomicInteger();
		run((me) -> {
			for (int step = 0; step < STEPS; step++) {
				this.tree.update("a/b/c", (present) -> {
					if (present == null) {
						born.incrementAndGet();
						return 1;
					}
					died.incrementAndGet();
					return null;
				});
			}
		});
		assertThat(born.get() + died.get()).isEqualTo(THREADS * STEPS);
		assertThat(born.get() - died.get()).isEqualTo(this.tree.size()).isZero();
	}

	private List<Integer> matching(String topic) {
		List<Integer> seen = new ArrayList<>();
		this.tree.match(topic, seen::add);
		return seen;
	}

	private void run(Work work) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Callable<Void>> all = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			int me = i;
			all.add(() -> {
				start.await(10, TimeUnit.SECONDS);
				work.run(me);
				return null;
			});
		}
		for (Future<Void> each : this.threads.invokeAll(all, 60, TimeUnit.SECONDS)) {
			each.get();
		}
	}

	@FunctionalInterface
	private interface Work {

		void run(int me) throws Exception;

	}

}
