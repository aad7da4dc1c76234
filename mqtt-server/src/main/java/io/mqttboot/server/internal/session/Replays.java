package io.mqttboot.server.internal.session;

import java.util.LinkedHashMap;
import java.util.Map;

import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.broker.Subscription;

/**
 * Retained messages that new subscriptions of a session are to get (MQTT 5.0, 3.3.1.3):
 * one subscription after the other, each when the client has taken what the one before
 * brought, and other work of the loop between two that had to look for them. So who
 * subscribes to everything, again and again, waits for itself.
 */
public final class Replays extends Deadlines.Deadline {

	private final Session session;

	private final Broker broker;

	private Map<String, Subscription> pending = Map.of();

	private boolean yielding;

	Replays(Session session) {
		this.session = session;
		this.broker = session.context().broker();
	}

	/** A subscription was made; again for the same filter replaces. [MQTT-3.3.1-9] */
	public void add(Subscription subscription) {
		if (this.pending.isEmpty()) {
			this.pending = new LinkedHashMap<>();
		}
		this.pending.put(subscription.filter().text(), subscription);
		run();
	}

	/** A subscription is gone. */
	void remove(String filter) {
		if (!this.pending.isEmpty()) {
			this.pending.remove(filter);
		}
	}

	/** The session is over. */
	void end() {
		cancel();
		this.pending = Map.of();
	}

	/** Goes on, if it is time to. */
	void run() {
		while (!this.yielding && !this.pending.isEmpty() && this.session.link() != null
				&& !this.session.outbox().isReplaying()) {
			if (!this.broker.mayReplay()) {
				this.session.loop().deadlines().set(this, 1); // too many are on their way
																// to others
				return;
			}
			Subscription next = this.pending.values().iterator().next();
			remove(next.filter().text());
			replay(next);
			if (next.filter().hasWildcard() && !this.pending.isEmpty()) {
				this.yielding = true;
				this.session.loop().execute(this::resume);
			}
		}
	}

	private void resume() {
		this.yielding = false;
		this.session.run(this::run); // the session may have moved
	}

	private void replay(Subscription subscription) {
		this.broker.retained(subscription.filter().filter(), this.session.millis(), (publication) -> {
			if (subscription.accepts(publication)) {
				this.session.outbox().deliver(publication, subscription.grant());
			}
		});
	}

	@Override
	protected void due() {
		run();
	}

}
