package io.mqttboot.example;

import io.mqttboot.server.config.MqttSharedStrategy;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Changes in code what properties do not say.
 */
@Configuration(proxyBeanMethods = false)
class BrokerCustomization {

	@Bean
	MqttServerCustomizer fairSharedSubscriptions() {
		return (builder) -> builder.configure((config) -> config.sharedStrategy(MqttSharedStrategy.LEAST_INFLIGHT));
	}

}
