package io.mqttboot.server.internal.transport;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import io.mqttboot.server.config.MqttForwarding;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers of the PROXY protocol and of forwarding HTTP servers that make no sense: they
 * are refused or not believed, and nothing else happens.
 */
class ProxyHeaderTests {

	private static final byte[] SIGNATURE = { 0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A };

	private static final int TYPE_SSL = 0x20;

	/** Hands bytes over, cut somewhere, and returns what was thrown. */
	private static @Nullable Throwable read(Random random, byte[] bytes) {
		EmbeddedChannel channel = new EmbeddedChannel(new HAProxyMessageDecoder(), new ProxyHeader(null));
		try {
			int cut = random.nextInt(bytes.length + 1);
			channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, cut));
			channel.writeInbound(Unpooled.copiedBuffer(bytes, cut, bytes.length - cut));
			return null;
		}
		catch (Throwable ex) {
			return ex;
		}
		finally {
			try {
				channel.finishAndReleaseAll();
			}
			catch (CodecException ex) {
				assertThat(ex).isNotNull(); // half a header at the end is no header
			}
		}
	}

	private static byte[] header(Random random) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		int addresses = new int[] { 0, 12, 36, 216, random.nextInt(256) }[random.nextInt(5)];
		body.writeBytes(bytes(random, addresses));
		while (random.nextInt(4) > 0) {
			body.writeBytes(field(random, 0));
		}
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.writeBytes(SIGNATURE);
		all.write((random.nextInt(8) > 0) ? 0x20 | random.nextInt(2) : random.nextInt(256));
		all.write((random.nextInt(8) > 0) ? random.nextInt(4) << 4 | random.nextInt(3) : random.nextInt(256));
		int length = Math.max(0, body.size() + ((random.nextInt(4) > 0) ? 0 : random.nextInt(9) - 4));
		all.write(length >> 8);
		all.write(length);
		all.writeBytes(body.toByteArray());
		return all.toByteArray();
	}

	/** A field that says how long it is, not always truly; those of TLS hold others. */
	private static byte[] field(Random random, int depth) {
		ByteArrayOutputStream value = new ByteArrayOutputStream();
		int type = random.nextBoolean() ? TYPE_SSL : random.nextInt(256);
		value.writeBytes(bytes(random, (type == TYPE_SSL) ? 5 : random.nextInt(20)));
		while (type == TYPE_SSL && depth < 200 && random.nextInt(10) > 0) {
			value.writeBytes(field(random, depth + 1));
			if (value.size() > 4_000) {
				break;
			}
		}
		int length = (random.nextInt(6) > 0) ? value.size() : random.nextInt(65_536);
		ByteArrayOutputStream field = new ByteArrayOutputStream();
		field.write(type);
		field.write(length >> 8);
		field.write(length);
		field.writeBytes(value.toByteArray());
		return field.toByteArray();
	}

	private static byte[] bytes(Random random, int count) {
		byte[] bytes = new byte[count];
		random.nextBytes(bytes);
		return bytes;
	}

	@RepeatedTest(20)
	void fields_that_make_no_sense_are_refused_or_passed_over(RepetitionInfo run) {
		Random random = new Random(run.getCurrentRepetition());
		for (int i = 0; i < 500; i++) {
			Throwable thrown = read(random, header(random));
			if (thrown != null) {
				assertThat(thrown).isInstanceOf(CodecException.class);
			}
		}
	}

	@RepeatedTest(5)
	void lines_that_make_no_sense_are_refused(RepetitionInfo run) {
		Random random = new Random(run.getCurrentRepetition());
		String[] words = { "PROXY ", "TCP4", "TCP6", "UNKNOWN", " ", "1.2.3.4", "::1", "fe80::1%lo", "65536", "-1", "0",
				"\r", "\n", "\r\n", "\u0000", "999.1.1.1" };
		for (int i = 0; i < 500; i++) {
			StringBuilder line = new StringBuilder("PROXY ");
			for (int k = random.nextInt(12); k > 0; k--) {
				line.append(words[random.nextInt(words.length)]);
			}
			line.append("\r\n");
			Throwable thrown = read(random, line.toString().getBytes(StandardCharsets.ISO_8859_1));
			if (thrown != null) {
				assertThat(thrown).isInstanceOf(CodecException.class);
			}
		}
	}

	@Test
	void fields_within_fields_do_not_use_up_the_stack() {
		byte[] inner = {};
		while (inner.length < 60_000) {
			byte[] outer = new byte[inner.length + 8];
			outer[0] = TYPE_SSL;
			outer[1] = (byte) (inner.length + 5 >> 8);
			outer[2] = (byte) (inner.length + 5);
			System.arraycopy(inner, 0, outer, 8, inner.length);
			inner = outer;
		}
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.writeBytes(SIGNATURE);
		all.writeBytes(new byte[] { 0x21, 0x11, (byte) (inner.length + 12 >> 8), (byte) (inner.length + 12) });
		all.writeBytes(new byte[12]);
		all.writeBytes(inner);
		assertThat(read(new Random(1), all.toByteArray())).isInstanceOf(CodecException.class);
	}

	@RepeatedTest(5)
	void hops_that_make_no_sense_are_nobodys_address(RepetitionInfo run) {
		Random random = new Random(run.getCurrentRepetition());
		TrustedProxies proxies = new TrustedProxies(new MqttForwarding(List.of("127.0.0.0/8", "::1"), false, true));
		InetSocketAddress socket = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
		String[] words = { "127.0.0.1", "203.0.113.7", ",", ", ", " ", "::1", "2001:db8::7", "[::1]", "%lo", "\"",
				"unknown", "for=", "1.2.3", "::ffff:127.0.0.1", "\u0000", "0x7f.1", "2130706433", ":80", "999.0.0.1" };
		for (int i = 0; i < 2_000; i++) {
			StringBuilder header = new StringBuilder();
			for (int k = random.nextInt(10); k > 0; k--) {
				header.append(words[random.nextInt(words.length)]);
			}
			InetSocketAddress origin = proxies.origin(socket, List.of(header.toString()));
			if (origin != null) {
				assertThat(origin.isUnresolved()).isFalse();
				assertThat(origin.getAddress().isLoopbackAddress()).isFalse();
			}
		}
	}

}
