package io.mqttboot.protocol.codec;

import java.nio.ByteBuffer;
import java.util.List;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.MqttVersion;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.PacketCases;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Exact bytes of what is written.
 */
class PublishFrameTests {

	private static final MqttMessage PLAIN = MqttMessage.of("a/b", "hello", MqttQos.EXACTLY_ONCE, true);

	private static final MqttMessageProperties ALL = new MqttMessageProperties(true, 60, "text/plain", "re/ply",
			ByteBuffer.wrap(new byte[] { 0, -1 }),
			List.of(new MqttUserProperty("n", "v"), new MqttUserProperty("n", "w")));

	@Test
	@Clause("MQTT-3.3.2-1")
	void a_frame_without_id_is_written_as_it_is() {
		assertFrame(MqttVersion.MQTT_3_1, MqttQos.AT_MOST_ONCE, false, "30 [ \"a/b\" 'hello' ]");
		assertFrame(MqttVersion.MQTT_3_1_1, MqttQos.AT_MOST_ONCE, true, "31 [ \"a/b\" 'hello' ]");
		assertFrame(MqttVersion.MQTT_5, MqttQos.AT_MOST_ONCE, false, "30 [ \"a/b\" 00 'hello' ]");
	}

	@Test
	void a_frame_gets_the_id_of_each_receiver() {
		assertFrame(MqttVersion.MQTT_3_1_1, MqttQos.AT_LEAST_ONCE, false, "32 [ \"a/b\" BEEF 'hello' ]");
		assertFrame(MqttVersion.MQTT_5, MqttQos.EXACTLY_ONCE, true, "35 [ \"a/b\" BEEF 00 'hello' ]");
		PublishFrame frame = PublishFrame.of(MqttVersion.MQTT_5, PLAIN, MqttQos.AT_LEAST_ONCE, false);
		ByteBuf out = Unpooled.buffer();
		frame.write(out, 1);
		frame.write(out, 2);
		assertBytes(out, "32 [ \"a/b\" 0001 00 'hello' ] 32 [ \"a/b\" 0002 00 'hello' ]");
	}

	@Test
	void the_id_is_found_behind_a_length_of_several_bytes() {
		MqttMessage message = MqttMessage.of("汽车", "x".repeat(8_000), MqttQos.AT_LEAST_ONCE, false);
		ByteBuf out = Unpooled.buffer();
		PublishFrame.of(MqttVersion.MQTT_5, message, MqttQos.AT_LEAST_ONCE, false).write(out, 0x1234);
		assertBytes(out, "32 [ \"汽车\" 1234 00 78*8000 ]");
	}

	@Test
	void a_large_payload_follows_its_frame_as_a_buffer_of_its_own() {
		MqttMessage large = MqttMessage.of("汽车", "x".repeat(20_000), MqttQos.AT_LEAST_ONCE, false);
		ByteBuf out = Unpooled.buffer();
		PublishFrame.of(MqttVersion.MQTT_5, large, MqttQos.AT_LEAST_ONCE, false).write(out, 0x1234);
		ByteBuf payload = PublishFrame.payload(large, UnpooledByteBufAllocator.DEFAULT, true);
		assertThat(payload.isDirect()).isTrue();
		assertBytes(out.writeBytes(payload), "32 [ \"汽车\" 1234 00 78*20000 ]");
		payload.release();
	}

	@Test
	void a_head_is_the_packet_without_its_payload() {
		ByteBuf out = Unpooled.buffer();
		PublishFrame.writeHead(out, MqttVersion.MQTT_5, PLAIN, MqttQos.AT_LEAST_ONCE, true, true, 10, 0,
				Publish.NO_IDS);
		assertBytes(out.writeBytes(PLAIN.payload()), "3B [ \"a/b\" 000A 00 'hello' ]");
	}

	@Test
	void all_properties_are_written_unaltered() {
		ByteBuf out = Unpooled.buffer();
		PublishFrame.write(out, MqttVersion.MQTT_5, PLAIN.withProperties(ALL), MqttQos.AT_LEAST_ONCE, true, true, 10, 2,
				new int[] { 1, 268_435_455 });
		assertBytes(out, """
				3B [ "a/b" 000A [ 23 0002 0B 01 0B FFFFFF7F 01 01 02 0000003C 03 "text/plain" 08 "re/ply" 09 { 00FF }
				26 "n" "v" 26 "n" "w" ] 'hello' ]""");
		assertThat(out.readableBytes()).isEqualTo(PublishFrame.bytes(MqttVersion.MQTT_5, PLAIN.withProperties(ALL),
				MqttQos.AT_LEAST_ONCE, 2, new int[] { 1, 268_435_455 }));
	}

	@Test
	void a_known_alias_leaves_the_topic_empty() {
		ByteBuf out = Unpooled.buffer();
		PublishFrame.write(out, MqttVersion.MQTT_5, PLAIN, MqttQos.AT_MOST_ONCE, false, false, 0, -300, Publish.NO_IDS);
		assertBytes(out, "30 [ \"\" [ 23 012C ] 'hello' ]");
		assertThat(PublishFrame.bytes(MqttVersion.MQTT_5, PLAIN, MqttQos.AT_MOST_ONCE, -300, Publish.NO_IDS))
			.isEqualTo(out.readableBytes());
	}

	@Test
	void mqtt_3_knows_no_properties_aliases_and_identifiers() {
		ByteBuf out = Unpooled.buffer();
		PublishFrame.write(out, MqttVersion.MQTT_3_1_1, PLAIN.withProperties(ALL), MqttQos.AT_LEAST_ONCE, false, true,
				1, -1, new int[] { 1 });
		assertBytes(out, "3A [ \"a/b\" 0001 'hello' ]");
		assertThat(PublishFrame.bytes(MqttVersion.MQTT_3_1_1, PLAIN.withProperties(ALL), MqttQos.AT_LEAST_ONCE, -1,
				new int[] { 1 }))
			.isEqualTo(out.readableBytes());
	}

	@Test
	void an_expiry_above_two_gigaseconds_and_unset_values_are_written_right() {
		MqttMessageProperties properties = new MqttMessageProperties(false, 0xFFFF_FFFFL, null, null, null, List.of());
		ByteBuf out = Unpooled.buffer();
		PublishFrame.of(MqttVersion.MQTT_5, PLAIN.withProperties(properties), MqttQos.AT_MOST_ONCE, false)
			.write(out, 0);
		assertBytes(out, "30 [ \"a/b\" [ 01 00 02 FFFFFFFF ] 'hello' ]");
	}

	@Test
	void what_does_not_fit_into_a_packet_is_refused() {
		MqttMessage longTopic = PLAIN.withTopic("t".repeat(65_536));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PublishFrame.of(MqttVersion.MQTT_5, longTopic, MqttQos.AT_MOST_ONCE, false));
		MqttMessageProperties longType = new MqttMessageProperties(null, MqttMessageProperties.NO_EXPIRY,
				"c".repeat(65_536), null, null, List.of());
		assertThatIllegalArgumentException().isThrownBy(
				() -> PublishFrame.of(MqttVersion.MQTT_5, PLAIN.withProperties(longType), MqttQos.AT_MOST_ONCE, false));
	}

	@ParameterizedTest
	@CsvSource({ "PUBACK, SUCCESS, 40 02 0A0B", "PUBREC, SUCCESS, 50 02 0A0B", "PUBREL, SUCCESS, 62 02 0A0B",
			"PUBCOMP, SUCCESS, 70 02 0A0B", "PUBACK, NO_MATCHING_SUBSCRIBERS, 40 03 0A0B10",
			"PUBREC, QUOTA_EXCEEDED, 50 03 0A0B97", "PUBREL, PACKET_IDENTIFIER_NOT_FOUND, 62 03 0A0B92",
			"PUBCOMP, PACKET_IDENTIFIER_NOT_FOUND, 70 03 0A0B92" })
	@Clause({ "MQTT-3.4.2-1", "MQTT-3.6.1-1" })
	void an_acknowledgement_has_a_reason_where_the_version_and_the_reason_need_one(AckType type, MqttReasonCode reason,
			String expected) {
		ByteBuf out = Unpooled.buffer();
		AckFrame.write(out, MqttVersion.MQTT_5, type, 0x0A0B, reason);
		assertBytes(out, expected);
		AckFrame.write(out.clear(), MqttVersion.MQTT_3_1_1, type, 0x0A0B, reason);
		assertBytes(out, expected.substring(0, 2) + " 02 0A0B");
	}

	private static void assertFrame(MqttVersion version, MqttQos qos, boolean retain, String expected) {
		PublishFrame frame = PublishFrame.of(version, PLAIN, qos, retain);
		ByteBuf out = Unpooled.buffer().writeByte(0x55);
		frame.write(out, 0xBEEF);
		assertBytes(out.skipBytes(1), expected);
	}

	private static void assertBytes(ByteBuf out, String expected) {
		assertThat(ByteBufUtil.getBytes(out)).isEqualTo(PacketCases.bytes(expected));
	}

}
