package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.HashMap;
import java.util.Map;

import io.mqttboot.server.MqttServer;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * The environment properties that hold the ports which a running server is bound to.
 */
final class LocalServerPorts {

	static final String PORT = "local.mqtt.server.port";

	static final String WEBSOCKET_PORT = "local.mqtt.server.websocket-port";

	static final String SSL_PORT = "local.mqtt.server.ssl.port";

	static final String SSL_WEBSOCKET_PORT = "local.mqtt.server.ssl.websocket-port";

	/** Where Spring Boot keeps the ports of its web servers. */
	private static final String SOURCE = "server.ports";

	private LocalServerPorts() {
	}

	static void publish(@Nullable ApplicationContext context, MqttServer server) {
		for (ApplicationContext each = context; each != null; each = each.getParent()) {
			if (each.getEnvironment() instanceof ConfigurableEnvironment environment) {
				set(environment.getPropertySources(), PORT, server.port());
				set(environment.getPropertySources(), WEBSOCKET_PORT, server.webSocketPort());
				set(environment.getPropertySources(), SSL_PORT, server.securePort());
				set(environment.getPropertySources(), SSL_WEBSOCKET_PORT, server.secureWebSocketPort());
			}
		}
	}

	@SuppressWarnings("unchecked")
	private static void set(MutablePropertySources sources, String name, int port) {
		PropertySource<?> source = sources.get(SOURCE);
		if (source == null) {
			source = new MapPropertySource(SOURCE, new HashMap<>());
			sources.addFirst(source);
		}
		Map<String, Object> ports = (Map<String, Object>) source.getSource();
		if (port >= 0) {
			ports.put(name, port);
		}
		else {
			ports.remove(name);
		}
	}

}
