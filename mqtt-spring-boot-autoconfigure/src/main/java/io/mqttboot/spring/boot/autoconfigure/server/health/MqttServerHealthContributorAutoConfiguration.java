package io.mqttboot.spring.boot.autoconfigure.server.health;

import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of the server's health, unless
 * {@code management.health.mqtt-server.enabled} is {@code false}.
 */
@AutoConfiguration(after = MqttServerAutoConfiguration.class)
@ConditionalOnClass({ MqttServer.class, HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(MqttServer.class)
@ConditionalOnEnabledHealthIndicator("mqtt-server")
public final class MqttServerHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "mqttServerHealthIndicator", "mqttServerHealthContributor" })
	MqttServerHealthIndicator mqttServerHealthContributor(MqttServer server) {
		return new MqttServerHealthIndicator(server);
	}

}
