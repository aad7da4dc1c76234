package io.mqttboot.server.internal.admission;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.server.config.MqttRateLimits;
import org.jspecify.annotations.Nullable;

/**
 * What all clients together may publish. When it is used up only those have to wait who
 * publish more than others do on average; the others go on, and what they use is missing
 * to the loud ones later.
 * <p>
 * Loudness is what a client has used of the budget, halved each second.
 */
final class PublishBudget {

	private static final int HALVINGS_MAX = 62;

	private final SharedRate messages;

	private final SharedRate bytes;

	private final AtomicLong second = new AtomicLong();

	private final AtomicLong used = new AtomicLong();

	private final AtomicInteger publishers = new AtomicInteger();

	private volatile int publishersBefore;

	private PublishBudget(Rate messages, Rate bytes) {
		this.messages = new SharedRate(messages);
		this.bytes = new SharedRate(bytes);
	}

	/** Returns the budget, {@code null} if there is no limit. */
	static @Nullable PublishBudget of(MqttRateLimits limits) {
		Rate messages = new Rate(limits.publishRateTotalMax(), limits.rateBurst().toNanos());
		Rate bytes = new Rate(limits.publishBytesRateTotalMax(), limits.rateBurst().toNanos());
		return (messages.isSet() || bytes.isSet()) ? new PublishBudget(messages, bytes) : null;
	}

	private void take(Share share, int size, long now) {
		this.messages.take(1, now);
		this.bytes.take(size, now);
		long cost = Math.max(this.messages.nanos(1), this.bytes.nanos(size));
		halve(now / 1_000_000_000L);
		if (share.halve(this.second.get())) {
			this.publishers.incrementAndGet();
		}
		share.used += cost;
		this.used.addAndGet(cost);
	}

	private void halve(long present) {
		long last = this.second.get();
		if (present > last && this.second.compareAndSet(last, present)) {
			int before = this.publishers.getAndSet(0);
			this.publishersBefore = (present - last == 1) ? before : 0;
			this.used.updateAndGet((sum) -> sum >> Math.min(present - last, HALVINGS_MAX));
		}
	}

	private boolean isUsedUp(long now) {
		return this.messages.isUsedUp(now) || this.bytes.isUsedUp(now);
	}

	private boolean isOverdrawn(long now) {
		return this.messages.isOverdrawn(now) || this.bytes.isOverdrawn(now);
	}

	/** What one client has used of the budget; for one thread. */
	final class Share {

		private long lastSecond;

		private long used;

		void take(int size, long now) {
			PublishBudget.this.take(this, size, now);
		}

		// Returns whether that was the first time in this second.
		private boolean halve(long present) {
			boolean first = present > this.lastSecond;
			if (first) {
				this.used >>= Math.min(present - this.lastSecond, HALVINGS_MAX);
				this.lastSecond = present;
			}
			return first;
		}

		/** Whether the budget is used up and this client is one of those who did it. */
		boolean mustWait(long now) {
			return isUsedUp(now) && isLoud(now);
		}

		/** Whether it is overdrawn, and this client is one of those who did it. */
		boolean isRefused(long now) {
			return isOverdrawn(now) && isLoud(now);
		}

		private boolean isLoud(long now) {
			PublishBudget.this.halve(now / 1_000_000_000L);
			long present = PublishBudget.this.second.get();
			long mine = this.used >> Math.min(Math.max(0, present - this.lastSecond), HALVINGS_MAX);
			int all = Math.max(1, Math.max(PublishBudget.this.publishers.get(), PublishBudget.this.publishersBefore));
			return mine >= PublishBudget.this.used.get() / all;
		}

	}

}
