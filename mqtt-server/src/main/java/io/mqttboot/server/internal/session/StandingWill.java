package io.mqttboot.server.internal.session;

import io.mqttboot.MqttWill;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.spi.MqttMessageStore;
import org.jspecify.annotations.Nullable;

/**
 * The will of a client's present or last connection, until it is published or void (MQTT
 * 5.0, 3.1.2.5). Waiting for a delay once the connection has ended.
 */
final class StandingWill extends Deadlines.Deadline {

	private final Session session;

	private @Nullable MqttWill will;

	StandingWill(Session session) {
		this.session = session;
	}

	/** A connection begins, with a will or without. */
	void begin(@Nullable MqttWill given) {
		this.will = given;
		MqttMessageStore store = this.session.context().messageStore();
		if (store != null && given != null) {
			store.putWill(this.session.id(), given);
		}
	}

	/** Puts back what was stored. */
	void restore(@Nullable MqttWill stored) {
		this.will = stored;
	}

	/** The client has said good-bye: the will is void. [MQTT-3.1.2-10] */
	void discard() {
		cancel();
		MqttMessageStore store = this.session.context().messageStore();
		if (this.will != null && store != null) {
			store.removeWill(this.session.id());
		}
		this.will = null;
	}

	/** Another connection takes over: without a delay the will is due. [MQTT-3.1.3-9] */
	void takenOver() {
		if (this.will != null && this.will.delaySeconds() == 0) {
			fire();
		}
		cancel();
	}

	/**
	 * The connection ended: the will is due after its delay, at the end of the session at
	 * the latest. [MQTT-3.1.2-8]
	 */
	void connectionEnded(long sessionExpirySeconds, long sinceSeconds) {
		if (this.will == null) {
			return;
		}
		long delay = Math.min(this.will.delaySeconds(), sessionExpirySeconds) - sinceSeconds;
		if (delay <= 0) {
			fire();
		}
		else {
			this.session.loop().deadlines().set(this, delay);
		}
	}

	/**
	 * The server stops: what is not published now stays in the store, if there is one.
	 */
	void leave() {
		cancel();
		this.will = null;
	}

	/** Publishes the will, if there is one. */
	void fire() {
		MqttWill due = this.will;
		if (due != null) {
			discard();
			long now = this.session.millis();
			this.session.context().broker().publish(Publication.of(due.message(), this.session.id(), now), now);
		}
	}

	@Override
	protected void due() {
		fire();
	}

}
