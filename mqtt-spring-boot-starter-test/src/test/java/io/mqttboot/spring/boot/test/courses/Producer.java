package io.mqttboot.spring.boot.test.courses;

import io.mqttboot.spring.MqttTemplate;

import org.springframework.stereotype.Component;

@Component
class Producer {

	private final MqttTemplate mqtt;

	Producer(MqttTemplate mqtt) {
		this.mqtt = mqtt;
	}

	void produce(Task task) {
		this.mqtt.send(task); // the default topic, QoS and retain flag
		this.mqtt.send("testtopic/test2", task);
		this.mqtt.send("testtopic/test3", 1, task);
		this.mqtt.send("testtopic/test4", 1, true, task);
	}

}
