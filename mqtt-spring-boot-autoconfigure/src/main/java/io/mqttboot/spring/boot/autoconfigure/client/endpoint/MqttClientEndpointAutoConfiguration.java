package io.mqttboot.spring.boot.autoconfigure.client.endpoint;

import io.mqttboot.client.MqttClient;
import io.mqttboot.spring.boot.autoconfigure.client.MqttClientAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.client.MqttClientRegistry;
import io.mqttboot.spring.listener.MqttListenerEndpointRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@link AutoConfiguration Auto-configuration} of the endpoint {@code mqttclient}, where
 * it is exposed.
 */
@AutoConfiguration(after = MqttClientAutoConfiguration.class,
		afterName = "io.mqttboot.spring.boot.autoconfigure.client.MqttListenerAutoConfiguration")
@ConditionalOnClass({ MqttClient.class, Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(MqttClientRegistry.class)
@ConditionalOnAvailableEndpoint(MqttClientEndpoint.class)
public final class MqttClientEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	MqttClientEndpoint mqttClientEndpoint(MqttClientRegistry clients, ObjectProvider<Listeners> listeners) {
		return new MqttClientEndpoint(clients, listeners.getIfAvailable(() -> Listeners.NONE));
	}

	/**
	 * There are listeners to show.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MqttListenerEndpointRegistry.class)
	@ConditionalOnBean(MqttListenerEndpointRegistry.class)
	static class ListenersConfiguration {

		@Bean
		Listeners mqttClientEndpointListeners(MqttListenerEndpointRegistry registry) {
			return new RegisteredListeners(registry);
		}

	}

}
