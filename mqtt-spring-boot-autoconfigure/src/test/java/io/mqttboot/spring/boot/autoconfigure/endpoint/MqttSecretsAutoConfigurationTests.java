package io.mqttboot.spring.boot.autoconfigure.endpoint;

import java.util.Map;

import io.mqttboot.spring.boot.autoconfigure.client.MqttClientAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class MqttSecretsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttSecretsAutoConfiguration.class, MqttServerAutoConfiguration.class,
				MqttClientAutoConfiguration.class, ConfigurationPropertiesReportEndpointAutoConfiguration.class,
				EnvironmentEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=*",
				"management.endpoints.jmx.exposure.include=*", "management.endpoint.configprops.show-values=always",
				"management.endpoint.env.show-values=always", "mqtt.server.port=0", "mqtt.server.websocket-port=0",
				"mqtt.server.auth.users[0].name=shown", "mqtt.server.auth.users[0].password={noop}hunter2",
				"mqtt.client.server-uri=tcp://127.0.0.1:1", "mqtt.client.username=seen",
				"mqtt.client.password=hunter2");

	@Test
	void passwords_are_not_shown_by_endpoints_that_show_values() {
		this.runner.run((context) -> {
			JsonMapper json = new JsonMapper();
			String properties = json.writeValueAsString(
					context.getBean(ConfigurationPropertiesReportEndpoint.class).configurationProperties());
			assertThat(properties).contains("shown", "seen", "******").doesNotContain("hunter2");
			EnvironmentEndpoint endpoint = context.getBean(EnvironmentEndpoint.class);
			assertThat(json.writeValueAsString(endpoint.environment(null))).contains("shown", "seen", "******")
				.doesNotContain("hunter2");
			assertThat(json.writeValueAsString(endpoint.environmentEntry("mqtt.server.auth.users[0].password")))
				.contains("******")
				.doesNotContain("hunter2");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "mqtt.server.auth.users[0].password", "mqtt.server.auth.users.0.password",
			"MQTT_SERVER_AUTH_USERS_0_PASSWORD", "mqtt.clients.plant.password", "mqtt.client.alibaba.deviceSecret",
			"MQTT_CLIENT_ALIBABA_DEVICESECRET", "mqtt.client.proxy.password" })
	void a_secret_is_known_by_any_spelling_of_its_key(String key) {
		assertThat(apply(key)).isEqualTo(SanitizableData.SANITIZED_VALUE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "mqtt.server.auth.users[0].name", "mqtt.server.port", "spring.datasource.password",
			"my.mqtt.password.file" })
	void others_are_none_of_ours(String key) {
		assertThat(apply(key)).isEqualTo("value");
	}

	private static Object apply(String key) {
		MapPropertySource source = new SystemEnvironmentPropertySource(
				StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(key, "value"));
		SanitizingFunction function = new MqttSecretsAutoConfiguration().mqttSecretsSanitizingFunction();
		Object value = function.applyUnlessFiltered(new SanitizableData(source, key, "value")).getValue();
		assertThat(value).isNotNull();
		return value;
	}

	@Test
	void nothing_is_there_without_endpoints() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MqttSecretsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("mqttSecretsSanitizingFunction"));
	}

}
