package io.mqttboot.server.attack;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.mqttboot.MqttVersion;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttTransport;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Those who have not said who they are have event loops of their own: class 21 of the
 * attacks.
 */
class LobbyTests {

	@ParameterizedTest
	@EnumSource(names = { "AUTO", "NIO" })
	void clients_are_served_while_the_loops_of_strangers_are_stuck(MqttTransport transport) {
		CountDownLatch end = new CountDownLatch(1);
		AtomicBoolean stuck = new AtomicBoolean();
		MqttServerObserver observer = new MqttServerObserver() {

			@Override
			public void connectionAccepted() {
				if (stuck.get()) {
					awaitQuietly(end);
				}
			}

		};
		MqttServer server = start(transport, observer);
		try (WirePeer client = WirePeer.connect(server.port()).speaks(Version.V5)) {
			client.connects(Packets.connect("c"));
			client.subscribes("a", 1);
			stuck.set(true);
			try (WirePeer stranger = WirePeer.connect(server.port())) {
				stranger.send(new byte[] { 0x10 });
				client.send(Packets.publish("a", "x").qos(1).id(7)).receive();
				client.receive();
			}
		}
		finally {
			end.countDown();
			server.stop();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "AUTO", "NIO" })
	void a_connection_changes_loops_with_CONNECT_and_brings_along_what_came_with_it(MqttTransport transport) {
		ConcurrentLinkedQueue<String> threads = new ConcurrentLinkedQueue<>();
		MqttServer server = start(transport, new MqttServerObserver() {

			@Override
			public void connectionAccepted() {
				threads.add(Thread.currentThread().getName());
			}

			@Override
			public void clientConnected(String clientId, @Nullable String userName, MqttVersion version,
					boolean present) {
				threads.add(Thread.currentThread().getName());
			}

			@Override
			public void connectionClosed() {
				threads.add(Thread.currentThread().getName());
			}

		});
		try (WirePeer client = WirePeer.connect(server.port()).speaks(Version.V5)) {
			client.send(Packets.connect("c"), Packets.subscribe(1, "a", 0), Packets.publish("a", "x"));
			client.receive();
			client.receives(Packets.suback(1, 0), Packets.publish("a", "x"));
			assertThat(server.statistics().receivedPackets()).isEqualTo(3);
			client.leaves();
		}
		finally {
			server.stop();
		}
		assertThat(threads.poll()).startsWith("mqtt-server-lobby");
		assertThat(threads.poll()).startsWith("mqtt-server-loop");
		assertThat(threads.poll()).startsWith("mqtt-server-loop");
	}

	@Test
	void connections_that_end_on_their_way_have_ended() {
		MqttServer server = start(MqttTransport.AUTO, new MqttServerObserver() {
		});
		try {
			byte[] connect = Packets.connect("c").bytes(Version.V5);
			for (int i = 0; i < 500; i++) {
				WirePeer.connect(server.port()).send(connect).abort();
			}
			Awaitility.await().until(() -> server.statistics().connectionsClosed() == 500);
			assertThat(server.statistics().connectionsSize()).isZero();
			assertThat(server.statistics().clients()).isZero();
		}
		finally {
			server.stop();
		}
	}

	private static MqttServer start(MqttTransport transport, MqttServerObserver observer) {
		return MqttServer.create()
			.port(0)
			.observer(observer)
			.configure((config) -> config.eventLoops(2).transport(transport))
			.start();
	}

	private static void awaitQuietly(CountDownLatch end) {
		try {
			end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
