package io.mqttboot.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.server.config.MqttDrain;
import io.mqttboot.server.spi.MqttEvent;
import io.mqttboot.server.spi.MqttInMemorySessionStore;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Reasoned;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A server sends its clients away and lets no new ones in, while it runs on.
 */
class DrainTests {

	private static CompletableFuture<Void> drain(ManualBroker broker, MqttDrain how) {
		CompletableFuture<Void> gone = broker.engine().draining().begin(how);
		broker.run();
		return gone;
	}

	@Test
	void clients_are_told_where_to_go() {
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer five = broker.client(Packets.connect("five"));
			WirePeer three = broker.client(Packets.connect(Version.V3_1_1, "three"), 1);
			CompletableFuture<Void> gone = drain(broker, MqttDrain.AT_ONCE.withServerReference("other:1883"));
			Reasoned disconnect = five.receive(Reasoned.class);
			assertThat(disconnect.code()).isEqualTo(0x9C);
			assertThat(disconnect.toString()).contains("other:1883");
			three.isClosed();
			broker.advance(Duration.ofSeconds(1));
			assertThat(gone).isCompleted();
			assertThat(broker.statistics().draining()).isTrue();
		}
	}

	@Test
	void a_server_that_has_moved_says_so_and_one_that_names_no_other_shuts_down() {
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer client = broker.client(Packets.connect("a"));
			drain(broker, new MqttDrain(0, "new:1883", true));
			client.isDisconnected(0x9D);
		}
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer client = broker.client(Packets.connect("a"));
			drain(broker, MqttDrain.AT_ONCE);
			client.isDisconnected(0x8B);
		}
	}

	@Test
	void the_configured_reference_counts_where_none_is_given() {
		try (ManualBroker broker = new ManualBroker(
				(builder) -> builder.configure((config) -> config.serverReference("configured:1883")))) {
			WirePeer client = broker.client(Packets.connect("a"));
			drain(broker, MqttDrain.AT_ONCE);
			assertThat(client.receive(Reasoned.class).toString()).contains("configured:1883");
		}
	}

	@Test
	void new_clients_are_refused_with_the_same_words() {
		try (ManualBroker broker = new ManualBroker()) {
			drain(broker, MqttDrain.AT_ONCE.withServerReference("other:1883"));
			WirePeer five = broker.peer();
			five.send(Packets.connect("five"));
			Connack connack = five.receive(Connack.class);
			assertThat(connack.code()).isEqualTo(0x9C);
			assertThat(connack.toString()).contains("other:1883");
			WirePeer three = broker.peer();
			three.speaks(Version.V3_1_1).send(Packets.connect(Version.V3_1_1, "three"));
			three.isRefused(3);
			drain(broker, MqttDrain.AT_ONCE);
			WirePeer again = broker.peer();
			again.send(Packets.connect("five"));
			again.isRefused(0x88);
		}
	}

	@Test
	void so_many_clients_go_in_a_second_as_are_asked_for() {
		try (ManualBroker broker = new ManualBroker()) {
			for (int i = 0; i < 7; i++) {
				broker.client(Packets.connect("c" + i), i % 2);
			}
			CompletableFuture<Void> gone = drain(broker, MqttDrain.AT_ONCE.withClientsPerSecond(3));
			List<Integer> left = new ArrayList<>();
			while (!gone.isDone()) {
				left.add(broker.statistics().clients());
				broker.advance(Duration.ofSeconds(1));
			}
			assertThat(left).containsExactly(4, 1, 0);
		}
	}

	@Test
	void a_drain_that_is_ended_lets_clients_in_again() {
		try (ManualBroker broker = new ManualBroker()) {
			broker.client(Packets.connect("a"));
			WirePeer stays = broker.client(Packets.connect("b"));
			CompletableFuture<Void> gone = drain(broker, MqttDrain.AT_ONCE.withClientsPerSecond(1));
			broker.engine().draining().resume();
			broker.advance(Duration.ofSeconds(5));
			assertThat(gone).isCompleted();
			assertThat(broker.statistics().draining()).isFalse();
			assertThat(broker.statistics().clients()).isEqualTo(1);
			stays.receivesNothing();
			broker.client(Packets.connect("a"));
		}
	}

	@Test
	void sessions_stay_and_wills_are_published_where_nothing_outlives_the_server() {
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer watcher = broker.client(Packets.connect("watcher")).subscribes("will", 0);
			broker.client(Packets.connect("mortal").sessionExpiry(100).will("will", "gone", 0), 1);
			drain(broker, MqttDrain.AT_ONCE);
			watcher.receives(Packets.publish("will", "gone"));
			assertThat(broker.session("mortal")).isPresent();
		}
	}

	@Test
	void the_will_of_a_session_that_outlives_the_server_is_not_published() {
		try (ManualBroker broker = new ManualBroker(
				(builder) -> builder.sessionStore(new MqttInMemorySessionStore()))) {
			WirePeer watcher = broker.client(Packets.connect("watcher")).subscribes("will", 0);
			broker.client(Packets.connect("lasting").sessionExpiry(100).will("will", "gone", 0), 1);
			drain(broker, MqttDrain.AT_ONCE);
			watcher.isDisconnected(0x8B);
		}
	}

	@Test
	void observers_know_before_the_first_client_is_told() {
		List<String> told = new ArrayList<>();
		ManualBroker[] drained = new ManualBroker[1];
		try (ManualBroker broker = new ManualBroker((builder) -> builder.observer(new MqttServerObserver() {

			@Override
			public void happened(MqttEvent event) {
				if (event instanceof MqttEvent.ServerDraining drain) {
					told.add(
							drain.serverReference() + " " + drain.stopping() + " " + drained[0].statistics().clients());
				}
				else if (event instanceof MqttEvent.ServerResumed) {
					told.add("resumed");
				}
			}

		}))) {
			drained[0] = broker;
			broker.client(Packets.connect("a"));
			drain(broker, MqttDrain.AT_ONCE.withServerReference("other:1883"));
			broker.engine().draining().resume();
			broker.engine().draining().resume();
			assertThat(told).containsExactly("other:1883 false 1", "resumed");
		}
	}

	@Test
	void a_stop_after_a_drain_sends_who_is_left_to_the_same_place() {
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer first = broker.client(Packets.connect("a"));
			WirePeer second = broker.client(Packets.connect("b"));
			drain(broker, new MqttDrain(1, "other:1883", false));
			broker.stop();
			first.isDisconnected(0x9C);
			second.isDisconnected(0x9C);
		}
	}

	@Test
	void a_rate_below_zero_and_a_server_that_does_not_run_are_refused() {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttDrain.AT_ONCE.withClientsPerSecond(-1))
			.withMessageContaining("clientsPerSecond");
		MqttServer server = MqttServer.create().port(0).build();
		assertThatIllegalStateException().isThrownBy(() -> server.administration().drain(MqttDrain.AT_ONCE));
	}

	@Test
	void a_running_server_is_drained_and_goes_on() throws Exception {
		MqttServer server = MqttServer.create().port(0).start();
		try (WirePeer client = WirePeer.connect(server.port())) {
			client.connects(Packets.connect("a"));
			server.administration().drain(MqttDrain.AT_ONCE).get(10, java.util.concurrent.TimeUnit.SECONDS);
			client.isDisconnected(0x8B);
			assertThat(server.administration().isDraining()).isTrue();
			server.administration().resume();
			try (WirePeer again = WirePeer.connect(server.port())) {
				again.connects(Packets.connect("a"));
			}
		}
		finally {
			server.stop();
		}
	}

}
