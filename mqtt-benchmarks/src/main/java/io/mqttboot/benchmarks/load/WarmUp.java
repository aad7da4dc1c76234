package io.mqttboot.benchmarks.load;

/**
 * When a broker is warm: when its messages have not become cheaper for a while, or after
 * the longest time that is granted. Time is what the broker had of the processors, since
 * a machine that does other things as well compiles later.
 */
public final class WarmUp {

	/** How much of the broker's time is looked at together. */
	public static final double SLICE_SECONDS = 0.25;

	// what is less is noise
	private static final double GAIN = 0.97;

	private final double secondsMin;

	private double seconds;

	private double best = Double.POSITIVE_INFINITY;

	private double bestAt;

	/**
	 * Takes at least so many seconds of the broker's time.
	 * @param secondsMin how many
	 */
	public WarmUp(double secondsMin) {
		this.secondsMin = secondsMin;
	}

	/**
	 * Looks at another slice.
	 * @param cpuSeconds what the broker had of the processors
	 * @param delivered how many messages it delivered
	 * @return whether the broker is warm
	 */
	public boolean isOver(double cpuSeconds, long delivered) {
		this.seconds += cpuSeconds;
		double cost = cpuSeconds / delivered;
		if (cost < this.best * GAIN) {
			this.best = cost;
			this.bestAt = this.seconds;
		}
		return this.seconds >= this.secondsMin && this.seconds - this.bestAt >= this.secondsMin / 2;
	}

}
