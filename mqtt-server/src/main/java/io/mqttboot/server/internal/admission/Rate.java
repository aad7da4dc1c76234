package io.mqttboot.server.internal.admission;

/**
 * So many a second, and what was saved up for a while at once. All that whoever uses it
 * needs to remember is one number: the nanosecond until which the rate is used up.
 *
 * @param perSecond how many, 0 for any number
 * @param burstNanos for how long it is saved up
 */
record Rate(long perSecond, long burstNanos) {

	private static final long NANOS = 1_000_000_000L;

	// what is beyond it is forgiven, so that no sum overflows
	private static final long DEBT_MAX = 3_600 * NANOS;

	boolean isSet() {
		return this.perSecond > 0;
	}

	/** Returns until when the rate is used up after so many more. */
	long use(long usedUntil, long count, long now) {
		return isSet() ? Math.min(Math.max(usedUntil, now) + nanos(count), now + DEBT_MAX) : usedUntil;
	}

	/** Returns how long it takes at this rate. */
	long nanos(long count) {
		return isSet() ? count * NANOS / this.perSecond : 0;
	}

	/** Whether nothing of it is used: all is saved up. */
	static boolean isUnused(long usedUntil, long now) {
		return usedUntil <= now;
	}

	/** Whether what was saved up has not one left. */
	boolean isUsedUp(long usedUntil, long now) {
		return isSet() && usedUntil - now + nanos(1) > this.burstNanos;
	}

	/** Whether as much again is gone as may be saved up. */
	boolean isOverdrawn(long usedUntil, long now) {
		return isSet() && usedUntil - now + nanos(1) > 2 * this.burstNanos;
	}

}
