package io.mqttboot.client.internal.session;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.client.internal.session.Subscriptions.Call;
import io.mqttboot.client.spi.MqttSubscriptionOptions;
import org.jspecify.annotations.Nullable;

/**
 * One filter, all that hear it, and how the server stands to it. For one loop.
 */
final class Subscription {

	/** What a filter is to the server. */
	enum Standing {

		/** It has not been asked for it. */
		UNASKED,

		/** It was asked and has not answered. */
		ASKED,

		/** It has granted it. */
		GRANTED,

		/** It has refused it. */
		REFUSED,

		/** It need not be asked: another filter brings its messages. */
		COVERED

	}

	final MqttTopicFilter filter;

	final List<Hearing> hearings = new ArrayList<>();

	// of the latest call that asked for it, at the highest quality of service of all
	MqttSubscriptionOptions options;

	// of the latest call that asked for it; MQTT 5 sends it
	int id;

	Standing standing = Standing.UNASKED;

	@Nullable MqttReasonCode answer;

	// brings the messages of this one, if the server grants it
	@Nullable Subscription cover;

	// the highest quality of service of this one and of all that it covers
	MqttQos neededQos;

	// what the server was asked for last
	MqttQos askedQos = MqttQos.AT_MOST_ONCE;

	// who is told the next answer
	final List<Call> calls = new ArrayList<>();

	Subscription(MqttTopicFilter filter, MqttSubscriptionOptions options) {
		this.filter = filter;
		this.options = options;
		this.neededQos = options.qos();
	}

	void add(Route route, MqttSubscriptionOptions wanted) {
		this.hearings.add(new Hearing(route, wanted.qos()));
		MqttQos qos = this.hearings.stream().map(Hearing::qos).max(MqttQos::compareTo).orElse(wanted.qos());
		this.options = withQos(wanted, qos);
		this.standing = Standing.UNASKED;
	}

	boolean isStanding() {
		return this.standing == Standing.ASKED || this.standing == Standing.GRANTED;
	}

	/** Takes another one for its cover, if that is one and wider than the present one. */
	void coverBy(Subscription other) {
		if (other.covers(this) && (this.cover == null || other.covers(this.cover))) {
			this.cover = other;
		}
	}

	// whether it brings all that another one would bring, in the same way
	private boolean covers(Subscription other) {
		return this != other && this.standing != Standing.REFUSED && this.options.noLocal() == other.options.noLocal()
				&& this.options.retainAsPublished() == other.options.retainAsPublished()
				&& Cover.covers(this.filter, other.filter);
	}

	/** The server is asked for it. */
	void ask() {
		this.standing = Standing.ASKED;
		this.askedQos = this.neededQos;
	}

	Wish wish() {
		return new Wish(this.filter, withQos(this.options, this.askedQos));
	}

	private static MqttSubscriptionOptions withQos(MqttSubscriptionOptions options, MqttQos qos) {
		return new MqttSubscriptionOptions(qos, options.noLocal(), options.retainAsPublished(),
				options.retainHandling());
	}

}
