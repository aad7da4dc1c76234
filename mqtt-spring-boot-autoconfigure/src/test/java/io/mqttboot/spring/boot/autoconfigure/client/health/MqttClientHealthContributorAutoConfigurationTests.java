package io.mqttboot.spring.boot.autoconfigure.client.health;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.config.MqttReconnect;
import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.boot.autoconfigure.client.MqttClientAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.client.MqttClientRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class MqttClientHealthContributorAutoConfigurationTests {

	private final MqttServer server = MqttServer.create().port(0).start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttClientAutoConfiguration.class,
				MqttClientHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class))
		.withPropertyValues("mqtt.client.port=" + this.server.port(), "mqtt.client.client-id=c",
				"mqtt.client.username=user", "mqtt.client.password=hidden-word",
				"mqtt.client.reconnect.initial-delay=10ms", "mqtt.client.reconnect.max-delay=20ms");

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void a_connected_client_is_up_and_shows_how_it_stands_without_secrets() {
		this.runner.run((context) -> {
			MqttClient client = context.getBean(MqttClient.class);
			client.connected().get(10, TimeUnit.SECONDS);
			Health health = health(context.getBean(MqttClientHealthIndicator.class));
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("clientId", "c")
				.containsEntry("serverUri", "tcp://127.0.0.1:" + this.server.port())
				.containsEntry("since", client.state().since())
				.doesNotContainKeys("lastReason", "refusedFilters", "twin");
			assertThat(health.toString()).doesNotContain("hidden-word");
		});
	}

	@Test
	void a_client_without_a_server_is_down_and_says_why() {
		this.server.stop();
		this.runner.run((context) -> {
			MqttClientHealthIndicator indicator = context.getBean(MqttClientHealthIndicator.class);
			Awaitility.await().until(() -> health(indicator).getDetails().containsKey("lastReason"));
			assertThat(health(indicator).getStatus()).isEqualTo(Status.DOWN);
			assertThat(health(indicator).getDetails().get("lastReason").toString()).startsWith("SERVER_UNAVAILABLE: ");
		});
	}

	@Test
	void a_client_that_nobody_wants_to_be_connected_is_out_of_service() {
		this.runner.run((context) -> {
			MqttClient client = context.getBean(MqttClient.class);
			client.connected().get(10, TimeUnit.SECONDS);
			client.disconnect();
			Awaitility.await().until(() -> !client.isConnected());
			assertThat(health(context.getBean(MqttClientHealthIndicator.class)).getStatus())
				.isEqualTo(Status.OUT_OF_SERVICE);
		});
	}

	@Test
	void two_clients_at_war_for_an_identifier_are_out_of_service() {
		this.runner.run((context) -> {
			MqttClient twin = MqttClient.create()
				.port(this.server.port())
				.clientId("c")
				.configure((config) -> config
					.reconnect(new MqttReconnect(Duration.ofMillis(10), Duration.ofMillis(20), 0)))
				.connect();
			try {
				MqttClientHealthIndicator indicator = context.getBean(MqttClientHealthIndicator.class);
				Awaitility.await().until(() -> health(indicator).getDetails().containsKey("twin"));
				assertThat(health(indicator).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			}
			finally {
				twin.stop();
			}
		});
	}

	@Test
	void several_clients_are_shown_by_their_names() {
		this.runner.withPropertyValues("mqtt.clients.edge.enabled=true").run((context) -> {
			CompositeHealthContributor all = context.getBean(CompositeHealthContributor.class);
			assertThat(all.stream().map(HealthContributors.Entry::name)).containsExactlyInAnyOrder("default", "edge");
			assertThat(context.getBean(MqttClientRegistry.class).asMap()).hasSize(2);
		});
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "management.health.mqtt.enabled", "management.health.defaults.enabled", "mqtt.client.enabled" })
	void it_can_be_switched_off(String key) {
		this.runner.withPropertyValues(key + "=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("mqttHealthContributor"));
	}

	@Test
	void the_indicator_of_the_application_comes_first() {
		HealthIndicator own = () -> Health.unknown().build();
		this.runner.withBean("mqttHealthIndicator", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context).doesNotHaveBean(MqttClientHealthIndicator.class));
	}

	@Test
	void the_last_reason_stays_after_a_new_connection() {
		this.runner.withPropertyValues("mqtt.client.version=mqtt-5").run((context) -> {
			MqttClient client = context.getBean(MqttClient.class);
			client.connected().get(10, TimeUnit.SECONDS);
			this.server.disconnect("c", MqttReasonCode.ADMINISTRATIVE_ACTION);
			Awaitility.await()
				.until(() -> health(context.getBean(MqttClientHealthIndicator.class)).getDetails()
					.getOrDefault("lastReason", "")
					.toString()
					.startsWith("ADMINISTRATIVE_ACTION"));
		});
	}

	private static Health health(MqttClientHealthIndicator indicator) {
		Health health = indicator.health(true);
		assertThat(health).isNotNull();
		return health;
	}

}
