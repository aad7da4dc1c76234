package io.mqttboot.server.internal.connection;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.internal.admission.Spending;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.session.Deadlines;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Holds a client to what it may publish: beyond that it is not read until it may again.
 * What it had sent by then is taken as long as that is not too much, too; the rest is
 * refused.
 */
final class Allowance extends Deadlines.Deadline {

	private final ConnectionContext context;

	private final ChannelLink link;

	private final MqttIdentity client;

	private final Spending spending;

	private boolean waiting;

	private Allowance(ConnectionContext context, ChannelLink link, MqttIdentity client, Spending spending) {
		this.context = context;
		this.link = link;
		this.client = client;
		this.spending = spending;
	}

	/**
	 * Returns that of a client that was let in, {@code null} if it may publish what it
	 * likes. One that had used up all when it left is not read yet.
	 */
	static @Nullable Allowance of(ConnectionContext context, ChannelLink link, MqttIdentity client) {
		Spending spending = context.admission().spending(client);
		if (spending == null) {
			return null;
		}
		Allowance allowance = new Allowance(context, link, client, spending);
		allowance.pauseIfUsedUp(link.loop().millis());
		return allowance;
	}

	/**
	 * Counts a message.
	 * @return whether it is to be accepted; otherwise it is to be {@link #refused}
	 */
	boolean takes(MqttMessage message) {
		long now = this.link.loop().millis();
		boolean taken = this.spending.take(Publication.bytes(message), now);
		pauseIfUsedUp(now);
		return taken;
	}

	private void pauseIfUsedUp(long now) {
		if (!this.waiting && this.spending.mustWait(now)) {
			this.waiting = true;
			this.context.observer().publisherThrottled();
			this.link.pauseReading();
			awaitTick();
		}
	}

	/**
	 * Refuses a message. To an MQTT 3 client that can only be said by ending the
	 * connection: what is acknowledged must not be lost (MQTT 3.1.1, 3.3.5).
	 */
	MqttReasonCode refused(MqttMessage message) {
		this.context.broker().dropped(message, this.client.clientId(), null, MqttDropCause.RATE_LIMITED);
		if (message.qos() != MqttQos.AT_MOST_ONCE && !this.link.version().is5()) {
			this.link.close(MqttReasonCode.MESSAGE_RATE_TOO_HIGH, "it publishes more than it may"); // [MQTT-3.3.5-2]
		}
		return MqttReasonCode.QUOTA_EXCEEDED;
	}

	/** A connection ends. */
	static void end(@Nullable Allowance of) {
		if (of != null) {
			of.cancel();
			of.context.admission().leaves(of.client, of.spending);
		}
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
