package io.mqttboot.server.internal.session;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.broker.Subscription;
import io.mqttboot.server.spi.MqttSessionRecord;

/**
 * What one session has subscribed to, by filter.
 */
public final class Subscriptions {

	private final Session session;

	private final Broker broker;

	private Map<String, Subscription> byFilter = Map.of();

	Subscriptions(Session session) {
		this.session = session;
		this.broker = session.context().broker();
	}

	/** Adds or replaces a subscription. [MQTT-3.8.4-3] */
	public void put(Subscription subscription) {
		enter(subscription);
		this.session.journal()
			.record(new MqttSessionRecord.Subscribed(subscription.filter().text(), subscription.grant().qos(),
					subscription.noLocal(), subscription.grant().retainAsPublished(), subscription.retainHandling(),
					subscription.subscriptionId()));
	}

	/** Puts a subscription back that was stored. */
	void restore(MqttSessionRecord.Subscribed stored) {
		enter(new Subscription(this.session, MqttTopicFilter.of(stored.filter()), stored.qos(), stored.noLocal(),
				stored.retainAsPublished(), stored.retainHandling(), stored.subscriptionId()));
	}

	private void enter(Subscription subscription) {
		if (this.byFilter.isEmpty()) {
			this.byFilter = new LinkedHashMap<>();
		}
		this.byFilter.put(subscription.filter().text(), subscription);
		this.broker.subscribe(subscription);
	}

	/**
	 * Removes a subscription.
	 * @return whether there was one
	 */
	public boolean remove(MqttTopicFilter filter) {
		if (this.byFilter.isEmpty() || this.byFilter.remove(filter.text()) == null) {
			return false;
		}
		this.broker.unsubscribe(this.session, filter);
		this.session.replays().remove(filter.text());
		this.session.journal().record(new MqttSessionRecord.Unsubscribed(filter.text()));
		return true;
	}

	/** Whether there is a subscription of this filter. */
	public boolean contains(MqttTopicFilter filter) {
		return this.byFilter.containsKey(filter.text());
	}

	public int size() {
		return this.byFilter.size();
	}

	/** Returns all, in the order they were made. */
	public Collection<Subscription> all() {
		return this.byFilter.values();
	}

	/** The session ends. */
	void end() {
		for (Subscription subscription : this.byFilter.values()) {
			this.broker.unsubscribe(this.session, subscription.filter());
		}
		this.byFilter = Map.of();
	}

}
