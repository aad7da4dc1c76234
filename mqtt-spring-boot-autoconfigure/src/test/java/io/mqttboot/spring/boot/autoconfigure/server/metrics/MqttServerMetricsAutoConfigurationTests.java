package io.mqttboot.spring.boot.autoconfigure.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.metrics.MicrometerServerObserver;
import io.mqttboot.server.metrics.ServerMeter;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MqttServerMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(MqttServerAutoConfiguration.class, MqttServerMetricsAutoConfiguration.class))
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-enable=false");

	private final ApplicationContextRunner withRegistry = this.runner
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void every_meter_is_there_from_the_start() {
		this.withRegistry.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			for (ServerMeter meter : ServerMeter.values()) {
				assertThat(registry.find(meter.meterName()).meters()).as(meter.meterName()).isNotEmpty();
			}
		});
	}

	@Test
	void nothing_is_registered_twice(CapturedOutput output) {
		this.withRegistry.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("listens for TCP").doesNotContain("already registered");
	}

	@Test
	void a_client_moves_the_documented_nine_and_the_counters() {
		this.withRegistry.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			try (WirePeer peer = WirePeer.connect(context.getBean(MqttServer.class).port())) {
				peer.connects(Packets.connect("a"));
				peer.subscribes("t", 0);
				peer.send(Packets.publish("t", "hello"));
				peer.receives(Packets.publish("t", "hello"));
				peer.receivesNothing();
			}
			assertThat(gauge(registry, "mqtt.connections.accepted")).isEqualTo(1);
			assertThat(gauge(registry, "mqtt.messages.received.packets")).isGreaterThanOrEqualTo(4);
			assertThat(gauge(registry, "mqtt.messages.send.packets")).isGreaterThanOrEqualTo(4);
			assertThat(gauge(registry, "mqtt.messages.send.bytes"))
				.isGreaterThan(gauge(registry, "mqtt.messages.send.packets"));
			assertThat(count(registry, "mqtt.server.connects", "version", "5.0")).isEqualTo(1);
			assertThat(count(registry, "mqtt.server.packets.in", "type", "publish")).isEqualTo(1);
			assertThat(count(registry, "mqtt.server.messages.in", "qos", "0")).isEqualTo(1);
			assertThat(count(registry, "mqtt.server.messages.out", "qos", "0")).isEqualTo(1);
		});
	}

	@Test
	void every_meter_is_there_although_the_application_is_lazy() {
		this.withRegistry
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).find("mqtt.connections.size").gauge())
				.isNotNull());
	}

	@Test
	void a_registry_of_the_application_is_enough() {
		this.runner.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).find("mqtt.connections.size").gauge())
				.isNotNull());
	}

	@Test
	void several_registries_are_served_through_the_composite() {
		this.withRegistry.withBean("one", SimpleMeterRegistry.class)
			.withBean("two", SimpleMeterRegistry.class)
			.run((context) -> {
				assertThat(context.getBean(MeterRegistry.class)).isInstanceOf(CompositeMeterRegistry.class);
				assertThat(context.getBeansOfType(SimpleMeterRegistry.class).values()).hasSize(2)
					.allSatisfy((registry) -> assertThat(registry.find("mqtt.connections.size").gauge()).isNotNull());
			});
	}

	@Test
	void it_starts_without_a_registry() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(MqttServer.class)
			.doesNotHaveBean(MicrometerServerObserver.class)
			.doesNotHaveBean("mqttServerMetricsStatistics"));
	}

	@Test
	void there_are_no_meters_when_the_server_is_switched_off() {
		this.withRegistry.withPropertyValues("mqtt.server.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MicrometerServerObserver.class));
	}

	private static double gauge(MeterRegistry registry, String name) {
		return registry.get(name).gauge().value();
	}

	private static double count(MeterRegistry registry, String name, String tag, String value) {
		return registry.get(name).tag(tag, value).functionCounter().count();
	}

}
