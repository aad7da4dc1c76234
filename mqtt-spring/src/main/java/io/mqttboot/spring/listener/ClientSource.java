package io.mqttboot.spring.listener;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.spi.MqttMessageReceiver;
import io.mqttboot.client.spi.MqttSubscriptionOptions;

/**
 * A client as a source. The client keeps what is subscribed before it is connected, and
 * over connections.
 */
record ClientSource(MqttClient client) implements Source {

	@Override
	public boolean isEarly() {
		return true; // so that nothing that a resumed session brings finds no listener
	}

	@Override
	public boolean isTransient() {
		return this.client.config().cleanStart();
	}

	@Override
	public Handle open(Set<String> filters, MqttQos qos, Receiver receiver) {
		Map<String, MqttSubscriptionOptions> options = new LinkedHashMap<>();
		filters.forEach((filter) -> options.put(filter, MqttSubscriptionOptions.of(qos)));
		MqttMessageReceiver route = (message, acknowledgment) -> receiver.receive(message, null, acknowledgment);
		CompletableFuture<Map<String, MqttReasonCode>> granted = this.client.subscribe(options, route, true);
		return new Handle() {

			@Override
			public CompletableFuture<Map<String, MqttReasonCode>> granted() {
				return granted;
			}

			@Override
			public CompletableFuture<Void> close() {
				return ClientSource.this.client.unsubscribe(route);
			}

		};
	}

}
