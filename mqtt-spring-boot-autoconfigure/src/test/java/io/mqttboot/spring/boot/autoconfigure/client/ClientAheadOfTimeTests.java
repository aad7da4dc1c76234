package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttboot.MqttQos;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.metrics.ClientMeter;
import io.mqttboot.client.spi.MqttClientMessageListener;
import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.MqttTemplate;
import io.mqttboot.spring.annotation.MqttListener;
import io.mqttboot.spring.boot.autoconfigure.client.health.MqttClientHealthContributorAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.client.metrics.MqttClientMetricsAutoConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.messaging.handler.annotation.DestinationVariable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The configuration as Spring's ahead-of-time processing writes it down, compiled and
 * run.
 */
class ClientAheadOfTimeTests {

	@Test
	@CompileWithForkedClassLoader
	void a_context_that_was_processed_ahead_of_time_runs_clients() {
		MqttServer server = MqttServer.create().port(0).start();
		try {
			run(server.port(), (context) -> {
				MqttClientRegistry clients = context.getBean(MqttClientRegistry.class);
				assertThat(clients.asMap()).containsOnlyKeys("default", "edge");
				Awaitility.await().until(() -> server.statistics().subscriptions() == 2);
				publish(clients.get("edge"), "question");
				assertThat(context.getBean(Application.class).heard()).isEqualTo("question");
				publish(clients.get("edge"), "devices/7");
				assertThat(context.getBean(Application.class).heard()).isEqualTo("device 7");
				assertThat(context.getBean(MqttTemplate.class)).isNotNull();
				assertThat(context.getBean(MeterRegistry.class)
					.find(ClientMeter.CONNECTS.meterName())
					.tag("client", "edge")
					.meters()).isNotEmpty();
				assertThat(context.containsBean("mqttHealthContributor")).isTrue();
			});
		}
		finally {
			server.stop();
		}
	}

	private static void publish(MqttClient client, String topic) {
		try {
			client.publish(topic, "why", MqttQos.AT_LEAST_ONCE).get(10, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void run(int port, Consumer<GenericApplicationContext> test) {
		TestPropertyValues properties = TestPropertyValues.of("mqtt.client.port=" + port,
				"mqtt.clients.edge.debug=true", "mqtt.consumer.consumer-topics=question",
				"mqtt.client.clean-session=false", "mqtt.client.client-id=ahead");
		AnnotationConfigApplicationContext source = new AnnotationConfigApplicationContext();
		properties.applyTo(source);
		source.register(Application.class);
		TestGenerationContext generated = new TestGenerationContext();
		var initializer = new ApplicationContextAotGenerator().processAheadOfTime(source, generated);
		generated.writeGeneratedContent();
		TestCompiler.forSystem().with(generated).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				properties.applyTo(context);
				initializer(compiled.getInstance(ApplicationContextInitializer.class, initializer.reflectionName()))
					.initialize(context);
				context.refresh();
				test.accept(context);
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static ApplicationContextInitializer<GenericApplicationContext> initializer(
			ApplicationContextInitializer<?> initializer) {
		return (ApplicationContextInitializer<GenericApplicationContext>) initializer;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MqttClientAutoConfiguration.class, MqttTemplateAutoConfiguration.class,
			MqttListenerAutoConfiguration.class, MqttClientMetricsAutoConfiguration.class,
			MqttClientHealthContributorAutoConfiguration.class })
	static class Application {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		@Bean
		MeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		MqttClientMessageListener listener() {
			return (topic, qos, payload, acknowledgment) -> this.heard.add(topic);
		}

		@MqttListener("devices/{id}")
		void device(@DestinationVariable String id) {
			this.heard.add("device " + id);
		}

		String heard() {
			try {
				return String.valueOf(this.heard.poll(10, TimeUnit.SECONDS));
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
