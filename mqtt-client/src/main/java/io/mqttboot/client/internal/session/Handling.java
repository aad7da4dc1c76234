package io.mqttboot.client.internal.session;

import java.util.function.LongSupplier;

import io.mqttboot.MqttMessage;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.client.spi.MqttClientDropCause;
import io.mqttboot.client.spi.MqttClientObserver;
import org.jspecify.annotations.Nullable;

/**
 * Calls handlers of messages, and lets an observer know how it went. From any thread.
 */
final class Handling {

	private final MqttClientObserver observer;

	private final LongSupplier nanos;

	Handling(MqttClientObserver observer, LongSupplier nanos) {
		this.observer = observer;
		this.nanos = nanos;
	}

	/** Calls a handler; what it throws goes on to the caller. */
	void call(Route route, MqttMessage message, MqttAcknowledgment acknowledgment) {
		if (this.observer == MqttClientObserver.NONE) {
			route.receiver().onMessage(message, acknowledgment);
			return;
		}
		long begun = this.nanos.getAsLong();
		@Nullable Throwable failure = null;
		try {
			route.receiver().onMessage(message, acknowledgment);
		}
		catch (RuntimeException | Error ex) {
			failure = ex;
			throw ex;
		}
		finally {
			this.observer.messageHandled(message.qos(), this.nanos.getAsLong() - begun, failure);
		}
	}

	/** No handler is called with a message. */
	void dropped(MqttClientDropCause cause) {
		this.observer.messageDropped(cause);
	}

}
