package io.mqttboot.server;

import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.internal.broker.Subscription;
import io.mqttboot.server.internal.handler.LocalSubscriber;

/**
 * A subscription of the application itself, until it is closed.
 */
final class LocalSubscription implements MqttServerSubscription {

	private static final AtomicLong IDS = new AtomicLong();

	private final Engine engine;

	private final MqttTopicFilter filter;

	private final LocalSubscriber subscriber;

	private LocalSubscription(Engine engine, MqttTopicFilter filter, LocalSubscriber subscriber) {
		this.engine = engine;
		this.filter = filter;
		this.subscriber = subscriber;
	}

	static LocalSubscription open(Engine engine, MqttTopicFilter filter, MqttQos qos, boolean retainAsPublished,
			MqttServerMessageHandler handler) {
		LocalSubscriber subscriber = new LocalSubscriber("$local/" + IDS.incrementAndGet(), handler::onMessage,
				engine.handlers());
		if (filter.isExclusive() && !engine.broker().claim(filter, subscriber)) {
			throw new IllegalStateException("somebody else has subscribed to " + filter);
		}
		Subscription subscription = new Subscription(subscriber, filter, qos, false, retainAsPublished, 0, 0);
		engine.broker().subscribe(subscription);
		if (!filter.isShared()) {
			engine.broker()
				.retained(filter.filter(), engine.millis(),
						(publication) -> subscriber.offer(publication, subscription.grant()));
		}
		return new LocalSubscription(engine, filter, subscriber);
	}

	@Override
	public String filter() {
		return this.filter.text();
	}

	@Override
	public void close() {
		this.subscriber.close();
		this.engine.broker().unsubscribe(this.subscriber, this.filter);
	}

}
