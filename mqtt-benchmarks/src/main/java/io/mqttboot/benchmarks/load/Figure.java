package io.mqttboot.benchmarks.load;

/**
 * What a run can be measured by.
 */
public enum Figure {

	/** Processor time of the broker's process for each million delivered messages. */
	CPU("CPU-s per million delivered", true, 2),

	/** Messages delivered in a second. */
	RATE("messages/s", false, 0);

	private final String title;

	private final boolean lowerIsBetter;

	private final int decimals;

	Figure(String title, boolean lowerIsBetter, int decimals) {
		this.title = title;
		this.lowerIsBetter = lowerIsBetter;
		this.decimals = decimals;
	}

	/** What it is and its unit, in words. */
	public String title() {
		return this.title;
	}

	public boolean isLowerBetter() {
		return this.lowerIsBetter;
	}

	/** How many decimals are worth showing. */
	public int decimals() {
		return this.decimals;
	}

}
