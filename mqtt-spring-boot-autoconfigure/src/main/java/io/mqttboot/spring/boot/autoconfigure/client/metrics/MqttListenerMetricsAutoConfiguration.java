package io.mqttboot.spring.boot.autoconfigure.client.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.mqttboot.spring.boot.autoconfigure.client.MqttListenerAutoConfiguration;
import io.mqttboot.spring.listener.MqttListenerEndpointRegistry;
import io.mqttboot.spring.metrics.ListenerMeters;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of the meters of listeners, where there is
 * a meter registry.
 */
@AutoConfiguration(after = MqttListenerAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass({ MqttListenerEndpointRegistry.class, MeterRegistry.class })
@ConditionalOnBean(MqttListenerEndpointRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
public final class MqttListenerMetricsAutoConfiguration {

	/**
	 * Bound here, for an application may have a registry without Spring Boot's binding;
	 * and no bean of its own, or Spring Boot would bind it again.
	 */
	@Bean
	SmartInitializingSingleton mqttListenerMeters(MqttListenerEndpointRegistry listeners, MeterRegistry registry) {
		ListenerMeters meters = new ListenerMeters(listeners);
		return () -> meters.bindTo(registry);
	}

}
