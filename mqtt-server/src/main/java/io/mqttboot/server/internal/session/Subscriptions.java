package io.mqttboot.server.internal.session;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.broker.Subscription;
import io.mqttboot.server.spi.MqttEvent;
import io.mqttboot.server.spi.MqttSessionRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one session has subscribed to, by filter: most have a few.
 */
public final class Subscriptions {

	private static final int FEW = 8;

	private static final Subscription[] NONE = {};

	private final Session session;

	private final Broker broker;

	// Invariant: one of the two is empty.
	private Subscription[] few = NONE;

	private Map<String, Subscription> many = Map.of();

	// while new ones wait for theirs
	private @Nullable Replays replays;

	Subscriptions(Session session) {
		this.session = session;
		this.broker = session.context().broker();
	}

	/**
	 * Returns whether the client may have a subscription, as far as limits and others who
	 * have it go; an exclusive one is taken for it.
	 * @return SUCCESS, or what it is told
	 */
	public MqttReasonCode admit(MqttTopicFilter filter) {
		if (contains(filter)) {
			return MqttReasonCode.SUCCESS;
		}
		if (filter.isExclusive() && !knowsExclusive()) {
			return MqttReasonCode.TOPIC_FILTER_INVALID;
		}
		if (size() >= this.session.context().config().limits().subscriptionsMax() || !this.broker.hasRoomFor(filter)) {
			return MqttReasonCode.QUOTA_EXCEEDED;
		}
		return (!filter.isExclusive() || this.broker.claim(filter, this.session)) ? MqttReasonCode.SUCCESS
				: MqttReasonCode.QUOTA_EXCEEDED;
	}

	private boolean knowsExclusive() {
		return this.session.context().config().extensions().exclusiveSubscriptions();
	}

	/** Adds or replaces a subscription. [MQTT-3.8.4-3] */
	public void put(Subscription subscription) {
		enter(subscription);
		this.session.context()
			.observer()
			.happened(new MqttEvent.Subscribed(this.session.id(), subscription.filter().text(),
					subscription.grant().qos()));
		if (this.session.journal().isDurable()) {
			this.session.journal()
				.record(new MqttSessionRecord.Subscribed(subscription.filter().text(), subscription.grant().qos(),
						subscription.noLocal(), subscription.grant().retainAsPublished(), subscription.retainHandling(),
						subscription.subscriptionId()));
		}
	}

	/** Puts a subscription back that was stored. */
	void restore(MqttSessionRecord.Subscribed stored) {
		enter(new Subscription(this.session, MqttTopicFilter.of(stored.filter()), stored.qos(), stored.noLocal(),
				stored.retainAsPublished(), stored.retainHandling(), stored.subscriptionId()));
	}

	private void enter(Subscription subscription) {
		String text = subscription.filter().text();
		int index = indexOf(text);
		if (!this.many.isEmpty()) {
			this.many.put(text, subscription);
		}
		else if (index >= 0) {
			this.few[index] = subscription;
		}
		else if (this.few.length < FEW) {
			this.few = Arrays.copyOf(this.few, this.few.length + 1);
			this.few[this.few.length - 1] = subscription;
		}
		else {
			this.many = new LinkedHashMap<>();
			for (Subscription each : this.few) {
				this.many.put(each.filter().text(), each);
			}
			this.many.put(text, subscription);
			this.few = NONE;
		}
		Subscription twin = twin(subscription.filter());
		this.broker.subscribe((twin != null) ? subscription.and(twin) : subscription);
	}

	// The same filter, exclusive and not: the broker knows a subscriber once.
	private @Nullable Subscription twin(MqttTopicFilter filter) {
		if (filter.isShared() || !knowsExclusive()) {
			return null;
		}
		String text = filter.isExclusive() ? filter.filter() : MqttTopicFilter.exclusive(filter.text());
		int index = indexOf(text);
		return (index >= 0) ? this.few[index] : this.many.get(text);
	}

	private int indexOf(String text) {
		for (int i = 0; i < this.few.length; i++) {
			if (this.few[i].filter().text().equals(text)) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Removes a subscription.
	 * @return whether there was one
	 */
	public boolean remove(MqttTopicFilter filter) {
		if (!leave(filter.text())) {
			return false;
		}
		Subscription twin = twin(filter);
		if (twin != null) {
			this.broker.subscribe(twin);
			this.broker.release(filter, this.session);
		}
		else {
			this.broker.unsubscribe(this.session, filter);
		}
		if (this.replays != null) {
			this.replays.remove(filter.text());
		}
		this.session.journal().record(new MqttSessionRecord.Unsubscribed(filter.text()));
		this.session.context().observer().happened(new MqttEvent.Unsubscribed(this.session.id(), filter.text()));
		return true;
	}

	private boolean leave(String text) {
		if (!this.many.isEmpty()) {
			boolean removed = this.many.remove(text) != null;
			this.many = this.many.isEmpty() ? Map.of() : this.many;
			return removed;
		}
		int index = indexOf(text);
		if (index < 0) {
			return false;
		}
		Subscription[] fewer = Arrays.copyOf(this.few, this.few.length - 1);
		System.arraycopy(this.few, index + 1, fewer, index, fewer.length - index);
		this.few = fewer;
		return true;
	}

	/** Whether there is a subscription of this filter. */
	public boolean contains(MqttTopicFilter filter) {
		return this.many.containsKey(filter.text()) || indexOf(filter.text()) >= 0;
	}

	public int size() {
		return this.many.size() + this.few.length;
	}

	/** Returns all, in the order they were made. */
	public Collection<Subscription> all() {
		return this.many.isEmpty() ? List.of(this.few) : this.many.values();
	}

	/** New subscriptions are to get the retained messages that they match. */
	public void replay(List<Subscription> subscriptions) {
		if (subscriptions.isEmpty() || this.broker.retainedMessages() == 0) {
			return;
		}
		if (this.replays == null) {
			this.replays = new Replays(this.session);
		}
		this.replays.add(subscriptions);
		replay();
	}

	/** Goes on with the retained messages that new subscriptions are to get. */
	void replay() {
		Replays present = this.replays;
		if (present != null && present.run()) {
			this.replays = null;
		}
	}

	/** The session ends. */
	void end() {
		if (this.replays != null) {
			this.replays.end();
			this.replays = null;
		}
		for (Subscription subscription : all()) {
			this.broker.unsubscribe(this.session, subscription.filter());
		}
		this.few = NONE;
		this.many = Map.of();
	}

}
