package io.mqttboot.server.internal.broker;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * That a subscriber wants what a filter selects, and how (MQTT 5.0, 3.8.3.1).
 */
public final class Subscription implements Interest {

	private final Subscriber subscriber;

	private final MqttTopicFilter filter;

	private final Grant grant;

	private final boolean noLocal;

	private final byte retainHandling;

	// where it stands in its roster, whose affair it is
	private int place;

	public Subscription(Subscriber subscriber, MqttTopicFilter filter, MqttQos qos, boolean noLocal,
			boolean retainAsPublished, int retainHandling, int subscriptionId) {
		this.subscriber = subscriber;
		this.filter = filter;
		this.noLocal = noLocal;
		this.retainHandling = (byte) retainHandling;
		this.grant = Grant.of(qos, retainAsPublished, subscriptionId, filter.isShared() ? filter : null);
	}

	private Subscription(Subscription one, Subscription other) {
		this.subscriber = one.subscriber;
		this.filter = one.filter;
		this.noLocal = one.noLocal && other.noLocal;
		this.retainHandling = one.retainHandling;
		this.grant = one.grant.and(other.grant);
	}

	/**
	 * Joins two of a subscriber that select the same: one of them is exclusive. Neither
	 * is shared.
	 */
	public Subscription and(Subscription other) {
		return new Subscription(this, other);
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
		int[] ids = this.grant.subscriptionIds();
		return (ids.length > 0) ? ids[0] : 0;
	}

	public Grant grant() {
		return this.grant;
	}

	/** Whether a publication may come back to its publisher. [MQTT-3.8.3-3] */
	public boolean accepts(Publication publication) {
		return !(this.noLocal && this.subscriber.id().equals(publication.publisher()));
	}

	int place() {
		return this.place;
	}

	void place(int place) {
		this.place = place;
	}

	// ------ alone with its filter

	@Override
	public boolean holds(Subscriber other, @Nullable String group) {
		return group == null && this.subscriber == other;
	}

	@Override
	public Interest with(Subscription other) {
		return (other.subscriber == this.subscriber && !other.filter.isShared()) ? other
				: new FilterEntry().with(this).with(other);
	}

	@Override
	public @Nullable Interest without(Subscriber other, @Nullable String group) {
		return holds(other, group) ? null : this;
	}

	@Override
	public @Nullable Subscription of(Subscriber other) {
		return (this.subscriber == other) ? this : null;
	}

}
