package io.mqttboot.server.internal.connection;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.internal.admission.Spending;
import io.mqttboot.server.internal.session.Deadlines;
import io.mqttboot.server.spi.MqttDropCause;
import org.jspecify.annotations.Nullable;

/**
 * Holds a client to what it may publish: beyond that it is not read until it may again.
 * What it had sent by then is taken as long as that is not too much, too; the rest is
 * refused.
 */
final class Allowance extends Deadlines.Deadline {

	private final ConnectionContext context;

	private final ChannelLink link;

	private final Spending spending;

	private boolean waiting;

	private Allowance(ConnectionContext context, ChannelLink link, Spending spending) {
		this.context = context;
		this.link = link;
		this.spending = spending;
	}

	/** Returns that of a new client, {@code null} if it may publish what it likes. */
	static @Nullable Allowance of(ConnectionContext context, ChannelLink link) {
		Spending spending = context.admission().spending();
		return (spending != null) ? new Allowance(context, link, spending) : null;
	}

	/**
	 * Counts a message.
	 * @return whether it is to be accepted; otherwise it is to be {@link #refused}
	 */
	boolean takes(MqttMessage message) {
		long now = this.link.loop().millis();
		// a character of a topic is a byte, as a rule
		boolean taken = this.spending.take(message.topic().length() + message.payloadBytes(), now);
		if (!this.waiting && this.spending.mustWait(now)) {
			this.waiting = true;
			this.context.observer().publisherThrottled();
			this.link.pauseReading();
			awaitTick();
		}
		return taken;
	}

	/**
	 * Refuses a message. To an MQTT 3 client that can only be said by ending the
	 * connection: what is acknowledged must not be lost (MQTT 3.1.1, 3.3.5).
	 */
	MqttReasonCode refused(MqttMessage message) {
		this.context.observer().messageDropped(MqttDropCause.RATE_LIMITED);
		if (message.qos() != MqttQos.AT_MOST_ONCE && !this.link.version().is5()) {
			this.link.close(MqttReasonCode.MESSAGE_RATE_TOO_HIGH, "it publishes more than it may"); // [MQTT-3.3.5-2]
		}
		return MqttReasonCode.QUOTA_EXCEEDED;
	}

	private void awaitTick() {
		Deadlines deadlines = this.link.loop().deadlines();
		deadlines.setAt(this, deadlines.now() + 1);
	}

	@Override
	protected void due() {
		if (this.spending.mustWait(this.link.loop().millis())) {
			awaitTick();
		}
		else {
			this.waiting = false;
			this.link.resumeReading();
		}
	}

}
