package io.mqttboot.spring.boot.test;

import io.mqttboot.server.MqttServer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is a broker itself has two in its tests: its own and the test's.
 */
@SpringBootTest(classes = OwnServerTests.Application.class,
		properties = { "mqtt.server.enabled=true", "mqtt.server.port=0", "mqtt.server.websocket-enable=false" })
@EmbeddedMqttBroker
class OwnServerTests {

	@Test
	void the_application_s_server_stands_beside_the_test_broker(@Autowired MqttServer own,
			@Autowired MqttTestBroker broker) {
		assertThat(own.isRunning()).isTrue();
		assertThat(own.port()).isNotEqualTo(broker.port());
		own.publishAll("t", "x");
		assertThat(broker.received()).isEmpty();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
