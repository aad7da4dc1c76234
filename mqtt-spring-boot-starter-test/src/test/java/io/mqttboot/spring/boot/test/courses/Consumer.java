package io.mqttboot.spring.boot.test.courses;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.client.spi.MqttClientMessageListener;

import org.springframework.stereotype.Component;

@Component
class Consumer implements MqttClientMessageListener {

	final Queue<String> consumed = new ConcurrentLinkedQueue<>();

	@Override
	public void onMessage(String topic, MqttQos qos, ByteBuffer payload, MqttAcknowledgment acknowledgment) {
		this.consumed.add(topic + " " + MqttPayload.text(payload));
	}

}
