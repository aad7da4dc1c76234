package io.mqttboot.server.internal.transport;

import java.util.Arrays;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;

/**
 * Any bytes as a header of the PROXY protocol: an address, or a refusal.
 */
class ProxyHeaderFuzz {

	private static final byte[] SIGNATURE = { 0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A };

	@FuzzTest
	void a_header_is_taken_or_refused(FuzzedDataProvider data) {
		byte[] begin = switch (data.consumeInt(0, 2)) {
			case 0 -> SIGNATURE;
			case 1 -> new byte[] { 'P', 'R', 'O', 'X', 'Y', ' ' };
			default -> new byte[0];
		};
		byte[] rest = data.consumeRemainingAsBytes();
		byte[] bytes = Arrays.copyOf(begin, begin.length + rest.length);
		System.arraycopy(rest, 0, bytes, begin.length, rest.length);
		EmbeddedChannel channel = new EmbeddedChannel(new HAProxyMessageDecoder(), new ProxyHeader(null));
		try {
			channel.writeInbound(Unpooled.wrappedBuffer(bytes));
			channel.finishAndReleaseAll();
		}
		catch (CodecException ex) {
			// refused: the other answer
		}
	}

}
