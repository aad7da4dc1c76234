package io.mqttboot.spring.boot.test.snippets;

import java.time.Duration;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.spring.boot.test.EmbeddedMqttBroker;
import io.mqttboot.spring.boot.test.MqttTestBroker;
import io.mqttboot.spring.boot.test.snippets.Overheating.Alert;
import io.mqttboot.spring.boot.test.snippets.Overheating.Reading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
@EmbeddedMqttBroker
class OverheatingTests {

	@Autowired
	MqttTestBroker broker;

	@AfterEach
	void reset() {
		this.broker.reset();
	}

	@Test
	void a_hot_device_raises_an_alert() {
		this.broker.awaitSubscription("devices/+/temp");
		this.broker.publish("devices/1/temp", new Reading(80));
		this.broker.assertThat()
			.received("alerts/1")
			.withPayload(Alert.class, (alert) -> alert.text().equals("too hot"))
			.within(Duration.ofSeconds(5));
	}

	@Test
	void it_listens_again_when_the_broker_is_back() {
		this.broker.awaitSubscription("devices/+/temp");
		this.broker.refuse(MqttReasonCode.SERVER_BUSY);
		this.broker.dropConnections();
		this.broker.accept();
		this.broker.awaitSubscription("devices/+/temp");
	}

}
