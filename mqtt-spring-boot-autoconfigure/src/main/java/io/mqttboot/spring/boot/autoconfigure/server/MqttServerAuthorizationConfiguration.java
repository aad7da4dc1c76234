package io.mqttboot.spring.boot.autoconfigure.server;

import io.mqttboot.server.spi.MqttRuleAuthorizer;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * The rules of {@code mqtt.server.authorization.rules} as a bean, which the application
 * may ask for to replace them.
 */
@Configuration(proxyBeanMethods = false)
class MqttServerAuthorizationConfiguration {

	/** Before the application's own authorizers, unless they ask to be earlier. */
	@Bean
	@Order(0)
	@Conditional(OnRulesCondition.class)
	@ConditionalOnMissingBean
	MqttRuleAuthorizer mqttServerRuleAuthorizer(MqttServerProperties properties) {
		return new MqttRuleAuthorizer(ConfiguredRules.of(properties.getAuthorization().getRules()));
	}

}
