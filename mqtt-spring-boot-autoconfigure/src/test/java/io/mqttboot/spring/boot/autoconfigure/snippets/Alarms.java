package io.mqttboot.spring.boot.autoconfigure.snippets;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttClientConnectedEvent;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttClientDisconnectedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Uses the server as any other bean. */
class Alarms {

	private static final Logger logger = LoggerFactory.getLogger(Alarms.class);

	@Component
	static class Siren {

		private final MqttServer server;

		Siren(MqttServer server) {
			this.server = server;
		}

		void sound() {
			this.server.publishAll("alarm/house", "fire");
			this.server.publish(MqttMessage.of("alarm/last", "fire", MqttQos.EXACTLY_ONCE, true));
			if (!this.server.publish("siren-1", "alarm/house", "on")) {
				logger.warn("siren-1 has not subscribed");
			}
			this.server.disconnect("intruder", MqttReasonCode.ADMINISTRATIVE_ACTION);
		}

	}

	@Component
	static class Doors {

		@EventListener
		void connected(MqttClientConnectedEvent event) {
			logger.info("{} came", event.getClientId());
		}

		@EventListener
		void disconnected(MqttClientDisconnectedEvent event) {
			logger.info("{} went: {}", event.getClientId(), event.getReason());
		}

	}

}
