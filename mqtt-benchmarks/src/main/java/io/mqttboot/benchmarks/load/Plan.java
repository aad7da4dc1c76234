package io.mqttboot.benchmarks.load;

/**
 * How long a run takes, and how fast it goes.
 *
 * @param warmUpSeconds the least that a broker has of the processors before anything is
 * measured
 * @param measuredSeconds how long is measured
 * @param rate messages published in a second, NaN for as many as the broker takes
 */
public record Plan(double warmUpSeconds, double measuredSeconds, double rate) {

	private static final int WARM_UPS_MAX = 6;

	/** How long a broker is given at most to become warm. */
	public double warmUpSecondsMax() {
		return WARM_UPS_MAX * this.warmUpSeconds;
	}

	/** Returns seconds as nanoseconds. */
	public static long nanos(double seconds) {
		return (long) (seconds * 1e9);
	}

}
