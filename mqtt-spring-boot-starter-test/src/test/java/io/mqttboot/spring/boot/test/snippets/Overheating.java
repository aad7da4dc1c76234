package io.mqttboot.spring.boot.test.snippets;

import io.mqttboot.spring.MqttTemplate;
import io.mqttboot.spring.annotation.MqttListener;

import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.stereotype.Component;

@Component
class Overheating {

	record Reading(double celsius) {

	}

	record Alert(String text) {

	}

	private final MqttTemplate mqtt;

	Overheating(MqttTemplate mqtt) {
		this.mqtt = mqtt;
	}

	@MqttListener(topics = "devices/{id}/temp", qos = "1")
	void temperature(@DestinationVariable String id, Reading reading) {
		if (reading.celsius() > 70) {
			this.mqtt.topic("alerts/{id}", id).qos(1).payload(new Alert("too hot")).send();
		}
	}

}
