package io.mqttboot.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.config.MqttTraceOptions;
import io.mqttboot.server.spi.MqttTrace;
import io.mqttboot.server.spi.MqttTraceStep.Kind;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A trace shows a message's way in under a second while many others are on theirs.
 */
class TraceUnderLoadTests {

	private static final Set<Kind> WAY = EnumSet.of(Kind.RECEIVED, Kind.OFFERED, Kind.SENT, Kind.ACKNOWLEDGED);

	@Test
	void the_way_of_one_message_is_shown_in_under_a_second_on_a_broker_under_load() throws Exception {
		MqttServer server = MqttServer.create().port(0).start();
		AtomicBoolean over = new AtomicBoolean();
		Thread load = new Thread(() -> {
			while (!over.get()) {
				server.publish(MqttMessage.of("load", new byte[100], MqttQos.AT_MOST_ONCE, false));
			}
		});
		List<WirePeer> peers = new ArrayList<>();
		try {
			server.subscribe("load", MqttQos.AT_MOST_ONCE, (publisher, message) -> {
			});
			WirePeer receiver = client(server, "receiver", peers).subscribes("probe/#", 1);
			WirePeer publisher = client(server, "publisher", peers);
			load.start();
			for (int i = 0; i < 5; i++) {
				Set<Kind> seen = ConcurrentHashMap.newKeySet();
				CountDownLatch steps = new CountDownLatch(WAY.size());
				String topic = "probe/" + i;
				try (MqttTrace trace = server.administration()
					.trace(MqttTraceOptions.ofTopic(topic).withDuration(Duration.ofSeconds(30)), (step) -> {
						seen.add(step.kind());
						steps.countDown();
					})) {
					long begun = System.nanoTime();
					publisher.publishes(Packets.publish(topic, "x"));
					receiver.takes(Packets.publish(topic, "x").qos(1));
					assertThat(steps.await(10, TimeUnit.SECONDS)).isTrue();
					assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
					assertThat(seen).isEqualTo(WAY);
					assertThat(trace.isRunning()).isTrue();
				}
			}
			assertThat(load.isAlive()).isTrue();
		}
		finally {
			over.set(true);
			load.join();
			peers.forEach(WirePeer::close);
			server.stop();
		}
	}

	private static WirePeer client(MqttServer server, String clientId, List<WirePeer> peers) {
		WirePeer peer = WirePeer.connect(server.port());
		peers.add(peer);
		peer.connects(Packets.connect(clientId));
		return peer;
	}

}
