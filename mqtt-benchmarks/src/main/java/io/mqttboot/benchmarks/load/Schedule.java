package io.mqttboot.benchmarks.load;

/**
 * When which message is meant to leave: publishers in turn, at one rate for all together.
 * What leaves late is measured from when it was meant to, so that a slow answer does not
 * hide how slow the next ones would have been.
 */
final class Schedule {

	private static final double NANOS = 1e9;

	private final long startNanos;

	private final double ratePerSecond;

	private final int publishers;

	Schedule(long startNanos, double ratePerSecond, int publishers) {
		this.startNanos = startNanos;
		this.ratePerSecond = ratePerSecond;
		this.publishers = publishers;
	}

	/** How many messages, of all publishers together, are meant to have left by then. */
	long due(long nanos) {
		return (nanos < this.startNanos) ? 0 : (long) ((nanos - this.startNanos) * this.ratePerSecond / NANOS) + 1;
	}

	/** Whose turn a message of all publishers together is. */
	int publisher(long message) {
		return (int) (message % this.publishers);
	}

	/** When a message of all publishers together is meant to leave. */
	long nanos(long message) {
		return this.startNanos + (long) Math.ceil(message * NANOS / this.ratePerSecond);
	}

	/** When a message of a publisher is meant to leave. */
	long nanos(int publisher, long sequence) {
		return nanos(sequence * this.publishers + publisher);
	}

}
