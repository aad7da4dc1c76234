package io.mqttboot.spring.boot.autoconfigure.client.metrics;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttboot.MqttQos;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.metrics.ClientMeter;
import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.annotation.MqttListener;
import io.mqttboot.spring.boot.autoconfigure.client.MqttClientAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.client.MqttClientCustomizer;
import io.mqttboot.spring.boot.autoconfigure.client.MqttListenerAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.client.MqttTemplateAutoConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class MqttClientMetricsAutoConfigurationTests {

	private final MqttServer server = MqttServer.create().port(0).start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttClientAutoConfiguration.class, MqttTemplateAutoConfiguration.class,
				MqttListenerAutoConfiguration.class, MqttClientMetricsAutoConfiguration.class,
				MqttListenerMetricsAutoConfiguration.class))
		.withPropertyValues("mqtt.client.port=" + this.server.port(), "mqtt.clients.edge.handler-threads=1");

	private final ApplicationContextRunner withRegistry = this.runner
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void every_meter_is_there_for_each_client_by_its_name() {
		this.withRegistry.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			for (ClientMeter meter : ClientMeter.values()) {
				for (String client : new String[] { "default", "edge" }) {
					assertThat(registry.find(meter.meterName()).tag("client", client).meters()).as(meter.meterName())
						.isNotEmpty();
				}
			}
		});
	}

	@Test
	void a_message_moves_the_counters_of_its_client_only() {
		this.withRegistry.run((context) -> {
			context.getBean(MqttClient.class).publish("t", "m", MqttQos.AT_LEAST_ONCE).get(10, TimeUnit.SECONDS);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Awaitility.await().until(() -> published(registry, "default") == 1);
			assertThat(published(registry, "edge")).isZero();
		});
	}

	@Test
	void listeners_are_counted_by_their_identifiers() {
		this.withRegistry.withBean(Heard.class).run((context) -> {
			FunctionCounter processed = context.getBean(MeterRegistry.class)
				.get("mqtt.client.listener.processed")
				.tag("listener", "heard")
				.functionCounter();
			Awaitility.await().until(() -> this.server.statistics().subscriptions() == 1);
			this.server.publishAll("heard", "m");
			Awaitility.await().until(() -> processed.count() == 1);
		});
	}

	@Test
	void they_are_there_although_the_application_is_lazy_and_with_any_registry() {
		this.runner.withBean(SimpleMeterRegistry.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(
					context.getBean(MeterRegistry.class).find(ClientMeter.CONNECTS.meterName()).meters())
				.hasSize(2));
	}

	@Test
	void clients_work_without_a_registry_and_without_micrometer() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(MqttClientAutoConfiguration.class)
			.doesNotHaveBean(MqttClientCustomizer.class));
		this.withRegistry.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context.getBean(MqttClient.class).connected().get(10, TimeUnit.SECONDS))
				.isNotNull());
	}

	@Test
	void there_are_none_when_clients_are_switched_off() {
		this.withRegistry.withPropertyValues("mqtt.client.enabled=false", "mqtt.clients.edge.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MqttClientCustomizer.class));
	}

	private static long published(MeterRegistry registry, String client) {
		return registry.get(ClientMeter.PUBLISH.meterName())
			.tag("client", client)
			.timers()
			.stream()
			.mapToLong((timer) -> timer.count())
			.sum();
	}

	static class Heard {

		@MqttListener(id = "heard", topics = "heard")
		void message(String payload) {
			// it counts that it came
		}

	}

}
