package io.mqttboot.server.internal.handler;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failures by key and blocks the key that has too many; a bounded number of keys.
 * For any thread: its lock is held for a few instructions.
 */
final class Failures {

	private final int max;

	private final long windowMillis;

	private final long blockMillis;

	private final Map<Object, Entry> entries;

	// lets the many pass that come while nobody fails
	private volatile boolean empty = true;

	/**
	 * Creates a table.
	 * @param max the failures within the window that block, 0 for any number
	 */
	Failures(int max, long windowMillis, long blockMillis, int trackedMax) {
		this.max = max;
		this.windowMillis = windowMillis;
		this.blockMillis = blockMillis;
		this.entries = new RecentlyUsed<>(trackedMax);
	}

	boolean isBlocked(Object key, long nowMillis) {
		if (this.empty) {
			return false;
		}
		synchronized (this.entries) {
			Entry entry = this.entries.get(key);
			if (entry == null) {
				return false;
			}
			if (nowMillis < entry.blockedUntil) {
				return true;
			}
			if (entry.blockedUntil > 0 || nowMillis - entry.latest() >= this.windowMillis) {
				this.entries.remove(key); // all is forgiven
				this.empty = this.entries.isEmpty();
			}
			return false;
		}
	}

	/** Returns whether this failure blocks the key. */
	boolean failed(Object key, long nowMillis) {
		if (this.max == 0) {
			return false;
		}
		synchronized (this.entries) {
			this.empty = false;
			Entry entry = this.entries.computeIfAbsent(key, (absent) -> new Entry());
			if (entry.blockedUntil > 0) {
				if (nowMillis < entry.blockedUntil) {
					return false; // one of many at once, already refused
				}
				entry.forget();
			}
			if (entry.add(nowMillis, this.max) && nowMillis - entry.oldest() < this.windowMillis) {
				entry.blockedUntil = nowMillis + this.blockMillis;
				return true;
			}
			return false;
		}
	}

	int tracked() {
		synchronized (this.entries) {
			return this.entries.size();
		}
	}

	/** The last failures of a key, oldest first. */
	private static final class Entry {

		private long[] times = new long[0];

		private long blockedUntil;

		private void forget() {
			this.times = new long[0];
			this.blockedUntil = 0;
		}

		// Returns whether it holds so many.
		private boolean add(long now, int most) {
			this.times = (this.times.length < most) ? Arrays.copyOf(this.times, this.times.length + 1)
					: Arrays.copyOfRange(this.times, 1, most + 1);
			this.times[this.times.length - 1] = now;
			return this.times.length == most;
		}

		private long oldest() {
			return this.times[0];
		}

		private long latest() {
			return this.times[this.times.length - 1];
		}

	}

	/** A map that forgets what was not asked for for longest. */
	static final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {

		private static final long serialVersionUID = 1;

		private final int max;

		RecentlyUsed(int max) {
			super(16, 0.75f, true);
			this.max = max;
		}

		@Override
		protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
			return size() > this.max;
		}

	}

}
