package io.mqttboot.server.attack;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.ManualLoop;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each packet in each state of a connection: before it is let in, while it is asked who
 * it is, connected, and gone. Other states before CONNECT are with the limits.
 */
class StateMatrixTests {

	private final Tally tally = new Tally();

	private final ManualLoop auth = new ManualLoop();

	private boolean accepted = true;

	private ManualBroker asking() {
		return new ManualBroker((builder) -> builder.observer(this.tally)
			.authExecutor(this.auth)
			.authHandler((clientId, userName, password) -> !clientId.equals("client") || this.accepted));
	}

	private WirePeer connected(ManualBroker broker, String clientId) {
		WirePeer peer = broker.peer(1).send(Packets.connect(clientId));
		this.auth.runAll();
		peer.receive(Connack.class);
		return peer;
	}

	@Test
	void what_comes_before_connack_is_processed_after_it_and_in_order() {
		try (ManualBroker broker = asking()) {
			WirePeer watcher = connected(broker, "watcher").subscribes("#", 0);
			WirePeer client = broker.peer()
				.send(Packets.connect("client"), Packets.publish("q0", ""), Packets.publish("q1", "").qos(1).id(1),
						Packets.publish("q2", "").qos(2).id(2), Packets.pubrel(2), Packets.subscribe(3, "own", 0),
						Packets.pingreq(), Packets.unsubscribe(4, "own"));
			watcher.receivesNothing();
			this.auth.runAll();
			assertThat(client.receive(Connack.class).code()).isZero();
			client.receives(Packets.puback(1), Packets.pubrec(2), Packets.pubcomp(2), Packets.suback(3, 0),
					Packets.pingresp(), Packets.unsuback(4, 0));
			watcher.receives(Packets.publish("q0", ""), Packets.publish("q1", ""), Packets.publish("q2", ""));
		}
	}

	@Test
	@Clause("MQTT-3.1.4-6")
	void what_comes_before_a_refusal_is_never_processed() {
		try (ManualBroker broker = asking()) {
			WirePeer watcher = connected(broker, "watcher").subscribes("#", 0);
			this.accepted = false;
			WirePeer client = broker.peer()
				.send(Packets.connect("client").will("will", "", 0), Packets.publish("q0", "").retain(),
						Packets.publish("q1", "").qos(1).id(1), Packets.subscribe(3, "own", 0));
			this.auth.runAll();
			client.isRefused(0x86);
			watcher.receivesNothing();
			assertThat(broker.statistics().retained()).isZero();
			assertThat(broker.statistics().subscriptions()).isEqualTo(1);
			assertThat(broker.statistics().sessions()).isEqualTo(1);
		}
	}

	@Test
	@Clause("MQTT-3.1.0-2")
	void a_second_connect_while_the_first_is_asked_about_is_refused_and_the_answer_is_void() {
		try (ManualBroker broker = asking()) {
			WirePeer client = broker.peer().send(Packets.connect("client"), Packets.connect("client"));
			client.isRefused(0x82);
			this.auth.runAll();
			broker.run();
			assertThat(this.tally.connected()).isEmpty();
			assertThat(broker.statistics().sessions()).isZero();
		}
	}

	@Test
	void a_client_that_leaves_while_it_is_asked_about_is_never_let_in() {
		try (ManualBroker broker = asking()) {
			broker.peer().send(Packets.connect("client"), Packets.disconnect()).isClosed();
			broker.peer().send(Packets.connect("client")).abort();
			this.auth.runAll();
			broker.run();
			assertThat(this.tally.connected()).isEmpty();
			assertThat(broker.statistics().sessions()).isZero();
			assertThat(broker.statistics().connectionsSize()).isZero();
		}
	}

	@Test
	void auth_without_a_method_is_refused_before_connack_and_after() {
		try (ManualBroker broker = asking()) {
			broker.peer().send(Packets.connect("client"), Packets.auth(0x18, "m", "")).isRefused(0x82);
			connected(broker, "other").send(Packets.auth(0x19, "m", "")).isDisconnected(0x82);
		}
	}

	@ParameterizedTest
	@MethodSource("notForAuthentication")
	@Clause("MQTT-3.1.2-30")
	void during_an_exchange_of_authentication_nothing_else_is_taken(Packet<?> packet) {
		try (ManualBroker broker = new ManualBroker((builder) -> builder.authenticator(new Asking()))) {
			WirePeer client = broker.peer().send(Packets.connect("client").property(Property.AUTH_METHOD, "ask"));
			client.receive();
			client.send(packet).isRefused(0x82);
			assertThat(broker.statistics().sessions()).isZero();
		}
	}

	static List<Packet<?>> notForAuthentication() {
		return List.of(Packets.publish("t", ""), Packets.publish("t", "").qos(1).id(1), Packets.puback(1),
				Packets.pubrec(1), Packets.pubrel(1), Packets.pubcomp(1), Packets.subscribe(1, "t", 0),
				Packets.unsubscribe(1, "t"), Packets.pingreq(), Packets.connect("client"),
				Packets.auth(0x19, "ask", ""), Packets.auth(0x18, "other", ""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "20 03 00 00 00", "90 04 00 01 00 00", "B0 04 00 01 00 00", "D0 00", "00 00",
			"F0 04 00 00 00 00" })
	void a_packet_of_the_wrong_direction_ends_the_connection(String hex) {
		try (ManualBroker broker = new ManualBroker((builder) -> builder.observer(this.tally))) {
			WirePeer neighbour = broker.client(Packets.connect("neighbour"));
			broker.client(Packets.connect("client")).sendHex(hex).isDisconnected(0x81, 0x82);
			broker.client(Packets.connect(Version.V3_1_1, "old"))
				.send(HexFormat.ofDelimiter(" ").parseHex(hex))
				.isDisconnected();
			neighbour.receivesNothing();
			assertThat(this.tally.disconnected()).hasSize(2);
		}
	}

	@Test
	void auth_is_no_packet_of_mqtt_3() {
		try (ManualBroker broker = new ManualBroker()) {
			broker.client(Packets.connect(Version.V3_1_1, "old")).sendHex("F0 00").isDisconnected();
		}
	}

	@Test
	@Clause("MQTT-3.14.4-1")
	void nothing_is_taken_behind_disconnect() {
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer watcher = broker.client(Packets.connect("watcher")).subscribes("#", 0);
			broker.client(Packets.connect("client"))
				.send(Packets.disconnect(), Packets.publish("late", "").qos(1).id(1), Packets.connect("client"),
						Packets.pingreq())
				.isClosed();
			watcher.receivesNothing();
		}
	}

	@Test
	@Clause("MQTT-3.1.0-2")
	void a_second_connect_ends_the_connection() {
		try (ManualBroker broker = new ManualBroker()) {
			broker.client(Packets.connect("client")).send(Packets.connect("client")).isDisconnected(0x82);
			assertThat(broker.statistics().clients()).isZero();
		}
	}

	@Test
	void stray_acknowledgements_raise_no_quota_of_messages_sent() {
		try (ManualBroker broker = new ManualBroker((builder) -> builder
			.configure((config) -> config.limits(MqttLimits.builder().inflightMax(2).build())))) {
			WirePeer client = broker.client(Packets.connect("client")).subscribes("t", 2);
			WirePeer publisher = broker.client(Packets.connect("publisher"));
			for (int i = 0; i < 5; i++) {
				publisher.publishes(Packets.publish("t", "" + i));
			}
			Publish first = client.receivesMessage(Packets.publish("t", "0").qos(1));
			client.receivesMessage(Packets.publish("t", "1").qos(1));
			for (int id = 100; id < 120; id++) {
				client.send(Packets.puback(id), Packets.pubcomp(id));
			}
			client.send(Packets.pubcomp(first.id()));
			client.send(Packets.pubrec(first.id())).receives(Packets.pubrel(first.id()).code(0x92));
			client.receivesNothing();
			client.send(Packets.puback(first.id()), Packets.puback(first.id()), Packets.puback(first.id()));
			client.receivesMessage(Packets.publish("t", "2").qos(1));
			client.receivesNothing();
		}
	}

	@Test
	void stray_releases_raise_no_quota_of_messages_received() {
		try (ManualBroker broker = new ManualBroker((builder) -> builder
			.configure((config) -> config.limits(MqttLimits.builder().receiveMax(2).build())))) {
			WirePeer client = broker.client(Packets.connect("client"));
			for (int id = 100; id < 110; id++) {
				client.send(Packets.pubrel(id)).receives(Packets.pubcomp(id).code(0x92));
			}
			client.send(Packets.publish("t", "").qos(2).id(1)).receive();
			client.send(Packets.publish("t", "").qos(2).id(2)).receive();
			client.send(Packets.pubrel(1), Packets.pubrel(1))
				.receives(Packets.pubcomp(1), Packets.pubcomp(1).code(0x92));
			client.send(Packets.publish("t", "").qos(2).id(3)).receive();
			client.send(Packets.publish("t", "").qos(2).id(4)).isDisconnected(0x93);
		}
	}

	@Test
	@Clause("MQTT-4.3.3-10")
	void an_identifier_that_is_never_released_is_taken_once() {
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer watcher = broker.client(Packets.connect("watcher")).subscribes("t", 0);
			WirePeer client = broker.client(Packets.connect("client").sessionExpiry(100));
			for (int i = 0; i < 500; i++) {
				client.send(Packets.publish("t", "x").qos(2).id(7)).receives(Packets.pubrec(7));
			}
			watcher.receives(Packets.publish("t", "x")).receivesNothing();
		}
	}

	@Test
	void a_client_id_writes_no_line_of_its_own_into_the_log() {
		try (LogLines log = new LogLines(); ManualBroker broker = new ManualBroker((builder) -> builder.debug())) {
			String id = "evil\r\nINFO forged\u001b[2J\u0085\u2028";
			broker.client(Packets.connect(id).userName("u").password("the password"))
				.send(Packets.publish("$forbidden\nforged", "the payload"), Packets.pingreq(), Packets.subscribe(1))
				.receive();
			broker.peer().send(Packets.connect(id).will("w", "the payload", 0).will("$x\n", "", 0)).isRefused(0x90);
			assertThat(log.lines()).isNotEmpty()
				.noneMatch(
						(line) -> line.chars().anyMatch((c) -> c != '\t' && Character.isISOControl(c) || c == 0x2028))
				.noneMatch((line) -> line.contains("the password") || line.contains("the payload"))
				.anyMatch((line) -> line.contains("evil"));
		}
	}

	/** Asks everybody, for ever. */
	private static final class Asking implements MqttAuthenticator {

		@Override
		public boolean supports(@Nullable String method) {
			return true;
		}

		@Override
		public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
			return CompletableFuture.completedFuture(new MqttAuthResult.Challenge(java.nio.ByteBuffer.allocate(1),
					(data) -> CompletableFuture.failedFuture(new IllegalStateException())));
		}

	}

}
