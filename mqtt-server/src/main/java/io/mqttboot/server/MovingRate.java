package io.mqttboot.server;

/**
 * How fast a counter grows, in a minute: over the last minute, five and fifteen, what is
 * longer ago weighing less and less.
 */
final class MovingRate {

	private static final int[] MINUTES = { 1, 5, 15 };

	private final double[] rates = new double[MINUTES.length];

	private long before;

	/** The counter has come to a value in so many seconds. */
	void update(long value, double seconds) {
		double now = (value - this.before) * 60 / seconds;
		this.before = value;
		for (int i = 0; i < MINUTES.length; i++) {
			double kept = Math.exp(-seconds / (60 * MINUTES[i]));
			this.rates[i] = now + kept * (this.rates[i] - now);
		}
	}

	int count() {
		return MINUTES.length;
	}

	int minutes(int index) {
		return MINUTES[index];
	}

	double rate(int index) {
		return this.rates[index];
	}

}
