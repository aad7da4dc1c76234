package io.mqttboot.server.internal.session;

import io.mqttboot.MqttWill;
import io.mqttboot.server.spi.MqttMessageStore;
import org.jspecify.annotations.Nullable;

/**
 * The will of a client's present or last connection, until it is published or void (MQTT
 * 5.0, 3.1.2.5). Waiting for a delay once the connection has ended.
 */
final class StandingWill extends Deadlines.Deadline {

	private final Session session;

	// null when it is published or void
	private @Nullable MqttWill will;

	private StandingWill(Session session, MqttWill will) {
		this.session = session;
		this.will = will;
	}

	/** A connection begins, with a will or without. */
	static @Nullable StandingWill begin(Session session, @Nullable MqttWill given) {
		MqttMessageStore store = session.context().messageStore();
		if (store != null && given != null) {
			store.putWill(session.id(), given);
		}
		return restored(session, given);
	}

	/** Returns what was stored. */
	static @Nullable StandingWill restored(Session session, @Nullable MqttWill stored) {
		return (stored != null) ? new StandingWill(session, stored) : null;
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

	/**
	 * Another connection takes over: without a delay the will is due, otherwise it is
	 * void. [MQTT-3.1.3-9]
	 */
	void takenOver() {
		if (this.will != null && this.will.delaySeconds() == 0) {
			fire();
		}
		else {
			discard();
		}
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

	/** Publishes the will, if there is one. */
	void fire() {
		MqttWill due = this.will;
		if (due != null) {
			discard();
			this.session.context().broker().publishLeft(due.message(), this.session.origin(), this.session.millis());
		}
	}

	@Override
	protected void due() {
		fire();
	}

}
