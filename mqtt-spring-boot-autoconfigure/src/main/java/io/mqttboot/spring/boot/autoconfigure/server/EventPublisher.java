package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.Set;

import io.mqttboot.server.spi.MqttEvent;
import io.mqttboot.server.spi.MqttEventListener;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells Spring's event listeners what happens in the server, beside the listener beans:
 * each event as it is.
 */
record EventPublisher(ApplicationEventPublisher publisher, Set<MqttEvent.Kind> kinds) implements MqttEventListener {

	@Override
	public void onEvent(MqttEvent event) {
		this.publisher.publishEvent(event);
	}

}
