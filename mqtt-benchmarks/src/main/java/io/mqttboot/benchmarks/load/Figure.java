package io.mqttboot.benchmarks.load;

/**
 * What a run can be measured by.
 */
public enum Figure {

	/** Processor time of the broker's process for each million delivered messages. */
	CPU("CPU-s per million delivered", true, 2),

	/** Messages delivered in a second. */
	RATE("messages/s", false, 0),

	/** Half of the messages were faster. */
	P50("p50, µs", true, 0),

	/** All but one of a hundred were faster. */
	P99("p99, µs", true, 0),

	/** All but one of a thousand were faster. */
	P999("p99.9, µs", true, 0),

	/** How far the load generator was behind its own schedule. */
	LATE("generator late, p99, µs", true, 0),

	/** 1 if the broker was measured before it was warm, and nothing otherwise. */
	COLD("measured before it was warm", true, 0),

	/** Resident memory of the broker's process. */
	RSS("RSS, MB", true, 0),

	/** Live objects of the broker's heap. */
	HEAP("live heap, MB", true, 1),

	/** Processor time of the broker's process for each subscription that is made. */
	SUBSCRIBE_CPU("CPU-µs per subscription", true, 1),

	/** Subscriptions made in a second. */
	SUBSCRIBE_RATE("subscriptions/s", false, 0),

	/** Resident memory of the broker's process for each of the things it keeps. */
	RSS_EACH("RSS, bytes each", true, 0),

	/** Live objects on the broker's heap for each of the things it keeps. */
	HEAP_EACH("live heap, bytes each", true, 0),

	/** Processor time of the broker's process for each client that comes and goes. */
	CONNECT_CPU("CPU-µs per connect", true, 1),

	/** Clients that come and go in a second. */
	CONNECT_RATE("connects/s", false, 0),

	/** Retained messages stored in a second. */
	STORED_RATE("stored/s", false, 0),

	/** Retained messages delivered to a new subscription in a second. */
	DELIVERED_RATE("delivered/s", false, 0),

	/** Messages queued for an absent session in a second. */
	QUEUED_RATE("queued/s", false, 0),

	/** Queued messages delivered in a second to who comes back. */
	DRAINED_RATE("drained/s", false, 0);

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
