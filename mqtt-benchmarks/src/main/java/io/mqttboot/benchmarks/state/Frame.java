package io.mqttboot.benchmarks.state;

import java.nio.ByteBuffer;

/**
 * PUBLISH packets whose payload ends with the how manieth they are.
 */
final class Frame {

	static final int PAYLOAD_BYTES = 64;

	private Frame() {
	}

	/** Writes the how manieth it is. */
	static byte[] stamp(byte[] frame, long sequence) {
		ByteBuffer.wrap(frame).putLong(frame.length - Long.BYTES, sequence);
		return frame;
	}

	/** Returns the how manieth a packet is that ends there. */
	static long sequence(ByteBuffer from, int end) {
		return from.getLong(end - Long.BYTES);
	}

}
