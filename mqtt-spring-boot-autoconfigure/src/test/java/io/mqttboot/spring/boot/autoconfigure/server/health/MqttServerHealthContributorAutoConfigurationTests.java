package io.mqttboot.spring.boot.autoconfigure.server.health;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttOverloadState;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerLifecycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class MqttServerHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttServerAutoConfiguration.class,
				MqttServerHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class))
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-port=0");

	@Test
	void a_running_server_is_up_and_shows_its_ports() {
		this.runner.run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			Health health = health(context.getBean(MqttServerHealthIndicator.class));
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("name", "Mqtt-Server")
				.containsEntry("port", server.port())
				.containsEntry("websocketPort", server.webSocketPort())
				.containsEntry("clients", 0)
				.containsEntry("sessions", 0)
				.containsEntry("overload", MqttOverloadState.NORMAL);
		});
	}

	@Test
	void a_stopped_server_is_out_of_service() {
		this.runner.run((context) -> {
			context.getBean(MqttServerLifecycle.class).stop();
			assertThat(health(context.getBean(MqttServerHealthIndicator.class)).getStatus())
				.isEqualTo(Status.OUT_OF_SERVICE);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.health.mqtt-server.enabled", "management.health.mqttServer.enabled",
			"management.health.mqttserver.enabled", "management.health.defaults.enabled" })
	void it_can_be_switched_off(String key) {
		this.runner.withPropertyValues(key + "=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MqttServerHealthIndicator.class));
	}

	@Test
	void the_indicator_of_the_application_comes_first() {
		HealthIndicator own = () -> Health.unknown().build();
		this.runner.withBean("mqttServerHealthIndicator", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context).doesNotHaveBean(MqttServerHealthIndicator.class));
	}

	private static Health health(MqttServerHealthIndicator indicator) {
		Health health = indicator.health(true);
		assertThat(health).isNotNull();
		return health;
	}

}
