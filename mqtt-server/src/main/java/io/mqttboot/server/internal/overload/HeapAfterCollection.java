package io.mqttboot.server.internal.overload;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How much of the heap for what lives long was in use after the last collection. Until
 * there is one, a full heap may be full of garbage; and some time after it, since a heap
 * that nobody fills is collected no more, the figure says nothing either.
 */
public final class HeapAfterCollection {

	// A figure that no collection has confirmed for so long has no say.
	static final long VALID_MILLIS = 10_000;

	private final List<? extends Pool> pools;

	private final long[] collections;

	private final long[] left;

	private final long[] percents;

	private final long[] seenMillis;

	HeapAfterCollection(List<? extends Pool> pools) {
		this.pools = pools;
		this.collections = pools.stream().mapToLong(Pool::collections).toArray();
		this.left = pools.stream().mapToLong(Pool::left).toArray();
		this.percents = new long[pools.size()];
		this.seenMillis = new long[pools.size()];
	}

	/** Looks at the heap of this JVM. */
	public static HeapAfterCollection ofThisJvm() {
		List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
		return new HeapAfterCollection(ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			// a pool for new objects only has no threshold: it fills up all the time
			.filter((pool) -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
			.map((pool) -> new JvmPool(pool,
					collectors.stream()
						.filter((each) -> List.of(each.getMemoryPoolNames()).contains(pool.getName()))
						.toList()))
			.toList());
	}

	/** Returns the percentage in use; by one thread. */
	public int percent(long nowMillis) {
		long highest = 0;
		for (int i = 0; i < this.pools.size(); i++) {
			Pool pool = this.pools.get(i);
			long collected = pool.collections();
			if (collected != this.collections[i]) {
				this.collections[i] = collected;
				this.percents[i] = 100 * used(pool, i) / Math.max(1, pool.max());
				this.seenMillis[i] = nowMillis;
			}
			if (nowMillis - this.seenMillis[i] < VALID_MILLIS) {
				highest = Math.max(highest, this.percents[i]);
			}
		}
		return (int) Math.min(100, highest);
	}

	// What the collector says it left; where it says nothing new (G1, unless it collects
	// old regions, too) what is there now.
	private long used(Pool pool, int index) {
		long left = pool.left();
		boolean told = left != this.left[index];
		this.left[index] = left;
		return told ? Math.min(left, pool.used()) : pool.used();
	}

	/** A part of the heap. */
	interface Pool {

		/** Returns how often it was collected, or parts of it. */
		long collections();

		/** Returns how many bytes are in use. */
		long used();

		/**
		 * Returns how many bytes were in use after a collection, as the collector says.
		 */
		long left();

		/** Returns how many bytes there may be. */
		long max();

	}

	private record JvmPool(MemoryPoolMXBean pool, List<GarbageCollectorMXBean> collectors) implements Pool {

		@Override
		public long collections() {
			return this.collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
		}

		@Override
		public long used() {
			return this.pool.getUsage().getUsed();
		}

		@Override
		public long left() {
			MemoryUsage left = this.pool.getCollectionUsage();
			return used(left);
		}

		private static long used(@Nullable MemoryUsage usage) {
			return (usage != null) ? usage.getUsed() : 0;
		}

		@Override
		public long max() {
			long max = this.pool.getUsage().getMax();
			return (max > 0) ? max : Runtime.getRuntime().maxMemory();
		}

	}

}
