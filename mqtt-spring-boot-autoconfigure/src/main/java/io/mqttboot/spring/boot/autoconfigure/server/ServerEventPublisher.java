package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.function.Supplier;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttConnectStatusListener;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttClientConnectedEvent;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttClientDisconnectedEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells Spring's event listeners which clients come and go, beside the application's own
 * listeners and on the same executor.
 */
record ServerEventPublisher(ApplicationEventPublisher publisher,
		Supplier<MqttServer> server) implements MqttConnectStatusListener {

	@Override
	public void online(String clientId, @Nullable String userName) {
		this.publisher.publishEvent(new MqttClientConnectedEvent(this.server.get(), clientId, userName));
	}

	@Override
	public void offline(String clientId, @Nullable String userName, String reason) {
		this.publisher.publishEvent(new MqttClientDisconnectedEvent(this.server.get(), clientId, userName, reason));
	}

}
