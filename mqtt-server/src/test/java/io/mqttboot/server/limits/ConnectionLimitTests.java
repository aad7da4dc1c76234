package io.mqttboot.server.limits;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.ManualBroker.ManualWire;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What strangers may use up: connections, time, bytes, sessions.
 */
class ConnectionLimitTests {

	// a remaining length of 268,435,455
	private static final String LARGEST = "FF FF FF 7F";

	private final Tally tally = new Tally();

	@Test
	void a_connection_too_many_is_closed_at_once_and_its_place_is_free_again_later() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.connectionsMax(2))) {
			WirePeer first = broker.client(Packets.connect("first"));
			WirePeer second = broker.client(Packets.connect("second"));
			ManualWire third = broker.wire(0);
			assertThat(third.closed()).isTrue();
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.QUOTA_EXCEEDED, 1));
			first.receivesNothing().leaves();
			broker.client(Packets.connect("third"));
			second.receivesNothing();
			assertThat(broker.statistics().connectionsAccepted()).isEqualTo(4);
			assertThat(broker.statistics().connectionsSize()).isEqualTo(2);
		}
	}

	@Test
	void a_silent_stranger_is_closed_at_the_deadline() {
		try (ManualBroker broker = LimitedBroker.of(this.tally,
				(limits) -> limits.connectTimeout(Duration.ofSeconds(4)))) {
			ManualWire silent = broker.wire(0);
			broker.advance(Duration.ofSeconds(4));
			assertThat(silent.closed()).isFalse();
			broker.advance(Duration.ofSeconds(2));
			assertThat(silent.closed()).isTrue();
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.MAXIMUM_CONNECT_TIME, 1));
		}
	}

	@Test
	void bytes_that_dribble_do_not_move_the_deadline() {
		try (ManualBroker broker = LimitedBroker.of(this.tally,
				(limits) -> limits.connectTimeout(Duration.ofSeconds(10)))) {
			WirePeer neighbour = broker.client(Packets.connect("neighbour").keepAlive(0));
			byte[] connect = Packets.connect("dribbling").bytes(Version.V5);
			ManualWire wire = broker.wire(0);
			for (int i = 0; i < connect.length - 1 && !wire.closed(); i++) {
				wire.send(new byte[] { connect[i] });
				broker.advance(Duration.ofSeconds(1));
			}
			assertThat(wire.closed()).isTrue();
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.MAXIMUM_CONNECT_TIME, 1));
			neighbour.receivesNothing();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "00", "20", "30", "31", "32", "34", "3D", "40", "50", "62", "70", "82", "90", "A2", "B0",
			"C0", "D0", "E0", "F0" })
	@Clause("MQTT-3.1.0-1")
	void any_other_first_packet_is_refused_by_its_first_byte(String first) {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits)) {
			ManualWire wire = broker.wire(0);
			wire.send(HexFormat.of().parseHex(first));
			new WirePeer(wire).isClosed();
			assertThat(this.tally.refusals().values()).containsExactly(1);
		}
	}

	@Test
	void a_connect_that_announces_256_megabytes_is_refused_before_they_come() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits)) {
			ManualWire wire = broker.wire(0);
			for (byte each : HexFormat.ofDelimiter(" ").parseHex("10 " + LARGEST)) {
				assertThat(wire.closed()).isFalse();
				wire.send(new byte[] { each });
			}
			new WirePeer(wire).isRefused(0x95);
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.PACKET_TOO_LARGE, 1));
		}
	}

	@Test
	void a_strangers_first_packet_is_bounded_also_where_clients_may_send_more() {
		try (ManualBroker broker = LimitedBroker.of(this.tally,
				(limits) -> limits.packetBytesMax(1_000_000).firstPacketBytesMax(200))) {
			broker.peer().send(Packets.connect("x".repeat(300))).isRefused(0x95);
			WirePeer client = broker.client(Packets.connect("client")).subscribes("t", 0);
			client.send(Packets.publish("t", new byte[500_000]));
			assertThat(client.receive().size()).isGreaterThan(500_000);
		}
	}

	@Test
	void packets_that_come_before_connack_are_bounded() {
		try (ManualBroker broker = new ManualBroker((builder) -> builder.observer(this.tally)
			.authenticator((request) -> new java.util.concurrent.CompletableFuture<>()))) {
			byte[] connect = Packets.connect("eager").bytes(Version.V5);
			byte[] all = java.util.Arrays.copyOf(connect, connect.length + 2 * 30_000);
			for (int i = connect.length; i < all.length; i += 2) {
				all[i] = (byte) 0xC0; // PINGREQ
			}
			broker.peer().send(all).isRefused(0x97);
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.QUOTA_EXCEEDED, 1));
		}
	}

	@Test
	void a_session_too_many_is_refused_and_those_that_are_there_go_on() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.sessionsMax(2))) {
			broker.client(Packets.connect("offline").sessionExpiry(1_000)).leaves();
			WirePeer second = broker.client(Packets.connect("second"), 1);
			broker.peer().send(Packets.connect("third")).isRefused(0x97);
			broker.peer(1).send(Packets.connect(Version.V3_1_1, "third")).isRefused(3);
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.QUOTA_EXCEEDED, 2));
			second.receivesNothing();
			assertThat(broker.client(Packets.connect("offline").resume()).receivesNothing()).isNotNull();
			second.leaves();
			broker.client(Packets.connect("third"));
		}
	}

	@Test
	void a_client_that_does_not_read_its_last_words_is_closed_all_the_same() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits)) {
			ManualWire wire = broker.wire(0);
			WirePeer client = new WirePeer(wire);
			client.connects(Packets.connect("deaf").keepAlive(10));
			wire.takes(false);
			client.send(Packets.pingreq());
			broker.advance(Duration.ofSeconds(18));
			assertThat(this.tally.disconnected()).containsExactly("deaf KEEP_ALIVE_TIMEOUT");
			assertThat(broker.statistics().connectionsSize()).isEqualTo(1);
			broker.advance(Duration.ofSeconds(7));
			assertThat(broker.statistics().connectionsSize()).isZero();
		}
	}

}
