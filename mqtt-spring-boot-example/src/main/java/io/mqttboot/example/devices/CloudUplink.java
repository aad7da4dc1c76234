package io.mqttboot.example.devices;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.spring.MqttOperations;
import io.mqttboot.spring.annotation.MqttListener;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Hands readings on to Alibaba Cloud IoT, as a property of its thing model.
 */
@Component
@Profile("alibaba")
class CloudUplink {

	private static final String POST = "/sys/{productKey}/{deviceName}/thing/event/property/post";

	private final MqttOperations cloud;

	private final String productKey;

	private final String deviceName;

	private final AtomicLong lastId = new AtomicLong();

	CloudUplink(MqttOperations mqtt, @Value("${mqtt.clients.cloud.alibaba.product-key}") String productKey,
			@Value("${mqtt.clients.cloud.alibaba.device-name}") String deviceName) {
		this.cloud = mqtt.client("cloud");
		this.productKey = productKey;
		this.deviceName = deviceName;
	}

	@MqttListener(topics = "devices/{id}/reading", qos = "1")
	void reading(Reading reading) {
		this.cloud.topic(POST, this.productKey, this.deviceName)
			.qos(1)
			.payload(Map.of("id", String.valueOf(this.lastId.incrementAndGet()), "version", "1.0", "method",
					"thing.event.property.post", "params", Map.of("Temperature", reading.celsius())))
			.send();
	}

}
