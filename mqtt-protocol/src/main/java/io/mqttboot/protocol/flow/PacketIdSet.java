package io.mqttboot.protocol.flow;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A set of packet identifiers: a bit for each, but only over the stretch of identifiers
 * that is in use. Peers hand them out in turn, so the stretch is short and 64 identifiers
 * cost 24 bytes; the worst case is 8 KiB.
 */
final class PacketIdSet {

	private static final int ALL_WORDS = 1 << 10;

	// A ring: word w of all 1,024 stands at w modulo the length, a power of two.
	private long @Nullable [] words;

	// Invariant: every identifier in the set lies in words first … first + length - 1.
	private int first;

	private int size;

	int size() {
		return this.size;
	}

	boolean contains(int id) {
		return (word(id >>> 6) & bit(id)) != 0;
	}

	/** Adds an identifier; returns whether it was absent. */
	boolean add(int id) {
		if (contains(id)) {
			return false;
		}
		long[] reaching = reach(id >>> 6);
		reaching[(id >>> 6) & (reaching.length - 1)] |= bit(id);
		this.size++;
		return true;
	}

	/** Removes an identifier; returns whether it was present. */
	boolean remove(int id) {
		if (this.words == null || !contains(id)) {
			return false;
		}
		this.words[(id >>> 6) & (this.words.length - 1)] &= ~bit(id);
		this.size--;
		if (this.size == 0 && this.words.length > 1) {
			this.words = null;
		}
		return true;
	}

	/**
	 * Returns the first absent identifier from the given one on, turning from 65,535 to
	 * 1. One must be absent.
	 */
	int nextAbsent(int from) {
		int word = from >>> 6;
		long absent = ~word(word) & (-1L << from);
		while (true) {
			if (word == 0) {
				absent &= ~1L; // 0 is no identifier [MQTT-2.2.1-3]
			}
			if (absent != 0) {
				return (word << 6) + Long.numberOfTrailingZeros(absent);
			}
			word = (word + 1) & (ALL_WORDS - 1);
			absent = ~word(word);
		}
	}

	int[] toArray() {
		int[] ids = new int[this.size];
		int count = 0;
		for (int offset = 0; this.words != null && offset < this.words.length; offset++) {
			int word = (this.first + offset) & (ALL_WORDS - 1);
			for (long rest = word(word); rest != 0; rest &= rest - 1) {
				ids[count++] = (word << 6) + Long.numberOfTrailingZeros(rest);
			}
		}
		return ids;
	}

	private static long bit(int id) {
		return 1L << id;
	}

	private long word(int word) {
		if (this.words == null || ((word - this.first) & (ALL_WORDS - 1)) >= this.words.length) {
			return 0;
		}
		return this.words[word & (this.words.length - 1)];
	}

	private long[] reach(int word) {
		if (this.words == null) {
			this.words = new long[1];
		}
		if (this.size == 0) {
			this.first = word;
			return this.words;
		}
		if (distance(word) >= this.words.length) {
			skipEmpty();
		}
		if (distance(word) >= this.words.length) {
			this.words = spread(this.words, Integer.highestOneBit(distance(word)) << 1);
		}
		return this.words;
	}

	private int distance(int word) {
		return (word - this.first) & (ALL_WORDS - 1);
	}

	private void skipEmpty() {
		while (word(this.first) == 0) {
			this.first = (this.first + 1) & (ALL_WORDS - 1);
		}
	}

	private long[] spread(long[] from, int length) {
		long[] to = new long[length];
		for (int offset = 0; offset < from.length; offset++) {
			int word = (this.first + offset) & (ALL_WORDS - 1);
			to[word & (length - 1)] = from[word & (from.length - 1)];
		}
		return to;
	}

	@Override
	public String toString() {
		return Arrays.toString(toArray());
	}

}
