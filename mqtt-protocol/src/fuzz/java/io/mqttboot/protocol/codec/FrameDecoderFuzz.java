package io.mqttboot.protocol.codec;

import java.util.Arrays;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mqttboot.MqttProtocolException;
import io.mqttboot.protocol.codec.FrameDecoder.Role;
import io.mqttboot.testkit.PacketCases;

/**
 * Any bytes, cut anywhere, for both roles and all versions: only protocol errors come
 * out, and no buffer stays.
 */
class FrameDecoderFuzz {

	@FuzzTest
	void only_protocol_errors_come_out(FuzzedDataProvider data) {
		int level = data.consumeInt(3, 5);
		Role role = data.consumeBoolean() ? Role.SERVER : Role.CLIENT;
		boolean greeted = data.consumeBoolean();
		int cut = data.consumeInt(0, 64);
		byte[] bytes = packet(data);
		try (DecoderPeer peer = greeted ? DecoderPeer.greeted(role, level) : DecoderPeer.fresh(role)) {
			if (role == Role.CLIENT) {
				peer.decoder.version(DecoderPeer.version(level));
			}
			int first = Math.min(cut, bytes.length);
			peer.send(Arrays.copyOf(bytes, first),
					Arrays.copyOfRange(bytes, first, bytes.length));
			for (Throwable thrown : peer.thrown) {
				if (!(thrown instanceof MqttProtocolException)) {
					throw new IllegalStateException("not a protocol error", thrown);
				}
			}
			if (peer.refusal() == PacketCases.VALID && peer.decoded.bytes > bytes.length) {
				throw new IllegalStateException("more bytes handed over than came");
			}
		}
	}

	// begins as a packet of the table and goes on as it likes
	private static byte[] packet(FuzzedDataProvider data) {
		byte[] known = data.pickValue(PacketCases.all()).bytes();
		int kept = data.consumeInt(0, known.length);
		byte[] rest = data.consumeRemainingAsBytes();
		byte[] bytes = Arrays.copyOf(known, kept + rest.length);
		System.arraycopy(rest, 0, bytes, kept, rest.length);
		return bytes;
	}

}
