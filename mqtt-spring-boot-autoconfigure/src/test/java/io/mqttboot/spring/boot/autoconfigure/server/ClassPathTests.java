package io.mqttboot.spring.boot.autoconfigure.server;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.metrics.MicrometerServerObserver;
import io.mqttboot.spring.boot.autoconfigure.server.health.MqttServerHealthContributorAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.server.health.MqttServerHealthIndicator;
import io.mqttboot.spring.boot.autoconfigure.server.metrics.MqttServerMetricsAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything but Spring Boot may be missing. Goes the way of an application: through what
 * is known of auto-configurations before they are loaded.
 */
class ClassPathTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-port=0");

	@Test
	void with_everything_there_is_everything() {
		this.runner.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context).hasSingleBean(MqttServer.class)
				.hasSingleBean(MicrometerServerObserver.class)
				.hasSingleBean(MqttServerHealthIndicator.class));
	}

	@Test
	void the_server_starts_without_micrometer() {
		this.runner
			.withClassLoader(new FilteredClassLoader("io.micrometer.core", "org.springframework.boot.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(MqttServer.class)
				.hasSingleBean(MqttServerHealthIndicator.class)
				.doesNotHaveBean("mqttServerMetricsObserver"));
	}

	@Test
	void the_server_starts_without_health() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(MqttServer.class)
				.doesNotHaveBean("mqttServerHealthContributor"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.security", "org.springframework.security.core",
			"org.springframework.security.authentication", "org.springframework.security.crypto",
			"org.springframework.security.oauth2", "org.springframework.security.oauth2.jwt",
			"org.springframework.security.oauth2.server.resource", "com.nimbusds" })
	void the_server_starts_without_any_library_that_authenticates(String missing) {
		this.runner.withClassLoader(new FilteredClassLoader(missing)).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(MqttServer.class);
			AuthRequests.isLetIn(context.getBean(MqttServer.class), "anybody", "anything");
		});
	}

	@Test
	void an_application_starts_without_the_engine() {
		this.runner.withClassLoader(new FilteredClassLoader("io.mqttboot.server"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("mqttServer"));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MqttServerAutoConfiguration.class, MqttServerMetricsAutoConfiguration.class,
			MqttServerHealthContributorAutoConfiguration.class })
	static class Application {

	}

}
