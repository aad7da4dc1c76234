package io.mqttboot.server.internal.broker;

import org.jspecify.annotations.Nullable;

/**
 * What came of publishing one message: how many took it, and whether its publisher should
 * wait before it publishes more.
 */
public final class Offering {

	private final @Nullable DeliveryInterception interception;

	private int receivers;

	private @Nullable Pressure pressure;

	Offering(@Nullable DeliveryInterception interception) {
		this.interception = interception;
	}

	void offer(Subscriber subscriber, Publication publication, Grant grant) {
		this.receivers++;
		Pressure high = (this.interception != null && !subscriber.isApplication())
				? this.interception.deliver(subscriber.id(), publication,
						(changed) -> (changed != null) ? subscriber.offer(changed, grant) : null)
				: subscriber.offer(publication, grant);
		if (high != null) {
			this.pressure = high;
		}
	}

	void tap(Subscriber subscriber, Publication publication, Grant grant) {
		Pressure high = subscriber.offer(publication, grant);
		if (high != null) {
			this.pressure = high;
		}
	}

	void overload(@Nullable Pressure high) {
		if (high != null) {
			this.pressure = high;
		}
	}

	/** How many subscribers were offered the message. */
	public int receivers() {
		return this.receivers;
	}

	/** What the publisher should wait for, {@code null} for nothing. */
	public @Nullable Pressure pressure() {
		return this.pressure;
	}

}
