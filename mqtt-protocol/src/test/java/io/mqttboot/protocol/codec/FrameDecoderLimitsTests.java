package io.mqttboot.protocol.codec;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import io.mqttboot.protocol.codec.FrameDecoder.Role;
import io.mqttboot.testkit.PacketCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Limits: each holds at its last value and refuses the next one.
 */
class FrameDecoderLimitsTests {

	private static final DecoderLimits NARROW = new DecoderLimits(Role.SERVER, 100, 40, 10, 4, 2);

	@Test
	void a_packet_of_the_largest_size_is_read() {
		assertThat(answer(4, "30 [ \"t\" 00*95 ]")).isEqualTo(PacketCases.VALID);
	}

	@Test
	void a_larger_packet_is_refused_by_its_fixed_header_alone() {
		try (DecoderPeer peer = DecoderPeer.greeted(NARROW, 5)) {
			peer.send("30 63");
			assertThat(peer.refusal()).isEqualTo(0x95);
			assertThat(peer.decoded.lines).isEmpty();
		}
	}

	@Test
	void a_packet_of_256_megabytes_costs_nothing() {
		try (DecoderPeer peer = DecoderPeer.fresh(Role.SERVER)) {
			peer.send("10 FF", "FF", "FF");
			assertThat(peer.thrown).isEmpty();
			peer.send("7F");
			assertThat(peer.refusal()).isEqualTo(0x95);
			peer.send(new byte[60_000]);
			assertThat(peer.bytesHeld()).isZero();
		}
	}

	@Test
	void memory_follows_the_bytes_that_came_and_not_those_announced() {
		DecoderLimits wide = new DecoderLimits(Role.SERVER, Integer.MAX_VALUE, Integer.MAX_VALUE, 100, 100, 100);
		try (DecoderPeer peer = DecoderPeer.fresh(wide)) {
			peer.send("10 FFFFFF7F 00");
			assertThat(peer.bytesHeld()).isLessThanOrEqualTo(1024);
			peer.send(new byte[10_000]);
			assertThat(peer.bytesHeld()).isLessThanOrEqualTo(4 * 10_001);
			assertThat(peer.thrown).isEmpty();
		}
	}

	@Test
	void a_packet_in_crumbs_is_copied_to_a_new_buffer_seldom() {
		byte[] packet = PacketCases.bytes("30 [ \"t\" 00 41*1000000 ]");
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, 5)) {
			Set<Long> sizes = new HashSet<>();
			for (int i = 0; i < packet.length; i += 7) {
				peer.send(Arrays.copyOfRange(packet, i, Math.min(packet.length, i + 7)));
				sizes.add(peer.bytesHeld());
			}
			assertThat(peer.decoded.publishes).singleElement()
				.matches((publish) -> publish.message().payloadBytes() == 1_000_000);
			// each size at least twice the one before, so that all copies are less than
			// two packets
			assertThat(sizes).hasSizeLessThanOrEqualTo(13).contains(0L);
		}
	}

	@Test
	void the_first_packet_has_its_own_limit() {
		try (DecoderPeer peer = DecoderPeer.fresh(NARROW)) {
			peer.send("10 [ \"MQTT\" 04 02 0000 { 41*26 } ]");
			assertThat(peer.refusal()).isEqualTo(PacketCases.VALID);
		}
		try (DecoderPeer peer = DecoderPeer.fresh(NARROW)) {
			peer.send("10 [ \"MQTT\" 04 02 0000 { 41*27 } ]");
			assertThat(peer.refusal()).isEqualTo(0x95);
		}
	}

	@Test
	void the_limit_for_strangers_holds_until_the_client_is_accepted() {
		try (DecoderPeer peer = DecoderPeer.fresh(NARROW)) {
			peer.send(PacketCases.connect(5)).send("F0 [ 18 [ 15 \"M\" 16 { 41*40 } ] ]");
			assertThat(peer.refusal()).isEqualTo(0x95);
		}
		assertThat(answer(5, "F0 [ 18 [ 15 \"M\" 16 { 41*40 } ] ]")).isEqualTo(PacketCases.VALID);
	}

	@ParameterizedTest
	@CsvSource({ "1234567890, -1", "12345678901, 90", "汽车/a, -1", "汽车汽车, 90", "a/b/c/d, -1", "a/b/c/d/e, 90",
			"////, 90" })
	void a_topic_is_limited_in_bytes_and_levels(String topic, String answer) {
		assertThat(answer(4, "30 [ \"" + topic + "\" ]")).isEqualTo(Integer.parseInt(answer, 16));
		assertThat(answer(5, "30 [ \"t\" [ 08 \"" + topic + "\" ] ]")).isEqualTo(Integer.parseInt(answer, 16));
		try (DecoderPeer peer = DecoderPeer.fresh(NARROW)) {
			peer.send("10 [ \"MQTT\" 04 06 0000 \"c\" \"" + topic + "\" { } ]");
			assertThat(peer.refusal()).isEqualTo(Integer.parseInt(answer, 16));
		}
	}

	@ParameterizedTest
	@CsvSource({ "1234567890, -1", "12345678901, 8F", "a/b/c/d, -1", "a/b/c/d/e, 8F" })
	void a_filter_is_limited_in_bytes_and_levels(String filter, String answer) {
		assertThat(answer(4, "82 [ 0001 \"" + filter + "\" 00 ]")).isEqualTo(Integer.parseInt(answer, 16));
		assertThat(answer(5, "82 [ 0001 00 \"a\" 00 \"" + filter + "\" 00 ]")).isEqualTo(Integer.parseInt(answer, 16));
		assertThat(answer(4, "A2 [ 0001 \"" + filter + "\" ]")).isEqualTo(Integer.parseInt(answer, 16));
	}

	@ParameterizedTest
	@CsvSource({ "2, -1", "3, 97" })
	void user_properties_are_limited_in_every_packet(int count, String answer) {
		String properties = " 26 \"n\" \"v\"".repeat(count);
		int expected = Integer.parseInt(answer, 16);
		assertThat(answer(5, "30 [ \"t\" [" + properties + " ] ]")).isEqualTo(expected);
		assertThat(answer(5, "40 [ 0001 00 [" + properties + " ] ]")).isEqualTo(expected);
		assertThat(answer(5, "82 [ 0001 [" + properties + " ] \"t\" 00 ]")).isEqualTo(expected);
		assertThat(answer(5, "E0 [ 00 [" + properties + " ] ]")).isEqualTo(expected);
	}

	@Test
	void user_properties_of_a_connect_and_its_will_count_together() {
		DecoderLimits limits = new DecoderLimits(Role.SERVER, 100, 100, 10, 4, 2);
		try (DecoderPeer peer = DecoderPeer.fresh(limits)) {
			peer.send(
					"10 [ \"MQTT\" 05 06 0000 [ 26 \"n\" \"v\" ] \"c\" [ 26 \"n\" \"v\" 26 \"n\" \"v\" ] \"t\" { } ]");
			assertThat(peer.refusal()).isEqualTo(0x97);
		}
	}

	private static int answer(int level, String packet) {
		try (DecoderPeer peer = DecoderPeer.greeted(NARROW, level)) {
			return peer.send(packet).refusal();
		}
	}

}
