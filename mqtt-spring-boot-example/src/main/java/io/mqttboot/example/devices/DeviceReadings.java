package io.mqttboot.example.devices;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.mqttboot.spring.annotation.MqttListener;

import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.stereotype.Component;

/**
 * The office listens to every device and remembers the last reading of each.
 */
@Component
class DeviceReadings {

	private final Map<String, Reading> last = new ConcurrentHashMap<>();

	@MqttListener(topics = "devices/{id}/reading", qos = "1")
	void reading(@DestinationVariable String id, Reading reading) {
		this.last.put(id, reading);
	}

	Map<String, Reading> last() {
		return new TreeMap<>(this.last);
	}

}
