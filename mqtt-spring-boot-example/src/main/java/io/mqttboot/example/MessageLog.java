package io.mqttboot.example;

import java.nio.ByteBuffer;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.server.spi.MqttMessageListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Sees every message that a client publishes.
 */
@Component
class MessageLog implements MqttMessageListener {

	private static final Logger LOGGER = LoggerFactory.getLogger(MessageLog.class);

	@Override
	public void onMessage(String clientId, String topic, MqttQos qos, ByteBuffer payload) {
		if (LOGGER.isDebugEnabled()) {
			LOGGER.debug("{} -> {} (QoS {}): {}", clientId, topic, qos.value(), MqttPayload.text(payload));
		}
	}

}
