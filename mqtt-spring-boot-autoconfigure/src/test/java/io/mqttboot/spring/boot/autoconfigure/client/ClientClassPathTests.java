package io.mqttboot.spring.boot.autoconfigure.client;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttboot.client.MqttClient;
import io.mqttboot.spring.boot.autoconfigure.client.endpoint.MqttClientEndpoint;
import io.mqttboot.spring.boot.autoconfigure.client.endpoint.MqttClientEndpointAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.client.health.MqttClientHealthContributorAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.client.metrics.MqttClientMetricsAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything but Spring Boot may be missing. Goes the way of an application: through what
 * is known of auto-configurations before they are loaded.
 */
class ClientClassPathTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("mqtt.client.server-uri=tcp://127.0.0.1:1",
				"management.endpoints.jmx.exposure.include=mqttclient", "spring.jmx.enabled=true");

	@Test
	void with_everything_there_is_everything() {
		this.runner.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context).hasSingleBean(MqttClient.class)
				.hasBean("mqttClientMetricsCustomizer")
				.hasBean("mqttHealthContributor")
				.hasBean("mqttTemplate")
				.hasBean("mqttListenerContainerFactory")
				.hasBean("mqttClientEndpoint"));
	}

	@Test
	void a_client_starts_without_micrometer() {
		this.runner
			.withClassLoader(new FilteredClassLoader("io.micrometer.core", "org.springframework.boot.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(MqttClient.class)
				.hasBean("mqttHealthContributor")
				.doesNotHaveBean("mqttClientMetricsCustomizer"));
	}

	@Test
	void a_client_starts_without_health() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(MqttClient.class)
				.doesNotHaveBean("mqttHealthContributor"));
	}

	@Test
	void a_client_starts_without_a_server() {
		this.runner.withClassLoader(new FilteredClassLoader("io.mqttboot.server"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(MqttClient.class));
	}

	@Test
	void a_client_starts_without_the_spring_module() {
		this.runner
			.withClassLoader(new FilteredClassLoader(
					(name) -> name.startsWith("io.mqttboot.spring.") && !name.startsWith("io.mqttboot.spring.boot.")))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(MqttClient.class)
				.hasSingleBean(MqttClientEndpoint.class)
				.doesNotHaveBean("mqttTemplate")
				.doesNotHaveBean("mqttListenerContainerFactory"));
	}

	@Test
	void a_client_starts_without_jackson() {
		this.runner.withClassLoader(new FilteredClassLoader("tools.jackson", "org.springframework.boot.jackson"))
			.run((context) -> assertThat(context).hasNotFailed().hasBean("mqttTemplate"));
	}

	@Test
	void a_client_starts_without_the_actuator() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("mqttTemplate")
				.doesNotHaveBean("mqttClientEndpoint"));
	}

	@Test
	void a_client_starts_without_containers() {
		this.runner
			.withClassLoader(new FilteredClassLoader("org.testcontainers", "org.springframework.boot.testcontainers",
					"org.springframework.boot.docker"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(MqttClient.class));
	}

	@Test
	void an_application_starts_without_the_engine() {
		this.runner.withClassLoader(new FilteredClassLoader("io.mqttboot.client"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("mqttClient"));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, MqttClientAutoConfiguration.class,
			MqttTemplateAutoConfiguration.class, MqttListenerAutoConfiguration.class,
			MqttClientMetricsAutoConfiguration.class, MqttClientHealthContributorAutoConfiguration.class,
			MqttClientEndpointAutoConfiguration.class })
	static class Application {

	}

}
