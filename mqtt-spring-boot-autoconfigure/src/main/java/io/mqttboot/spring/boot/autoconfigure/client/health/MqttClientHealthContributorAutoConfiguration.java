package io.mqttboot.spring.boot.autoconfigure.client.health;

import io.mqttboot.client.MqttClient;
import io.mqttboot.spring.boot.autoconfigure.client.MqttClientAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.client.MqttClientRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of the clients' health, unless
 * {@code management.health.mqtt.enabled} is {@code false}.
 */
@AutoConfiguration(after = MqttClientAutoConfiguration.class)
@ConditionalOnClass({ MqttClient.class, HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(MqttClientRegistry.class)
@ConditionalOnEnabledHealthIndicator("mqtt")
public final class MqttClientHealthContributorAutoConfiguration
		extends CompositeHealthContributorConfiguration<MqttClientHealthIndicator, MqttClient> {

	/**
	 * Creates the configuration.
	 */
	public MqttClientHealthContributorAutoConfiguration() {
		super(MqttClientHealthIndicator::new);
	}

	@Bean
	@ConditionalOnMissingBean(name = { "mqttHealthIndicator", "mqttHealthContributor" })
	HealthContributor mqttHealthContributor(MqttClientRegistry clients) {
		return createContributor(clients.asMap());
	}

}
