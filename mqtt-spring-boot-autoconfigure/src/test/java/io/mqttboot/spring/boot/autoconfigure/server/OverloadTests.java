package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttVersion;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttOverloadState;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttServerOverloadEvent;
import io.mqttboot.spring.boot.autoconfigure.server.health.MqttServerHealthContributorAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.server.health.MqttServerHealthIndicator;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An overloaded server tells the application.
 */
class OverloadTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttServerAutoConfiguration.class,
				MqttServerHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class))
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-enable=false", "mqtt.server.event-loops=1",
				"mqtt.server.overload.calm=0");

	@Test
	void a_server_that_refuses_is_out_of_service_until_it_does_not_and_events_say_both() {
		this.runner.withUserConfiguration(Hanging.class)
			.withPropertyValues("mqtt.server.overload.refuse.loop-delay=100ms",
					"mqtt.server.overload.shed.loop-delay=0", "mqtt.server.overload.pause.loop-delay=0")
			.run((context) -> {
				MqttServer server = context.getBean(MqttServer.class);
				Hanging hanging = context.getBean(Hanging.class);
				try (WirePeer peer = WirePeer.connect(server.port())) {
					peer.send(Packets.connect("heavy"));
					MqttServerOverloadEvent refuses = hanging.next();
					assertThat(refuses.getServer()).isSameAs(server);
					assertThat(refuses.getBefore()).isEqualTo(MqttOverloadState.NORMAL);
					assertThat(refuses.getNow()).isEqualTo(MqttOverloadState.REFUSE);
					assertThat(hanging.thread).startsWith("mqtt-handler-");
					Health health = context.getBean(MqttServerHealthIndicator.class).health(true);
					assertThat(health).isNotNull();
					assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
					assertThat(health.getDetails()).containsEntry("overload", MqttOverloadState.REFUSE)
						.containsEntry("port", server.port());
					hanging.latch.countDown();
					assertThat(hanging.next().getNow()).isEqualTo(MqttOverloadState.PAUSE);
					health = context.getBean(MqttServerHealthIndicator.class).health(true);
					assertThat(health).isNotNull();
					assertThat(health.getStatus()).isEqualTo(Status.UP);
				}
				finally {
					hanging.latch.countDown();
				}
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Hanging {

		final CountDownLatch latch = new CountDownLatch(1);

		final BlockingQueue<MqttServerOverloadEvent> events = new LinkedBlockingQueue<>();

		volatile String thread = "";

		@EventListener
		void overload(MqttServerOverloadEvent event) {
			this.thread = Thread.currentThread().getName();
			this.events.add(event);
		}

		MqttServerOverloadEvent next() throws InterruptedException {
			MqttServerOverloadEvent event = this.events.poll(10, TimeUnit.SECONDS);
			assertThat(event).isNotNull();
			return event;
		}

		@Bean
		MqttServerObserver observer() {
			return new MqttServerObserver() {

				@Override
				public void clientConnected(String clientId, @Nullable String userName, MqttVersion version,
						boolean sessionPresent) {
					try {
						assertThat(Hanging.this.latch.await(30, TimeUnit.SECONDS)).isTrue();
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
				}

			};
		}

	}

}
