package io.mqttboot.spring.boot.autoconfigure.client.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;

import io.mqttboot.spring.boot.autoconfigure.client.endpoint.MqttClientEndpoint.Action;
import io.mqttboot.spring.boot.autoconfigure.client.endpoint.MqttClientEndpoint.ListenerDescriptor;
import io.mqttboot.spring.listener.MqttListenerContainer;
import io.mqttboot.spring.listener.MqttListenerEndpointRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of a registry.
 */
record RegisteredListeners(MqttListenerEndpointRegistry registry) implements Listeners {

	@Override
	public Map<String, ListenerDescriptor> describe() {
		Map<String, ListenerDescriptor> all = new LinkedHashMap<>();
		this.registry.containers().forEach((container) -> all.put(container.id(), describe(container)));
		return all;
	}

	@Override
	public @Nullable ListenerDescriptor change(String id, Action action) {
		MqttListenerContainer container = this.registry.container(id);
		if (container == null) {
			return null;
		}
		switch (action) {
			case PAUSE -> container.pause();
			case RESUME -> container.resume();
		}
		return describe(container);
	}

	private static ListenerDescriptor describe(MqttListenerContainer container) {
		return new ListenerDescriptor(container.endpoint().client(), container.endpoint().onServer(),
				container.endpoint().filters().keySet(), container.isRunning(), container.isPaused(),
				container.refused(), container.waiting(), container.processed(), container.retried(),
				container.recovered(), container.lost());
	}

}
