package io.mqttboot.server.internal.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.mqttboot.MqttQos;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.broker.DeliveryInterception;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.broker.RetainedSelection;
import io.mqttboot.server.internal.broker.Subscription;
import io.mqttboot.server.spi.MqttDropCause;
import org.jspecify.annotations.Nullable;

/**
 * Retained messages that new subscriptions of a session are to get (MQTT 5.0, 3.3.1.3):
 * one subscription after the other and one step after the other, each when the client has
 * taken what the one before brought, and other work of the loop between two that had to
 * look for them. So who subscribes to everything, again and again, waits for itself.
 */
final class Replays {

	// Nodes of the tree of retained messages that are looked at in one step.
	private static final int STEP = 1_000;

	// Where too many messages are on their way to others, who may not be reading: few
	// enough that everybody can have so many.
	private static final int SMALL_STEP = 16;

	private final Session session;

	private final Broker broker;

	private Map<String, Subscription> pending = Map.of();

	// what is looked through, and for whom
	private @Nullable RetainedSelection selection;

	private @Nullable Subscription selecting;

	private boolean yielding;

	// messages that an interceptor looks at
	private int away;

	private boolean running;

	Replays(Session session) {
		this.session = session;
		this.broker = session.context().broker();
	}

	/** Subscriptions were made; again for the same filter replaces. [MQTT-3.3.1-9] */
	void add(List<Subscription> subscriptions) {
		if (this.pending.isEmpty()) {
			this.pending = new LinkedHashMap<>();
		}
		for (Subscription subscription : subscriptions) {
			remove(subscription.filter().text());
			this.pending.put(subscription.filter().text(), subscription);
		}
	}

	/** A subscription is gone. */
	void remove(String filter) {
		if (!this.pending.isEmpty()) {
			this.pending.remove(filter);
		}
		if (this.selecting != null && this.selecting.filter().text().equals(filter)) {
			finish();
		}
	}

	private void finish() {
		this.selecting = null;
		this.selection = null;
	}

	/** The session is over. */
	void end() {
		this.pending = Map.of();
		finish();
	}

	/**
	 * Goes on, if it is time to.
	 * @return whether nothing is left to be done, now or later
	 */
	boolean run() {
		int nodes = 0;
		this.running = true;
		while (!this.yielding && isWaiting() && this.session.link() != null && !this.session.outbox().isReplaying()
				&& this.away == 0) {
			nodes += step(Math.min(STEP - nodes, this.broker.mayReplay() ? STEP : SMALL_STEP));
			if (nodes >= STEP && isWaiting()) {
				this.yielding = true;
				this.session.loop().execute(this::resume);
			}
		}
		this.running = false;
		return !isWaiting() && !this.yielding && this.away == 0;
	}

	private boolean isWaiting() {
		return this.selecting != null || !this.pending.isEmpty();
	}

	private int step(int nodes) {
		Subscription subscription = (this.selecting != null) ? this.selecting : next();
		if (!subscription.filter().hasWildcard()) {
			this.broker.retainedAt(subscription.filter().filter(), this.session.millis(),
					(publication) -> replay(publication, subscription));
			return 1;
		}
		RetainedSelection open = this.selection;
		if (open == null) {
			open = this.broker.retained(subscription.filter().filter());
			this.selecting = subscription;
			this.selection = open;
		}
		int looked = open.goOn(nodes, this.session.millis(), (publication) -> replay(publication, subscription));
		if (looked < nodes && this.selection == open) {
			finish();
		}
		return looked;
	}

	private Subscription next() {
		Subscription next = this.pending.values().iterator().next();
		this.pending.remove(next.filter().text());
		return next;
	}

	private void replay(Publication publication, Subscription subscription) {
		if (!subscription.accepts(publication)) {
			return;
		}
		DeliveryInterception interception = this.broker.interceptions().delivering();
		if (interception == null) {
			this.session.outbox().deliver(publication, subscription.grant());
			return;
		}
		this.away++;
		interception.deliver(this.session.id(), publication, (changed) -> {
			this.session.run(() -> returned(changed, subscription));
			return null;
		});
	}

	private void returned(@Nullable Publication changed, Subscription subscription) {
		this.away--;
		if (changed != null && !this.session.isEnded()) {
			deliver(changed, subscription);
		}
		if (this.away == 0 && !this.running) {
			this.session.subscriptions().replay();
		}
	}

	private void deliver(Publication changed, Subscription subscription) {
		MqttQos qos = changed.message().qos().min(subscription.grant().qos());
		if (qos == MqttQos.AT_MOST_ONCE && this.session.link() == null) {
			this.session.dropped(changed, MqttDropCause.OFFLINE);
		}
		else {
			this.session.outbox().deliver(changed, subscription.grant());
		}
	}

	private void resume() {
		this.yielding = false;
		this.session.run(this.session.subscriptions()::replay); // it may have moved
	}

}
