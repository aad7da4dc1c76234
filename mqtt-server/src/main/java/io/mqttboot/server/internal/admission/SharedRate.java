package io.mqttboot.server.internal.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A rate that all threads use together.
 */
final class SharedRate {

	private final Rate rate;

	private final AtomicLong usedUntil = new AtomicLong();

	SharedRate(Rate rate) {
		this.rate = rate;
	}

	/**
	 * Takes one, if there is one.
	 * @return whether there was
	 */
	boolean takeOne(long now) {
		while (this.rate.isSet()) {
			long before = this.usedUntil.get();
			if (this.rate.isUsedUp(before, now)) {
				return false;
			}
			if (this.usedUntil.compareAndSet(before, this.rate.use(before, 1, now))) {
				return true;
			}
		}
		return true;
	}

	/** Takes so many, whether they are there or not. */
	void take(long count, long now) {
		long before = this.usedUntil.get();
		while (this.rate.isSet() && !this.usedUntil.compareAndSet(before, this.rate.use(before, count, now))) {
			before = this.usedUntil.get(); // without a lambda, which would be made for
											// each message
		}
	}

	/** Returns how long so many take. */
	long nanos(long count) {
		return this.rate.nanos(count);
	}

	boolean isUsedUp(long now) {
		return this.rate.isUsedUp(this.usedUntil.get(), now);
	}

	boolean isOverdrawn(long now) {
		return this.rate.isOverdrawn(this.usedUntil.get(), now);
	}

}
