package io.mqttboot.spring.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import io.mqttboot.server.config.MqttAttempts;

/**
 * Attempts to log in that failed, by address: after some, an address has to wait.
 */
final class FailedAttempts {

	private final int max;

	private final long windowMillis;

	private final long blockMillis;

	private final int trackedMax;

	private final LongSupplier millis;

	// guarded by this; who failed last stands last
	private final Map<String, Record> records = new LinkedHashMap<>(16, 0.75f, true);

	FailedAttempts(MqttAttempts limits, LongSupplier millis) {
		this.max = limits.max();
		this.windowMillis = limits.window().toMillis();
		this.blockMillis = limits.block().toMillis();
		this.trackedMax = limits.trackedMax();
		this.millis = millis;
	}

	/** What is known of one address. */
	private static final class Record {

		private long sinceMillis;

		private int failures;

		private long blockedUntilMillis;

	}

	synchronized boolean isBlocked(String address) {
		Record record = this.records.get(block(address));
		return record != null && this.millis.getAsLong() < record.blockedUntilMillis;
	}

	/**
	 * One more failed.
	 * @return whether the address is blocked from now on
	 */
	synchronized boolean failed(String address) {
		if (this.max <= 0) {
			return false;
		}
		long now = this.millis.getAsLong();
		Record record = this.records.computeIfAbsent(block(address), (key) -> new Record());
		if (now - record.sinceMillis > this.windowMillis) {
			record.sinceMillis = now;
			record.failures = 0;
		}
		boolean blocks = ++record.failures >= this.max;
		if (blocks) {
			record.failures = 0;
			record.blockedUntilMillis = now + this.blockMillis;
		}
		if (this.records.size() > this.trackedMax) {
			this.records.remove(this.records.keySet().iterator().next());
		}
		return blocks;
	}

	// Whoever has one address of IPv6 has the 2^64 beside it.
	private static String block(String address) {
		String[] groups = address.split(":");
		return (groups.length == 8) ? String.join(":", groups[0], groups[1], groups[2], groups[3]) : address;
	}

}
