package io.mqttboot.server.internal.overload;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeapAfterCollectionTests {

	private final TestPool pool = new TestPool();

	private final HeapAfterCollection heap = new HeapAfterCollection(List.of(this.pool));

	@Test
	void a_heap_full_of_garbage_says_nothing() {
		this.pool.used = 990;
		assertThat(this.heap.percent(0)).isZero();
		this.pool.collected(200);
		assertThat(this.heap.percent(250)).isEqualTo(20);
		this.pool.used = 990;
		assertThat(this.heap.percent(500)).isEqualTo(20);
	}

	@Test
	void a_collector_that_does_not_say_what_it_left_is_asked_what_is_there() {
		this.pool.used = 870;
		this.pool.collections++;
		assertThat(this.heap.percent(0)).isEqualTo(87);
		this.pool.collected(300);
		this.pool.used = 900;
		assertThat(this.heap.percent(250)).isEqualTo(30);
		this.pool.collections++;
		assertThat(this.heap.percent(500)).isEqualTo(90);
	}

	@Test
	void a_figure_that_no_collection_confirms_loses_its_say() {
		this.pool.collected(950);
		assertThat(this.heap.percent(1_000)).isEqualTo(95);
		assertThat(this.heap.percent(1_000 + HeapAfterCollection.VALID_MILLIS - 1)).isEqualTo(95);
		assertThat(this.heap.percent(1_000 + HeapAfterCollection.VALID_MILLIS)).isZero();
		this.pool.collected(960);
		assertThat(this.heap.percent(20_000)).isEqualTo(96);
	}

	@Test
	void the_fullest_part_counts() {
		TestPool other = new TestPool();
		HeapAfterCollection both = new HeapAfterCollection(List.of(this.pool, other));
		this.pool.collected(100);
		other.collected(400);
		assertThat(both.percent(0)).isEqualTo(40);
	}

	@Test
	void of_this_jvm_it_sees_what_lives() {
		HeapAfterCollection jvm = HeapAfterCollection.ofThisJvm();
		int before = (int) (100 * 64L * 1024 * 1024 / Runtime.getRuntime().maxMemory()) - 1;
		byte[][] living = new byte[64][1024 * 1024];
		System.gc();
		assertThat(jvm.percent(0)).isBetween(before, 100);
		assertThat(living).hasDimensions(64, 1024 * 1024);
	}

	private static final class TestPool implements HeapAfterCollection.Pool {

		private long collections;

		private long used;

		private long left;

		void collected(long bytes) {
			this.collections++;
			this.left = bytes;
			this.used = bytes;
		}

		@Override
		public long collections() {
			return this.collections;
		}

		@Override
		public long used() {
			return this.used;
		}

		@Override
		public long left() {
			return this.left;
		}

		@Override
		public long max() {
			return 1_000;
		}

	}

}
