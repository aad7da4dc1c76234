package io.mqttboot.server.internal.broker;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;

/**
 * That a subscriber wants what a filter selects, and how (MQTT 5.0, 3.8.3.1).
 */
public final class Subscription {

	private final Subscriber subscriber;

	private final MqttTopicFilter filter;

	private final boolean noLocal;

	private final int retainHandling;

	private final int subscriptionId;

	private final Grant grant;

	public Subscription(Subscriber subscriber, MqttTopicFilter filter, MqttQos qos, boolean noLocal,
			boolean retainAsPublished, int retainHandling, int subscriptionId) {
		this.subscriber = subscriber;
		this.filter = filter;
		this.noLocal = noLocal;
		this.retainHandling = retainHandling;
		this.subscriptionId = subscriptionId;
		this.grant = Grant.of(qos, retainAsPublished, subscriptionId, filter.isShared() ? filter : null);
	}

	public Subscriber subscriber() {
		return this.subscriber;
	}

	public MqttTopicFilter filter() {
		return this.filter;
	}

	public boolean noLocal() {
		return this.noLocal;
	}

	public int retainHandling() {
		return this.retainHandling;
	}

	public int subscriptionId() {
		return this.subscriptionId;
	}

	public Grant grant() {
		return this.grant;
	}

	/** Whether a publication may come back to its publisher. [MQTT-3.8.3-3] */
	public boolean accepts(Publication publication) {
		return !(this.noLocal && this.subscriber.id().equals(publication.publisher()));
	}

}
