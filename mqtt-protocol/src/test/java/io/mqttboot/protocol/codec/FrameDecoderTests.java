package io.mqttboot.protocol.codec;

import java.util.List;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.FrameDecoder.Role;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.PacketCases;
import io.mqttboot.testkit.PacketCases.Packet;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The life of a decoder: what may come first, what ends it, what it hands over.
 */
class FrameDecoderTests {

	@ParameterizedTest
	@ValueSource(ints = { 3, 4, 5 })
	@Clause("MQTT-3.1.0-1")
	void nothing_comes_before_connect(int level) {
		for (Packet packet : valid(level, true)) {
			try (DecoderPeer peer = DecoderPeer.fresh(Role.SERVER)) {
				peer.send(packet.bytes());
				// without a version, the DUP of MQTT 3.1 is one more fault
				assertThat(peer.refusal()).as(packet.toString())
					.isIn(packet.first() ? List.of(-1) : List.of(0x82, 0x81));
				assertThat(peer.decoded.lines).hasSize(packet.first() ? 1 : 0);
				assertThat(peer.decoder.answerVersion() != null).isEqualTo(packet.first());
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 4, 5 })
	@Clause("MQTT-3.1.0-2")
	void a_second_connect_is_a_protocol_error(int level) {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, level)) {
			peer.send("C0 00").send(PacketCases.connect(level));
			assertThat(peer.refusal()).isEqualTo(0x82);
			assertThat(peer.decoded.lines).containsExactly("PING");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 4, 5 })
	void a_server_says_connack_first_and_once(int level) {
		for (Packet packet : valid(level, false)) {
			try (DecoderPeer peer = DecoderPeer.fresh(Role.CLIENT)) {
				peer.decoder.version(DecoderPeer.version(level));
				peer.send(packet.bytes());
				boolean allowed = packet.first() || packet.type() == 15;
				assertThat(peer.refusal()).as(packet.toString()).isEqualTo(allowed ? PacketCases.VALID : 0x82);
			}
		}
		try (DecoderPeer peer = DecoderPeer.greeted(Role.CLIENT, level)) {
			assertThat(peer.send(PacketCases.connack(level)).refusal()).isEqualTo(0x82);
		}
	}

	@ParameterizedTest
	@EnumSource(Role.class)
	@Clause("MQTT-3.1.0-1")
	void each_packet_type_is_read_in_its_role_and_state_only(Role role) {
		boolean server = role == Role.SERVER;
		for (int level = 3; level <= 5; level++) {
			for (int type = 0; type < 16; type++) {
				assertThat(accepts(role, level, type, false)).as(role + " " + level + " first " + type)
					.isEqualTo(server ? type == 1 : type == 2 || (type == 15 && level == 5));
				boolean both = (type >= 3 && type <= 7) || (type == 15 && level == 5);
				assertThat(accepts(role, level, type, true)).as(role + " " + level + " then " + type)
					.isEqualTo(both || (server ? List.of(8, 10, 12, 14).contains(type)
							: List.of(9, 11, 13).contains(type) || (type == 14 && level == 5)));
			}
		}
	}

	// whether the first byte of a type passes
	private static boolean accepts(Role role, int level, int type, boolean greeted) {
		int flags = (type == 6 || type == 8 || type == 10) ? 2 : 0;
		DecoderPeer peer = greeted ? DecoderPeer.greeted(role, level) : DecoderPeer.fresh(role);
		try (peer) {
			if (role == Role.CLIENT && !greeted) {
				peer.decoder.version(DecoderPeer.version(level));
			}
			peer.send(new byte[] { (byte) (type << 4 | flags) });
			return peer.thrown.isEmpty();
		}
	}

	@Test
	void every_first_byte_is_known_or_refused_at_once() {
		for (int level = 3; level <= 5; level++) {
			int passed = 0;
			for (int first = 0; first < 256; first++) {
				try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, level)) {
					peer.send(new byte[] { (byte) first });
					assertThat(peer.refusal()).isIn(PacketCases.VALID, 0x81, 0x82);
					passed += peer.thrown.isEmpty() ? 1 : 0;
				}
			}
			// PUBLISH 10, acks 4, SUBSCRIBE, UNSUBSCRIBE, PINGREQ, DISCONNECT; 3.1 DUP 3;
			// 5.0
			// AUTH
			assertThat(passed).isEqualTo((level == 3) ? 21 : (level == 4) ? 18 : 19);
		}
	}

	@ParameterizedTest
	@CsvSource({ "3, MQTT_3_1", "4, MQTT_3_1_1", "5, MQTT_5" })
	void the_version_is_that_of_connect(int level, MqttVersion version) {
		try (DecoderPeer peer = DecoderPeer.fresh(Role.SERVER)) {
			assertThat(peer.decoder.version()).isNull();
			peer.send(PacketCases.connect(level));
			assertThat(peer.decoder.version()).isEqualTo(version);
			assertThat(peer.decoder.answerVersion()).isEqualTo(version);
			MqttConnectMessage connect = (MqttConnectMessage) peer.decoded.controls.get(0);
			assertThat(connect.payload().clientIdentifier()).isEqualTo("c1");
			assertThat(connect.variableHeader().keepAliveTimeSeconds()).isEqualTo(60);
		}
	}

	@ParameterizedTest
	@CsvSource({ "MQTT, 06, MQTT_5", "MQTT, FF, MQTT_5", "MQTT, 03, MQTT_3_1_1", "MQTT, 84, MQTT_3_1_1",
			"MQTT, 00, MQTT_3_1_1", "MQIsdp, 04, MQTT_3_1", "MQIsdp, 83, MQTT_3_1", "HTTP, 05," })
	@Clause({ "MQTT-3.1.2-1", "MQTT-3.1.2-2", "3.1.1:MQTT-3.1.2-2" })
	void an_unsupported_level_is_refused_in_a_version_that_the_client_understands(String name, String level,
			MqttVersion answer) {
		try (DecoderPeer peer = DecoderPeer.fresh(Role.SERVER)) {
			peer.send("10 [ \"" + name + "\" " + level + " 02 0000 00 \"c\" ]");
			assertThat(peer.refusal()).isEqualTo(0x84);
			assertThat(peer.decoder.answerVersion()).isEqualTo(answer);
			assertThat(peer.decoder.version()).isNull();
		}
	}

	@Test
	void after_a_refusal_all_further_bytes_are_dropped() {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 5)) {
			peer.send("C0 00 36 00 C0 00").send("C0 00");
			assertThat(peer.refusal()).isEqualTo(0x81);
			assertThat(peer.decoded.lines).containsExactly("PING");
		}
	}

	@Test
	void after_an_exception_of_the_receiver_all_further_bytes_are_dropped() {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 5)) {
			peer.decoded.objection = new MqttProtocolException(MqttReasonCode.QUOTA_EXCEEDED, "enough");
			peer.send("C0", "00 C0 00").send("C0 00");
			assertThat(peer.thrown).containsExactly(peer.decoded.objection);
			assertThat(peer.decoded.lines).containsExactly("PING");
		}
	}

	@Test
	void a_receiver_that_throws_in_an_assembled_packet_leaves_no_buffer() {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 5)) {
			peer.decoded.objection = new IllegalStateException("a bug");
			peer.send("32 07 \"a\" 00", "01 00 'x' C0 00");
			assertThat(peer.thrown).containsExactly(peer.decoded.objection);
			assertThat(peer.bytesHeld()).isZero();
		}
	}

	@Test
	@Clause("MQTT-3.14.4-1")
	void nothing_is_read_after_disconnect() {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 4)) {
			peer.send("E0 00 C0 00 FF").send("FF");
			assertThat(peer.decoded.lines).hasSize(1).first().asString().contains("DISCONNECT");
			assertThat(peer.thrown).isEmpty();
		}
	}

	@Test
	void a_receiver_that_has_enough_gets_no_more_of_the_same_read() {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 4)) {
			peer.decoded.reaction = peer.decoder::end;
			peer.send("32 08 \"a/b\"", "0001 'x' C0 00 30 7F").send("C0 00");
			assertThat(peer.decoded.lines).hasSize(1);
			assertThat(peer.thrown).isEmpty();
			assertThat(peer.bytesHeld()).isZero();
		}
	}

	@Test
	void a_receiver_that_removes_the_decoder_gets_no_more_of_the_same_read() {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 4)) {
			peer.decoded.reaction = () -> peer.channel.pipeline().remove(peer.decoder);
			peer.send("C0 00 C0 00");
			assertThat(peer.decoded.lines).containsExactly("PING");
			assertThat(peer.thrown).isEmpty();
		}
	}

	@Test
	void half_a_packet_is_released_when_the_channel_closes() {
		DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 4);
		peer.send("30 7F 0001 74");
		assertThat(peer.bytesHeld()).isPositive();
		peer.channel.close();
		assertThat(peer.bytesHeld()).isZero();
		peer.close();
	}

	@Test
	void half_a_packet_is_released_when_the_decoder_is_removed() {
		DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 4);
		peer.send("30 7F 0001 74");
		assertThat(peer.bytesHeld()).isPositive();
		peer.channel.pipeline().remove(peer.decoder);
		assertThat(peer.bytesHeld()).isZero();
		peer.close();
	}

	@Test
	void a_repeated_topic_is_one_string() {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 5)) {
			peer.send("30 [ \"a/b\" 00 '1' ] 32 [ \"a/b\" 0001 00 '2' ] 30 [ \"a/c\" 00 '3' ] 30 [ \"a/b\" 00 ]");
			List<String> topics = peer.decoded.publishes.stream().map((publish) -> publish.message().topic()).toList();
			assertThat(topics).containsExactly("a/b", "a/b", "a/c", "a/b");
			assertThat(topics.get(1)).isSameAs(topics.get(0));
		}
	}

	@Test
	void a_message_without_properties_allocates_none() {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 5)) {
			peer.send("30 [ \"a\" 00 ] 30 [ \"a\" [ 23 0001 ] ]");
			assertThat(peer.decoded.publishes).extracting((publish) -> publish.message().properties())
				.allMatch((properties) -> properties == io.mqttboot.MqttMessageProperties.NONE);
			assertThat(peer.decoded.publishes).extracting(Publish::topicAlias).containsExactly(0, 1);
		}
	}

	@Test
	void properties_of_one_packet_do_not_reach_the_next() {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.CLIENT, 5)) {
			peer.send(
					"30 [ \"a\" [ 23 0001 0B 05 03 \"text\" 26 \"n\" \"v\" ] ] 30 [ \"a\" 00 ] 30 [ \"a\" [ 01 01 ] ]");
			assertThat(peer.decoded.publishes).extracting(Publish::topicAlias).containsExactly(1, 0, 0);
			assertThat(peer.decoded.publishes).extracting((publish) -> publish.subscriptionIds().length)
				.containsExactly(1, 0, 0);
			assertThat(peer.decoded.publishes.get(2).message().properties().contentType()).isNull();
			assertThat(peer.decoded.publishes.get(2).message().properties().userProperties()).isEmpty();
		}
	}

	@Test
	void all_subscription_identifiers_are_kept_in_order() {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.CLIENT, 5)) {
			peer.send("30 [ \"a\" [" + " 0B 07".repeat(9) + " 0B 08 ] ] 30 [ \"a\" [ 0B 09 ] ]");
			assertThat(peer.decoded.publishes.get(0).subscriptionIds()).containsExactly(7, 7, 7, 7, 7, 7, 7, 7, 7, 8);
			assertThat(peer.decoded.publishes.get(1).subscriptionIds()).containsExactly(9);
		}
	}

	@Test
	void what_is_no_buffer_is_passed_on() {
		try (DecoderPeer peer = DecoderPeer.fresh(Role.SERVER)) {
			peer.channel.writeInbound("event");
			assertThat(peer.channel.<Object>readInbound()).isEqualTo("event");
		}
	}

	private static List<Packet> valid(int level, boolean toServer) {
		return PacketCases.all()
			.stream()
			.filter((packet) -> packet.valid() && packet.level() == level && packet.toServer() == toServer)
			.toList();
	}

	@Test
	void a_receiver_that_yields_gets_the_rest_of_a_read_when_it_goes_on_and_in_order() {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 4)) {
			peer.decoded.yields = true;
			peer.send("40 02 00 01 40 02 00 02 40 02 00 03");
			assertThat(peer.decoded.packets).isEqualTo(1);
			peer.send("40 02 00 04 40 02"); // what comes meanwhile waits behind it
			assertThat(peer.decoded.packets).isEqualTo(1);
			peer.decoder.goOn();
			assertThat(peer.decoded.packets).isEqualTo(2);
			peer.decoded.yields = false;
			peer.decoder.goOn();
			peer.send("00 05");
			assertThat(peer.decoded.lines).containsExactly("PUBACK 1 SUCCESS", "PUBACK 2 SUCCESS", "PUBACK 3 SUCCESS",
					"PUBACK 4 SUCCESS", "PUBACK 5 SUCCESS");
		}
	}

	@Test
	void nobody_yields_behind_the_last_packet_of_a_read() {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 4)) {
			peer.decoded.yields = true;
			peer.send("40 02 00 01").send("40 02 00 02");
			assertThat(peer.decoded.packets).isEqualTo(2);
		}
	}

	@Test
	void a_fault_in_what_waited_is_caught_as_any_other_and_nothing_behind_it_is_read() {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 4)) {
			peer.decoded.yields = true;
			peer.send("40 02 00 01 40 02 00 00 40 02 00 03").send("40 02 00 04");
			peer.decoder.goOn();
			assertThat(peer.refusal()).isPositive();
			peer.decoder.goOn();
			assertThat(peer.decoded.lines).containsExactly("PUBACK 1 SUCCESS");
		}
	}

	@Test
	void what_waits_when_a_connection_ends_is_given_back() {
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 4)) {
			peer.decoded.yields = true;
			peer.send("40 02 00 01 40 02 00 02").send("40 02 00 03");
		} // every buffer is counted
	}

}
