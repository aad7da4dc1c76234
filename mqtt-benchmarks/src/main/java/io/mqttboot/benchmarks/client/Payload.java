package io.mqttboot.benchmarks.client;

import java.nio.ByteBuffer;

/**
 * A payload that ends with the number of its message.
 */
final class Payload {

	private static final int BYTES = 64;

	private Payload() {
	}

	static byte[] of(long sequence) {
		byte[] payload = new byte[BYTES];
		ByteBuffer.wrap(payload).putLong(BYTES - Long.BYTES, sequence);
		return payload;
	}

	static long sequence(byte[] payload) {
		return sequence(ByteBuffer.wrap(payload));
	}

	static long sequence(ByteBuffer payload) {
		return payload.getLong(payload.limit() - Long.BYTES);
	}

}
