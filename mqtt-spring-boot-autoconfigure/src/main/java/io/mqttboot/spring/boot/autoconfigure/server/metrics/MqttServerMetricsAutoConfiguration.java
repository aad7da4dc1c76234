package io.mqttboot.spring.boot.autoconfigure.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.metrics.MicrometerServerObserver;
import io.mqttboot.server.metrics.MicrometerServerStatistics;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of the server's meters, where there is a
 * meter registry.
 */
@AutoConfiguration(after = MqttServerAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass({ MqttServer.class, MeterRegistry.class })
@ConditionalOnBean(MqttServer.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
public final class MqttServerMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	MicrometerServerObserver mqttServerMetricsObserver(MeterRegistry registry) {
		return new MicrometerServerObserver(registry);
	}

	/**
	 * Bound here, for an application may have a registry without Spring Boot's binding;
	 * and no bean of its own, or Spring Boot would bind it again.
	 */
	@Bean
	SmartInitializingSingleton mqttServerMetricsStatistics(MqttServer server, MeterRegistry registry) {
		MicrometerServerStatistics statistics = new MicrometerServerStatistics(server::statistics);
		return () -> statistics.bindTo(registry);
	}

}
