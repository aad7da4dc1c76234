package io.mqttboot.example.devices;

import java.util.Map;

import io.mqttboot.spring.boot.test.MqttTest;
import io.mqttboot.spring.boot.test.MqttTestBroker;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One listener alone, with a broker of the test.
 */
@MqttTest(listeners = DeviceReadings.class)
class DeviceReadingsTests {

	@Test
	void the_last_reading_of_each_device_is_remembered(@Autowired MqttTestBroker broker,
			@Autowired DeviceReadings readings) {
		broker.awaitSubscription("devices/+/reading");
		broker.publish("devices/a/reading", new Reading(1));
		broker.publish("devices/b/reading", new Reading(2));
		broker.publish("devices/a/reading", new Reading(3));
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(readings.last()).isEqualTo(Map.of("a", new Reading(3), "b", new Reading(2))));
	}

}
