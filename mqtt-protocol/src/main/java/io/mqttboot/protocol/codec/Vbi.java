package io.mqttboot.protocol.codec;

import io.netty.buffer.ByteBuf;

/**
 * Variable byte integers: seven bits a byte, lowest first, at most four bytes (MQTT 5.0,
 * 1.5.5).
 */
final class Vbi {

	/** The largest number that four bytes hold. */
	static final int MAX = 0x0FFF_FFFF;

	private Vbi() {
	}

	/** Returns how many bytes a number needs. */
	static int bytes(int value) {
		if (value < 0 || value > MAX) {
			throw new IllegalArgumentException("a variable byte integer holds 0 to " + MAX + " but not " + value);
		}
		return (value < 0x80) ? 1 : (value < 0x4000) ? 2 : (value < 0x20_0000) ? 3 : 4;
	}

	/** Writes a number in as few bytes as it needs. */
	static void write(ByteBuf out, int value) {
		int rest = value;
		while (rest >= 0x80) {
			out.writeByte(rest & 0x7F | 0x80);
			rest >>>= 7;
		}
		out.writeByte(rest); // [MQTT-1.5.5-1]
	}

}
