package io.mqttboot.server.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Those who have not said who they are have event loops of their own: class 21 of the
 * attacks.
 */
class LobbyTests {

	// so many are let in at once without waiting
	private static final int GUESTS = 64;

	private final List<WirePeer> guests = new ArrayList<>();

	private MqttServer server;

	@AfterEach
	void stop() {
		this.guests.forEach(WirePeer::close);
		this.server.stop();
	}

	@ParameterizedTest
	@EnumSource(names = { "AUTO", "NIO" })
	void clients_are_served_while_the_loops_of_strangers_are_stuck(MqttTransport transport) {
		CountDownLatch end = new CountDownLatch(1);
		AtomicBoolean stuck = new AtomicBoolean();
		int port = start(transport, new MqttServerObserver() {

			@Override
			public void connectionAccepted() {
				if (stuck.get()) {
					awaitQuietly(end);
				}
			}

		});
		try (WirePeer client = WirePeer.connect(port).speaks(Version.V5)) {
			client.connects(Packets.connect("c"));
			client.subscribes("a", 1);
			stuck.set(true);
			try (WirePeer stranger = WirePeer.connect(port)) {
				stranger.send(new byte[] { 0x10 });
				client.send(Packets.publish("a", "x").qos(1).id(7)).receive();
				client.receive();
			}
		}
		finally {
			end.countDown();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "AUTO", "NIO" })
	void a_connection_changes_loops_with_CONNECT_and_brings_along_what_came_with_it(MqttTransport transport) {
		Queue<String> threads = new ConcurrentLinkedQueue<>();
		int port = start(transport, new Threads(threads));
		threads.clear();
		try (WirePeer client = WirePeer.connect(port).speaks(Version.V5)) {
			client.send(Packets.connect("c"), Packets.subscribe(1, "a", 0), Packets.publish("a", "x"));
			client.receive();
			client.receives(Packets.suback(1, 0), Packets.publish("a", "x"));
			assertThat(this.server.statistics().receivedPackets()).isEqualTo(3);
			client.leaves();
			Awaitility.await().until(() -> threads.size() == 3);
		}
		assertThat(threads.poll()).startsWith("mqtt-server-lobby");
		assertThat(threads.poll()).startsWith("mqtt-server-loop");
		assertThat(threads.poll()).startsWith("mqtt-server-loop");
	}

	@Test
	void a_few_strangers_do_not_wait_in_the_lobby() {
		Queue<String> threads = new ConcurrentLinkedQueue<>();
		int port = start(MqttTransport.AUTO, new Threads(threads));
		assertThat(threads).hasSize(GUESTS).allMatch((thread) -> thread.startsWith("mqtt-server-loop"));
		threads.clear();
		this.guests.remove(0).close();
		this.guests.remove(0).connects(Packets.connect("c"));
		Awaitility.await().until(() -> threads.size() == 2); // one has gone, one is no
																// stranger any more
		threads.clear();
		for (int i = 0; i < 3; i++) {
			this.guests.add(WirePeer.connect(port));
		}
		Awaitility.await().until(() -> threads.size() == 3);
		assertThat(threads).filteredOn((thread) -> thread.startsWith("mqtt-server-loop")).hasSize(2);
	}

	@Test
	void connections_that_end_on_their_way_have_ended() {
		int port = start(MqttTransport.AUTO, new MqttServerObserver() {
		});
		byte[] connect = Packets.connect("c").bytes(Version.V5);
		for (int i = 0; i < 500; i++) {
			WirePeer.connect(port).send(connect).abort();
		}
		Awaitility.await().until(() -> this.server.statistics().connectionsClosed() == 500);
		assertThat(this.server.statistics().connectionsSize()).isEqualTo(GUESTS);
		assertThat(this.server.statistics().clients()).isZero();
	}

	// Starts a server with one loop, and lets all guests in.
	private int start(MqttTransport transport, MqttServerObserver observer) {
		this.server = MqttServer.create()
			.port(0)
			.observer(observer)
			.configure((config) -> config.eventLoops(1).transport(transport))
			.start();
		for (int i = 0; i < GUESTS; i++) {
			this.guests.add(WirePeer.connect(this.server.port()));
		}
		Awaitility.await().until(() -> this.server.statistics().connectionsAccepted() == GUESTS);
		return this.server.port();
	}

	private static void awaitQuietly(CountDownLatch end) {
		try {
			end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Notes on which threads connections are accepted, let in and closed. */
	private record Threads(Queue<String> names) implements MqttServerObserver {

		@Override
		public void connectionAccepted() {
			this.names.add(Thread.currentThread().getName());
		}

		@Override
		public void clientConnected(String clientId, @Nullable String userName, MqttVersion version, boolean present) {
			this.names.add(Thread.currentThread().getName());
		}

		@Override
		public void connectionClosed() {
			this.names.add(Thread.currentThread().getName());
		}

	}

}
