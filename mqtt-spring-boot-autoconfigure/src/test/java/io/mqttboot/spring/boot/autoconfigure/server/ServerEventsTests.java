package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttEvent;
import io.mqttboot.server.spi.MqttEventListener;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What happens in a server comes to Spring's event listeners and to listener beans alike.
 */
class ServerEventsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttServerAutoConfiguration.class))
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-enable=false")
		.withUserConfiguration(Listening.class);

	private static void publishWhatNobodyMay(int port) {
		try (WirePeer peer = WirePeer.connect(port)) {
			peer.connects(Packets.connect("a"));
			peer.send(Packets.publish("$reserved", "x"));
			peer.leaves();
		}
	}

	@Test
	void spring_listeners_and_listener_beans_are_told_the_same() {
		Listening[] listening = new Listening[1];
		this.runner.run((context) -> {
			listening[0] = context.getBean(Listening.class);
			publishWhatNobodyMay(context.getBean(MqttServer.class).port());
			await().untilAsserted(
					() -> assertThat(listening[0].bySpring).anyMatch(MqttEvent.ClientDisconnected.class::isInstance)
						.containsExactlyInAnyOrderElementsOf(listening[0].byBean));
		});
		assertThat(listening[0].bySpring).hasSize(8)
			.contains(new MqttEvent.ServerStarted(), new MqttEvent.SessionCreated("a"), new MqttEvent.ServerStopped())
			.noneMatch(MqttEvent.MessageDropped.class::isInstance);
	}

	@Test
	void messages_are_told_to_spring_when_a_key_says_so() {
		this.runner.withPropertyValues("mqtt.server.events.dropped=true", "mqtt.server.events.delivered=true")
			.run((context) -> {
				Listening listening = context.getBean(Listening.class);
				publishWhatNobodyMay(context.getBean(MqttServer.class).port());
				await().untilAsserted(() -> assertThat(listening.bySpring)
					.anyMatch((event) -> event instanceof MqttEvent.MessageDropped dropped
							&& dropped.cause() == MqttDropCause.RESERVED_TOPIC));
				assertThat(listening.byBean).noneMatch(MqttEvent.MessageDropped.class::isInstance);
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		final List<MqttEvent> bySpring = new CopyOnWriteArrayList<>();

		final List<MqttEvent> byBean = new CopyOnWriteArrayList<>();

		@EventListener
		void on(MqttEvent event) {
			this.bySpring.add(event);
		}

		@Bean
		MqttEventListener eventListener() {
			return this.byBean::add;
		}

	}

}
