package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttDrain;
import io.mqttboot.spring.boot.autoconfigure.server.health.MqttServerHealthIndicator;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who asks whether the application is ready learns of a drain before the clients do.
 */
class DrainReadinessTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttServerAutoConfiguration.class))
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-enable=false");

	@Test
	void readiness_goes_before_the_first_client_and_comes_back_when_clients_may() {
		this.runner.withBean(Recorder.class).run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			Recorder recorder = context.getBean(Recorder.class);
			recorder.server = server;
			try (WirePeer peer = WirePeer.connect(server.port())) {
				peer.connects(Packets.connect("a"));
				server.administration().drain(MqttDrain.AT_ONCE).get(10, TimeUnit.SECONDS);
				assertThat(recorder.states).containsExactly("REFUSING_TRAFFIC 1");
				Health health = new MqttServerHealthIndicator(server).health(true);
				assertThat(health).isNotNull();
				assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
				assertThat(health.getDetails()).containsEntry("draining", true);
				server.administration().resume();
				assertThat(recorder.states).containsExactly("REFUSING_TRAFFIC 1", "ACCEPTING_TRAFFIC 0");
			}
		});
	}

	@Test
	void a_server_that_is_started_again_after_a_drain_is_ready_again() {
		this.runner.withBean(Recorder.class).run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			Recorder recorder = context.getBean(Recorder.class);
			recorder.server = server;
			server.administration().drain(MqttDrain.AT_ONCE);
			server.stop();
			server.start();
			assertThat(recorder.states).containsExactly("REFUSING_TRAFFIC 0", "ACCEPTING_TRAFFIC 0");
			server.stop();
			server.start();
			assertThat(recorder.states).hasSize(2);
		});
	}

	static class Recorder {

		final List<String> states = new CopyOnWriteArrayList<>();

		volatile @Nullable MqttServer server;

		@EventListener
		void changed(AvailabilityChangeEvent<ReadinessState> event) {
			MqttServer drained = this.server;
			if (drained != null) {
				this.states.add(event.getState() + " " + drained.statistics().clients());
			}
		}

	}

}
