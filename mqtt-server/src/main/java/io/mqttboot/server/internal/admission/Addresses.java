package io.mqttboot.server.internal.admission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.config.MqttNetwork;
import org.jspecify.annotations.Nullable;

/**
 * How many connections each address has, and how fast it opens them. An address is
 * remembered while it has any, or has opened too many lately; there are no more of those
 * than connections, but for a moment. Where the table is full all the same, an address
 * that is not in it is not counted: the limits in total hold still.
 */
final class Addresses {

	private static final long SWEEP_NANOS = 1_000_000_000L;

	private final Map<MqttNetwork, Entry> entries = new ConcurrentHashMap<>();

	private final int addressesMax;

	private final int openMax;

	private final Rate rate;

	private final AtomicLong sweptAt = new AtomicLong();

	/**
	 * Creates the table.
	 * @param addressesMax how many addresses it has room for
	 * @param openMax the most connections of one address, 0 for any number
	 * @param rate how fast one address may open them
	 */
	Addresses(int addressesMax, int openMax, Rate rate) {
		this.addressesMax = addressesMax;
		this.openMax = openMax;
		this.rate = rate;
	}

	/**
	 * Counts a connection.
	 * @return why it is refused and was not counted, {@code null} if it is not
	 */
	@Nullable MqttReasonCode enters(MqttNetwork address, long now) {
		while (this.openMax > 0 || this.rate.isSet()) {
			Entry entry = this.entries.get(address);
			if (entry == null) {
				if (this.entries.size() >= this.addressesMax && !sweep(now)) {
					return null;
				}
				Entry created = new Entry();
				entry = this.entries.putIfAbsent(address, created);
				entry = (entry != null) ? entry : created;
			}
			synchronized (entry) {
				if (!entry.gone) {
					return enters(entry, now);
				}
			}
		}
		return null;
	}

	private @Nullable MqttReasonCode enters(Entry entry, long now) {
		if (this.openMax > 0 && entry.open >= this.openMax) {
			return MqttReasonCode.QUOTA_EXCEEDED;
		}
		if (this.rate.isUsedUp(entry.usedUntil, now)) {
			return MqttReasonCode.CONNECTION_RATE_EXCEEDED;
		}
		entry.usedUntil = this.rate.use(entry.usedUntil, 1, now);
		entry.open++;
		return null;
	}

	/** A connection that was counted has ended. */
	void left(MqttNetwork address, long now) {
		Entry entry = this.entries.get(address);
		if (entry != null) {
			synchronized (entry) {
				entry.open = Math.max(0, entry.open - 1);
				removeIfUnused(address, entry, now);
			}
		}
	}

	private void removeIfUnused(MqttNetwork address, Entry entry, long now) {
		if (entry.open == 0 && Rate.isUnused(entry.usedUntil, now)) {
			entry.gone = true;
			this.entries.remove(address, entry);
		}
	}

	// Returns whether there is room. Not more often than once a second: it looks at all.
	private boolean sweep(long now) {
		long last = this.sweptAt.get();
		if (now - last >= SWEEP_NANOS && this.sweptAt.compareAndSet(last, now)) {
			this.entries.forEach((address, entry) -> {
				synchronized (entry) {
					removeIfUnused(address, entry, now);
				}
			});
		}
		return this.entries.size() < this.addressesMax;
	}

	int size() {
		return this.entries.size();
	}

	/** One address. */
	private static final class Entry {

		private int open;

		private long usedUntil;

		// no longer in the table
		private boolean gone;

	}

}
