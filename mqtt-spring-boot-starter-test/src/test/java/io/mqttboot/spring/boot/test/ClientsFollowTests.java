package io.mqttboot.spring.boot.test;

import java.time.Duration;

import io.mqttboot.client.MqttClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every client of the context goes to the test broker, wherever its properties send it.
 */
@SpringBootTest(classes = ClientsFollowTests.Application.class,
		properties = { "mqtt.client.server-uri=tcp://192.0.2.1:1883", "mqtt.client.client-id=main",
				"mqtt.client.username=somebody", "mqtt.clients.edge.server-uri=ssl://192.0.2.2:8883",
				"mqtt.client.reconnect.initial-delay=50ms" })
@EmbeddedMqttBroker
class ClientsFollowTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	@Autowired
	private MqttTestBroker broker;

	@Autowired
	private ConfigurableApplicationContext context;

	@Test
	void the_client_and_the_named_ones_connect() {
		this.broker.awaitConnected("main", SOON);
		this.broker.awaitConnected("main-edge", SOON);
	}

	@Test
	void they_come_back_when_the_context_was_paused() {
		this.broker.awaitConnected("main", SOON);
		MqttClient client = this.context.getBean("mqttClient", MqttClient.class);
		int port = this.broker.port();
		this.context.pause();
		assertThat(client.isConnected()).isFalse();
		assertThat(this.broker.isRunning()).isTrue();
		this.context.restart();
		this.broker.awaitConnected("main", SOON);
		this.broker.awaitConnected("main-edge", SOON);
		assertThat(this.broker.port()).isEqualTo(port);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
