package io.mqttboot.server.internal.handler;

import io.mqttboot.MqttMessage;
import io.mqttboot.server.internal.broker.Grant;
import io.mqttboot.server.internal.broker.Pressure;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.broker.Subscriber;
import io.mqttboot.server.spi.MqttMessageListener;
import org.jspecify.annotations.Nullable;

/**
 * A message listener of the application, as a subscriber that is offered everything.
 */
public final class ListenerTap implements Subscriber {

	private final MqttMessageListener listener;

	private final Handlers.Calls calls;

	public ListenerTap(MqttMessageListener listener, Handlers handlers) {
		this.listener = listener;
		this.calls = handlers.calls();
	}

	@Override
	public String id() {
		return this.listener.getClass().getName();
	}

	@Override
	public @Nullable Pressure offer(Publication publication, Grant grant) {
		String publisher = publication.publisher();
		if (publisher == null) {
			return null;
		}
		MqttMessage message = publication.message();
		message.keep();
		return this.calls.add(publisher, publication.cost(),
				() -> this.listener.onMessage(publisher, message.topic(), message.qos(), message.payload()));
	}

	@Override
	public boolean isReachable() {
		return true;
	}

	@Override
	public int load() {
		return 0;
	}

}
