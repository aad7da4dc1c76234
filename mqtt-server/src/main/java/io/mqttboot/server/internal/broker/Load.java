package io.mqttboot.server.internal.broker;

/**
 * How hard the machine works, at one look; -1 for what is not known.
 *
 * @param loopDelayMillis how long work waits for its turn on the slowest event loop
 * @param heapPercent how much of the heap was used after a collection
 * @param directMemoryPercent how much of the memory outside the heap is used
 */
public record Load(long loopDelayMillis, int heapPercent, int directMemoryPercent) {

	/** Nothing is known to be amiss. */
	public static final Load NONE = new Load(0, 0, 0);

	@Override
	public String toString() {
		return "event loops " + this.loopDelayMillis + " ms late, heap " + percent(this.heapPercent)
				+ " after collection, direct memory " + percent(this.directMemoryPercent);
	}

	private static String percent(int percent) {
		return (percent < 0) ? "unknown" : percent + " %";
	}

}
