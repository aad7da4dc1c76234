package io.mqttboot.protocol.codec;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.PacketCases;
import io.mqttboot.testkit.PacketCases.Packet;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every row of the table of packets, whole and in pieces. What only a server must send is
 * read here as its client would, and is no proof of our server.
 */
@Clause({ "MQTT-1.5.4-1", "MQTT-1.5.4-2", "MQTT-1.5.5-1", "MQTT-1.5.7-1", "MQTT-2.1.3-1", "MQTT-2.2.1-2",
		"MQTT-2.2.1-3", "MQTT-2.2.2-1", "MQTT-3.1.2-1", "MQTT-3.1.2-2", "MQTT-3.1.2-3", "MQTT-3.1.2-9", "MQTT-3.1.2-11",
		"MQTT-3.1.2-12", "MQTT-3.1.2-13", "MQTT-3.1.3-1", "MQTT-3.1.3-3", "MQTT-3.1.3-4", "MQTT-3.1.3-11",
		"MQTT-3.1.3-12", "MQTT-3.3.1-2", "MQTT-3.3.1-4", "MQTT-3.3.2-1", "MQTT-3.3.2-2", "MQTT-3.3.2-8",
		"MQTT-3.3.2-13", "MQTT-3.3.2-14", "MQTT-3.3.2-19", "MQTT-3.3.4-6", "MQTT-3.4.2-1", "MQTT-3.5.2-1",
		"MQTT-3.6.1-1", "MQTT-3.6.2-1", "MQTT-3.7.2-1", "MQTT-3.8.1-1", "MQTT-3.8.3-1", "MQTT-3.8.3-2", "MQTT-3.8.3-4",
		"MQTT-3.8.3-5", "MQTT-3.10.1-1", "MQTT-3.10.3-1", "MQTT-3.10.3-2", "MQTT-3.14.1-1", "MQTT-3.14.2-1",
		"MQTT-3.15.1-1", "MQTT-3.15.2-1", "MQTT-4.7.3-1", "MQTT-4.7.3-2", "3.1.1:MQTT-3.1.2-22", "3.1.1:MQTT-3.1.3-8",
		"3.1.1:MQTT-3.8.3-4" })
class PacketTableTests {

	@ParameterizedTest(name = "{0}")
	@MethodSource("all")
	void a_packet_is_handed_over_or_refused_as_the_table_says(Packet packet) {
		try (DecoderPeer peer = DecoderPeer.of(packet)) {
			peer.send(packet.bytes());
			assertThat(Integer.toHexString(peer.refusal())).isEqualTo(Integer.toHexString(packet.answer()));
			assertThat(peer.decoded.lines).hasSize(packet.valid() ? 1 : 0);
			assertThat(peer.decoded.packets).isEqualTo(packet.valid() ? 1 : 0);
			assertThat(peer.decoded.bytes).isEqualTo(packet.valid() ? packet.bytes().length : 0);
			assertThat(peer.bytesHeld()).isZero();
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("valid")
	void a_packet_cut_anywhere_is_the_same(Packet packet) {
		List<String> whole = decode(packet, packet.bytes());
		byte[] bytes = packet.bytes();
		int step = Math.max(1, bytes.length / 200);
		for (int cut = 1; cut < bytes.length; cut += step) {
			assertThat(decode(packet, Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length)))
				.isEqualTo(whole);
		}
		assertThat(decode(packet, singles(bytes))).isEqualTo(whole);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("all")
	void the_kind_of_buffer_makes_no_difference(Packet packet) {
		byte[] bytes = packet.bytes();
		int half = bytes.length / 2;
		for (ByteBuf in : List.of(Unpooled.directBuffer().writeBytes(bytes),
				Unpooled.directBuffer().writeByte(0).writeBytes(bytes).skipBytes(1),
				Unpooled.wrappedBuffer(bytes).asReadOnly(),
				Unpooled.wrappedBuffer(Arrays.copyOf(bytes, half), Arrays.copyOfRange(bytes, half, bytes.length)))) {
			try (DecoderPeer peer = DecoderPeer.of(packet)) {
				peer.send(in);
				assertThat(peer.refusal()).isEqualTo(packet.answer());
				assertThat(peer.decoded.lines).isEqualTo(packet.valid() ? decode(packet, bytes) : List.of());
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refused")
	void a_bad_packet_in_single_bytes_has_the_same_answer(Packet packet) {
		try (DecoderPeer peer = DecoderPeer.of(packet)) {
			peer.send(singles(packet.bytes()));
			assertThat(Integer.toHexString(peer.refusal())).isEqualTo(Integer.toHexString(packet.answer()));
			assertThat(peer.decoded.lines).isEmpty();
			assertThat(peer.bytesHeld()).isZero();
		}
	}

	@Test
	void packets_in_one_read_come_in_order() {
		for (int level = 3; level <= 5; level++) {
			int connection = level;
			List<Packet> packets = valid().stream()
				.filter((packet) -> packet.level() == connection && packet.toServer())
				.filter((packet) -> packet.type() != 1 && packet.type() != 14)
				.toList();
			List<String> apart = packets.stream().flatMap((packet) -> decode(packet, packet.bytes()).stream()).toList();
			try (DecoderPeer peer = DecoderPeer.greeted(FrameDecoder.Role.SERVER, level)) {
				peer.send(join(packets));
				assertThat(peer.decoded.lines).isEqualTo(apart);
				assertThat(peer.thrown).isEmpty();
			}
		}
	}

	@Test
	void the_table_names_each_case_once() {
		List<String> names = PacketCases.all().stream().map(Packet::toString).toList();
		assertThat(names).doesNotHaveDuplicates();
		assertThat(PacketCases.all().stream().map(Packet::type).collect(Collectors.toSet()))
			.containsAll(IntStream.rangeClosed(0, 15).boxed().toList());
	}

	static List<Packet> all() {
		return PacketCases.all();
	}

	static List<Packet> valid() {
		return PacketCases.all().stream().filter(Packet::valid).toList();
	}

	static List<Packet> refused() {
		return PacketCases.all().stream().filter((packet) -> !packet.valid()).toList();
	}

	private static List<String> decode(Packet packet, byte[]... chunks) {
		try (DecoderPeer peer = DecoderPeer.of(packet)) {
			peer.send(chunks);
			assertThat(peer.thrown).isEmpty();
			assertThat(peer.decoded.lines).hasSize(1);
			return List.copyOf(peer.decoded.lines);
		}
	}

	static byte[][] singles(byte[] bytes) {
		byte[][] singles = new byte[bytes.length][];
		for (int i = 0; i < bytes.length; i++) {
			singles[i] = new byte[] { bytes[i] };
		}
		return singles;
	}

	private static byte[] join(List<Packet> packets) {
		java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
		packets.forEach((packet) -> all.writeBytes(packet.bytes()));
		return all.toByteArray();
	}

}
