package io.mqttboot.benchmarks.load;

/**
 * Whether the messages of one publisher reach one subscriber once each and in order.
 * Remembers the last {@value #SPAN} of them, more than are ever on their way.
 */
public final class SequenceCheck {

	static final int SPAN = 4096;

	private final long[] seen = new long[SPAN / Long.SIZE];

	private long next;

	private long missing;

	private long duplicates;

	private long disordered;

	/**
	 * A message arrived.
	 * @param sequence the how manieth it is, from 0
	 */
	public void arrived(long sequence) {
		if (sequence == this.next) {
			mark(sequence);
			this.next++;
		}
		else if (sequence > this.next) {
			for (long skipped = Math.max(this.next, sequence - SPAN); skipped < sequence; skipped++) {
				this.seen[word(skipped)] &= ~bit(skipped);
			}
			this.missing += sequence - this.next;
			mark(sequence);
			this.next = sequence + 1;
		}
		else {
			late(sequence);
		}
	}

	private void late(long sequence) {
		if (this.next - sequence > SPAN || (this.seen[word(sequence)] & bit(sequence)) != 0) {
			this.duplicates++;
			return;
		}
		mark(sequence);
		this.missing--;
		this.disordered++;
	}

	private void mark(long sequence) {
		this.seen[word(sequence)] |= bit(sequence);
	}

	private static int word(long sequence) {
		return (int) (sequence & SPAN - 1) / Long.SIZE;
	}

	private static long bit(long sequence) {
		return 1L << sequence;
	}

	/**
	 * Returns how many messages never arrived.
	 * @param sent how many were sent
	 * @return how many are missing
	 */
	public long lost(long sent) {
		return this.missing + sent - this.next;
	}

	/** How many arrived again. */
	public long duplicates() {
		return this.duplicates;
	}

	/** How many arrived after a later one. */
	public long disordered() {
		return this.disordered;
	}

}
