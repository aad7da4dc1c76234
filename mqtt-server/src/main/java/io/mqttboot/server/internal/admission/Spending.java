package io.mqttboot.server.internal.admission;

import io.mqttboot.server.config.MqttRateLimits;
import org.jspecify.annotations.Nullable;

/**
 * What one client has published of what it may, and of what all may together. For one
 * thread; nothing is allocated for a message.
 */
public final class Spending {

	private static final long NANOS_A_MILLI = 1_000_000L;

	private final Rate messages;

	private final Rate bytes;

	private final PublishBudget.@Nullable Share share;

	private long messagesUsedUntil;

	private long bytesUsedUntil;

	private Spending(Rate messages, Rate bytes, PublishBudget.@Nullable Share share) {
		this.messages = messages;
		this.bytes = bytes;
		this.share = share;
	}

	/** Returns that of a new client, {@code null} if it may publish what it likes. */
	static @Nullable Spending of(MqttRateLimits limits, @Nullable PublishBudget budget) {
		Rate messages = new Rate(limits.publishRateMax(), limits.rateBurst().toNanos());
		Rate bytes = new Rate(limits.publishBytesRateMax(), limits.rateBurst().toNanos());
		if (budget == null && !messages.isSet() && !bytes.isSet()) {
			return null;
		}
		return new Spending(messages, bytes, (budget != null) ? budget.new Share() : null);
	}

	/**
	 * Counts a message, unless far too much has come already.
	 * @return whether it is counted
	 */
	public boolean take(int size, long nowMillis) {
		long now = nowMillis * NANOS_A_MILLI;
		if (this.messages.isOverdrawn(this.messagesUsedUntil, now) || this.bytes.isOverdrawn(this.bytesUsedUntil, now)
				|| (this.share != null && this.share.isRefused(now))) {
			return false;
		}
		this.messagesUsedUntil = this.messages.use(this.messagesUsedUntil, 1, now);
		this.bytesUsedUntil = this.bytes.use(this.bytesUsedUntil, size, now);
		if (this.share != null) {
			this.share.take(size, now);
		}
		return true;
	}

	/** Whether it is as if the client had published nothing yet. */
	boolean isUnused(long nowMillis) {
		long now = nowMillis * NANOS_A_MILLI;
		return Rate.isUnused(this.messagesUsedUntil, now) && Rate.isUnused(this.bytesUsedUntil, now);
	}

	/** Whether the client must not be read for now. */
	public boolean mustWait(long nowMillis) {
		long now = nowMillis * NANOS_A_MILLI;
		return this.messages.isUsedUp(this.messagesUsedUntil, now) || this.bytes.isUsedUp(this.bytesUsedUntil, now)
				|| (this.share != null && this.share.mustWait(now));
	}

}
