package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttMessageListener;
import io.mqttboot.spring.boot.autoconfigure.server.health.MqttServerHealthContributorAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.server.health.MqttServerHealthIndicator;
import io.mqttboot.spring.boot.autoconfigure.server.metrics.MqttServerMetricsAutoConfiguration;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The configuration as Spring's ahead-of-time processing writes it down, compiled and
 * run.
 */
class AheadOfTimeTests {

	@Test
	@CompileWithForkedClassLoader
	void a_context_that_was_processed_ahead_of_time_runs_a_server() {
		run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			assertThat(server.config().name()).isEqualTo("ahead");
			try (WirePeer peer = WirePeer.connect(server.port())) {
				peer.connects(Packets.connect("a"));
				peer.subscribes("answer", 0);
				peer.send(Packets.publish("question", "why"));
				peer.receives(Packets.publish("answer", "because"));
			}
			assertThat(context.getBean(MeterRegistry.class).get("mqtt.connections.accepted").gauge().value())
				.isEqualTo(1);
			assertThat(context.getBean(MqttServerHealthIndicator.class).health())
				.satisfies((health) -> assertThat(health.getStatus()).isEqualTo(Status.UP));
		});
	}

	@Test
	@CompileWithForkedClassLoader
	void users_that_are_known_only_where_it_runs_count() {
		run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			AuthRequests.isLetIn(server, "alice", "wonder");
			AuthRequests.isKeptOut(server, "alice", "wander", 0x86);
			AuthRequests.isKeptOut(server, null, null, 0x87);
		}, "mqtt.server.auth.users[0].name=alice", "mqtt.server.auth.users[0].password={noop}wonder");
	}

	private static void run(Consumer<GenericApplicationContext> test, String... onlyWhereItRuns) {
		TestPropertyValues properties = TestPropertyValues.of("mqtt.server.port=0", "mqtt.server.websocket-port=0",
				"mqtt.server.name=ahead");
		AnnotationConfigApplicationContext source = new AnnotationConfigApplicationContext();
		properties.applyTo(source);
		source.register(Application.class);
		TestGenerationContext generated = new TestGenerationContext();
		var initializer = new ApplicationContextAotGenerator().processAheadOfTime(source, generated);
		generated.writeGeneratedContent();
		TestCompiler.forSystem().with(generated).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				properties.and(onlyWhereItRuns).applyTo(context);
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
	@ImportAutoConfiguration({ MqttServerAutoConfiguration.class, MqttServerMetricsAutoConfiguration.class,
			MqttServerHealthContributorAutoConfiguration.class })
	static class Application {

		@Bean
		MeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		MqttMessageListener answers(MqttServer server) {
			return (clientId, topic, qos, payload) -> {
				if (topic.equals("question")) {
					server.publishAll("answer", "because");
				}
			};
		}

	}

}
