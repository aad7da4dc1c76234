package io.mqttboot.spring.boot.autoconfigure.client.endpoint;

import java.util.Map;

import io.mqttboot.spring.boot.autoconfigure.client.endpoint.MqttClientEndpoint.Action;
import io.mqttboot.spring.boot.autoconfigure.client.endpoint.MqttClientEndpoint.ListenerDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of the application as the endpoint sees them: an application may have no
 * Spring listeners on its class path.
 */
interface Listeners {

	/** There are none. */
	Listeners NONE = new Listeners() {

		@Override
		public Map<String, ListenerDescriptor> describe() {
			return Map.of();
		}

		@Override
		public @Nullable ListenerDescriptor change(String id, Action action) {
			return null;
		}

	};

	/** Describes all listeners, by their identifiers. */
	Map<String, ListenerDescriptor> describe();

	/** Changes a listener, and describes it; {@code null} if there is none of that id. */
	@Nullable ListenerDescriptor change(String id, Action action);

}
