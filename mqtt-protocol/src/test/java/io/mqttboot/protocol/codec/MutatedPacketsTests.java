package io.mqttboot.protocol.codec;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.protocol.codec.FrameDecoder.Role;
import io.mqttboot.testkit.PacketCases;
import io.mqttboot.testkit.PacketCases.Packet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Packets of the table, damaged as an attacker would: nothing but a protocol error leaves
 * the decoder, none that our own rules have overlooked and Netty's have not, no buffer
 * stays, and where the packet is cut does not change the answer.
 */
class MutatedPacketsTests {

	private static final int ROUNDS = 20_000;

	private static final byte[] LIKELY = { 0, 1, 2, 3, 4, 0x0B, 0x11, 0x16, 0x1F, 0x23, 0x26, 0x2A, 0x7F, (byte) 0x80,
			(byte) 0xC0, (byte) 0xED, (byte) 0xFF };

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void only_a_protocol_error_comes_out(long seed) {
		Random random = new Random(seed);
		List<Packet> table = PacketCases.all();
		int refused = 0;
		int read = 0;
		for (int i = 0; i < ROUNDS; i++) {
			Packet packet = table.get(random.nextInt(table.size()));
			byte[] bytes = mutate(random, packet.bytes(), table.get(random.nextInt(table.size())).bytes());
			DecoderPeer whole = decode(packet, bytes);
			int cut = random.nextInt(bytes.length + 1);
			DecoderPeer parts = decode(packet, Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length));
			assertThat(parts.decoded.lines).isEqualTo(whole.decoded.lines);
			assertThat(parts.refusal()).isEqualTo(whole.refusal());
			refused += whole.thrown.isEmpty() ? 0 : 1;
			read += whole.decoded.lines.size();
		}
		assertThat(refused).isGreaterThan(ROUNDS / 4);
		assertThat(read).isGreaterThan(ROUNDS / 20);
	}

	private static DecoderPeer decode(Packet packet, byte[]... chunks) {
		try (DecoderPeer peer = packet.first() ? DecoderPeer.of(packet)
				: DecoderPeer.greeted(packet.toServer() ? Role.SERVER : Role.CLIENT, packet.level())) {
			peer.send(chunks);
			assertThat(peer.thrown).allMatch(MqttProtocolException.class::isInstance)
				.noneMatch((thrown) -> String.valueOf(thrown.getMessage()).startsWith(NettyPackets.REFUSED));
			return peer;
		}
	}

	private static byte[] mutate(Random random, byte[] bytes, byte[] other) {
		byte[] result = bytes;
		for (int i = random.nextInt(3); i >= 0; i--) {
			result = mutateOnce(random, result, other);
		}
		return random.nextBoolean() ? withLength(result) : result;
	}

	private static byte[] mutateOnce(Random random, byte[] bytes, byte[] other) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int at = (bytes.length > 0) ? random.nextInt(bytes.length) : 0;
		out.write(bytes, 0, at);
		int skipped = switch (random.nextInt(6)) {
			case 0 -> put(out, LIKELY[random.nextInt(LIKELY.length)], 1);
			case 1 -> put(out, (byte) random.nextInt(), 1);
			case 2 -> put(out, LIKELY[random.nextInt(LIKELY.length)], 0);
			case 3 -> 1 + random.nextInt(4);
			case 4 -> {
				int from = random.nextInt(other.length);
				out.write(other, from, random.nextInt(other.length - from) + 1);
				yield random.nextInt(3);
			}
			default -> {
				if (bytes.length > 0) {
					out.write(bytes[at] ^ 1 << random.nextInt(8));
				}
				yield 1;
			}
		};
		int rest = Math.min(bytes.length, at + skipped);
		out.write(bytes, rest, bytes.length - rest);
		return out.toByteArray();
	}

	private static int put(ByteArrayOutputStream out, byte value, int skipped) {
		out.write(value);
		return skipped;
	}

	// gives the damaged packet a remaining length that fits, so that its body is read
	private static byte[] withLength(byte[] bytes) {
		if (bytes.length < 2 || bytes.length > 129) {
			return bytes;
		}
		byte[] result = bytes.clone();
		result[1] = (byte) (bytes.length - 2);
		return result;
	}

}
