package io.mqttboot.spring.boot.autoconfigure.client.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.metrics.MicrometerClientObserver;
import io.mqttboot.spring.boot.autoconfigure.client.MqttClientAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.client.MqttClientCustomizer;
import io.mqttboot.spring.boot.autoconfigure.client.MqttClientRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of the clients' meters, where there is a
 * meter registry. The tag {@code client} is the name of a client in the application.
 */
@AutoConfiguration(after = MqttClientAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass({ MqttClient.class, MeterRegistry.class })
@ConditionalOnBean(MqttClientRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
public final class MqttClientMetricsAutoConfiguration {

	@Bean
	MqttClientCustomizer mqttClientMetricsCustomizer(MeterRegistry registry) {
		return (client, builder) -> builder.observer(new MicrometerClientObserver(registry, client));
	}

}
