package io.mqttboot.spring.boot.test.snippets;

import java.time.Duration;

import io.mqttboot.spring.boot.test.MqttTest;
import io.mqttboot.spring.boot.test.MqttTestBroker;
import io.mqttboot.spring.boot.test.snippets.Overheating.Reading;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

@MqttTest(listeners = Overheating.class)
class OverheatingSliceTests {

	@Test
	void a_warm_device_raises_none(@Autowired MqttTestBroker broker) {
		broker.awaitSubscription("devices/+/temp");
		broker.publish("devices/1/temp", new Reading(21));
		broker.assertThat().received("alerts/#").notWithin(Duration.ofMillis(200));
	}

}
