package io.mqttboot.example;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import io.mqttboot.server.spi.MqttConnectStatusListener;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttClientConnectedEvent;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttServerStartedEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Knows who is connected. Listeners and Spring's events stand beside each other; take
 * what suits.
 */
@Component
class Presence implements MqttConnectStatusListener {

	private static final Logger LOGGER = LoggerFactory.getLogger(Presence.class);

	private final Set<String> online = ConcurrentHashMap.newKeySet();

	@Override
	public void online(String clientId, @Nullable String userName) {
		this.online.add(clientId);
	}

	@Override
	public void offline(String clientId, @Nullable String userName, String reason) {
		this.online.remove(clientId);
		LOGGER.info("{} is gone: {}", clientId, reason);
	}

	@EventListener
	void connected(MqttClientConnectedEvent event) {
		LOGGER.info("{} is here", event.getClientId());
	}

	@EventListener
	void started(MqttServerStartedEvent event) {
		LOGGER.info("MQTT on port {}, over WebSocket on port {}", event.getServer().port(),
				event.getServer().webSocketPort());
	}

	Set<String> online() {
		return new TreeSet<>(this.online);
	}

}
