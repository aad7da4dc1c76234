package io.mqttboot.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A notation for packets that a reader can check against the standard:
 * {@code 30 [ "a/b" 000A [ 23 0001 ] 'hello' ]}.
 * <ul>
 * <li>hex digits are bytes,</li>
 * <li>{@code "text"} is UTF-8 with a length of two bytes in front, {@code 'text'} without
 * one,</li>
 * <li>{@code [ … ]} has its length in front as a variable byte integer, {@code { … }} as
 * two bytes,</li>
 * <li>{@code 41*300} is a byte 300 times.</li>
 * </ul>
 */
final class PacketCasesText {

	private PacketCasesText() {
	}

	static byte[] bytes(String text) {
		Deque<ByteArrayOutputStream> open = new ArrayDeque<>();
		open.push(new ByteArrayOutputStream());
		for (String token : text.trim().split("\\s+(?=(?:[^'\"]*['\"][^'\"]*['\"])*[^'\"]*$)")) {
			switch (token) {
				case "[", "{" -> open.push(new ByteArrayOutputStream());
				case "]", "}" -> {
					byte[] inner = open.pop().toByteArray();
					ByteArrayOutputStream outer = open.element();
					outer.writeBytes("]".equals(token) ? vbi(inner.length) : u16(inner.length));
					outer.writeBytes(inner);
				}
				default -> open.element().writeBytes(token(token));
			}
		}
		return open.pop().toByteArray();
	}

	private static byte[] token(String token) {
		if (token.isEmpty()) {
			return new byte[0];
		}
		if (token.charAt(0) == '"' || token.charAt(0) == '\'') {
			byte[] text = token.substring(1, token.length() - 1).getBytes(StandardCharsets.UTF_8);
			return (token.charAt(0) == '"') ? join(u16(text.length), text) : text;
		}
		int times = token.indexOf('*');
		if (times > 0) {
			return hex(token.substring(0, times).repeat(Integer.parseInt(token.substring(times + 1))));
		}
		return hex(token);
	}

	private static byte[] hex(String digits) {
		byte[] bytes = new byte[digits.length() / 2];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
		}
		return bytes;
	}

	private static byte[] join(byte[] head, byte[] tail) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(head);
		out.writeBytes(tail);
		return out.toByteArray();
	}

	private static byte[] u16(int value) {
		return new byte[] { (byte) (value >> 8), (byte) value };
	}

	private static byte[] vbi(int value) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int rest = value;
		do {
			int digit = rest % 128;
			rest /= 128;
			out.write((rest > 0) ? digit + 128 : digit);
		}
		while (rest > 0);
		return out.toByteArray();
	}

}
