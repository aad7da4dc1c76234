package io.mqttboot.spring.boot.test.courses;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.spring.annotation.MqttListener;

import org.springframework.stereotype.Component;

@Component
class DemoClient {

	final Queue<String> seen = new ConcurrentLinkedQueue<>();

	@MqttListener(topics = { "${demo.topic}", "${demo.topic}/${mqtt.client.client-id}" }, qos = "1")
	void message(MqttMessage message) {
		this.seen.add(message.topic() + (message.retain() ? " retained " : " ") + MqttPayload.text(message.payload()));
	}

}
