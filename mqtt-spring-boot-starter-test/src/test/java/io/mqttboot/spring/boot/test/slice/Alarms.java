package io.mqttboot.spring.boot.test.slice;

import java.nio.ByteBuffer;

import io.mqttboot.MqttQos;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.client.spi.MqttClientMessageListener;

import org.springframework.stereotype.Component;

/**
 * Listens, so it belongs to the slice.
 */
@Component
class Alarms implements MqttClientMessageListener {

	@Override
	public void onMessage(String topic, MqttQos qos, ByteBuffer payload, MqttAcknowledgment acknowledgment) {
		// the slice is the matter here
	}

}
