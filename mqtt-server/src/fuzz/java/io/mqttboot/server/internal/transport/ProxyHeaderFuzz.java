package io.mqttboot.server.internal.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mqttboot.server.config.MqttForwarding;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;

/**
 * Any bytes as a header of the PROXY protocol, and any text as X-Forwarded-For.
 */
class ProxyHeaderFuzz {

	private static final byte[] SIGNATURE = { 0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A };

	private static final TrustedProxies PROXIES = new TrustedProxies(
			new MqttForwarding(List.of("127.0.0.0/8", "::1", "2001:db8::/32"), true, true));

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
		EmbeddedChannel channel = new EmbeddedChannel(new HAProxyMessageDecoder(), new ProxyHeader());
		try {
			channel.writeInbound(Unpooled.wrappedBuffer(bytes));
			channel.finishAndReleaseAll();
		}
		catch (CodecException ex) {
			// refused: the other answer
		}
	}

	@FuzzTest
	void an_address_is_found_or_not(FuzzedDataProvider data) {
		InetSocketAddress proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
		InetSocketAddress origin = PROXIES.origin(proxy, List.of(data.consumeString(50), data.consumeRemainingAsString()));
		if (origin != null && (origin.isUnresolved() || origin.getAddress().isLoopbackAddress())) {
			throw new IllegalStateException("not the address of a client: " + origin);
		}
	}

}
