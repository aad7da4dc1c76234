package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.mqttboot.client.MqttClient;
import io.mqttboot.client.spi.MqttClientConnectionListener;
import io.mqttboot.spring.boot.autoconfigure.client.event.MqttConnectedEvent;
import io.mqttboot.spring.boot.autoconfigure.client.event.MqttConnectionLostEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.util.function.SingletonSupplier;

/**
 * Tells the application's connection listeners, which may themselves ask for a client,
 * and then Spring's event listeners how connections come and go.
 */
final class ConnectionEvents {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionEvents.class);

	private final SingletonSupplier<List<MqttClientConnectionListener>> listeners;

	private final ApplicationEventPublisher publisher;

	ConnectionEvents(ObjectProvider<MqttClientConnectionListener> listeners, ApplicationEventPublisher publisher) {
		this.listeners = SingletonSupplier.of(() -> listeners.orderedStream().toList());
		this.publisher = publisher;
	}

	/** Creates the listeners before the first connection. */
	void resolve() {
		this.listeners.obtain();
	}

	/** Returns who is told by one client. */
	MqttClientConnectionListener of(String name, Supplier<MqttClient> client) {
		return new Teller(name, client);
	}

	private final class Teller implements MqttClientConnectionListener {

		private final String name;

		private final Supplier<MqttClient> client;

		private Teller(String name, Supplier<MqttClient> client) {
			this.name = name;
			this.client = client;
		}

		@Override
		public void connected(boolean again, String serverUri) {
			tell((listener) -> listener.connected(again, serverUri));
			publish(new MqttConnectedEvent(this.client.get(), this.name, again, serverUri));
		}

		@Override
		public void connectionLost(Throwable cause) {
			tell((listener) -> listener.connectionLost(cause));
			publish(new MqttConnectionLostEvent(this.client.get(), this.name, cause));
		}

		@Override
		public void deliveryComplete(String topic) {
			tell((listener) -> listener.deliveryComplete(topic));
		}

		private void tell(Consumer<MqttClientConnectionListener> what) {
			for (MqttClientConnectionListener each : ConnectionEvents.this.listeners.obtain()) {
				guarded(() -> what.accept(each));
			}
		}

		private void publish(Object event) {
			guarded(() -> ConnectionEvents.this.publisher.publishEvent(event));
		}

		// one that fails costs its own call
		private void guarded(Runnable call) {
			try {
				call.run();
			}
			catch (RuntimeException ex) {
				logger.warn("A listener for the connection of client '{}' failed", this.name, ex);
			}
		}

	}

}
