package io.mqttboot.client.internal.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * What stands in a segment: records of a length, a check sum and a body. A body is a
 * kind, the number of a message, and a packet identifier or the message itself.
 */
final class Records {

	/** A message is kept. */
	static final byte MESSAGE = 1;

	/** It is about to be sent under a packet identifier. */
	static final byte SENT = 2;

	/** The server has received it under that identifier: no message needed any more. */
	static final byte RECEIVED = 3;

	/** It is done with. */
	static final byte DONE = 4;

	/** The first bytes of a segment. */
	static final long MAGIC = 0x4D51_4F55_5442_5801L; // MQOUTBX, 1

	static final int MAGIC_BYTES = 8;

	// length and check sum
	private static final int HEAD_BYTES = 8;

	// kind and number
	private static final int BODY_MIN = 9;

	private Records() {
	}

	/** How long a record is, of a message if there is one. */
	static int bytes(byte kind, byte @Nullable [] message) {
		return HEAD_BYTES + BODY_MIN + ((message != null) ? message.length : (kind == DONE) ? 0 : 4);
	}

	static void write(ByteBuffer out, byte kind, long number, int packetId, byte @Nullable [] message) {
		int from = out.position();
		int length = bytes(kind, message) - HEAD_BYTES;
		out.putInt(length).putInt(0).put(kind).putLong(number);
		if (message != null) {
			out.put(message);
		}
		else if (kind != DONE) {
			out.putInt(packetId);
		}
		out.putInt(from + 4, sum(out.array(), from + HEAD_BYTES, length));
	}

	private static int sum(byte[] bytes, int from, int length) {
		CRC32C sum = new CRC32C();
		sum.update(length); // so that zeros are no record
		sum.update(bytes, from, length);
		return (int) sum.getValue();
	}

	/** Whether a whole and sound record begins there. */
	static boolean isSound(ByteBuffer in, int at) {
		int length = length(in, at);
		return length > 0 && in.getInt(at + 4) == sum(in.array(), at + HEAD_BYTES, length - HEAD_BYTES);
	}

	/** The length of the record that begins there, 0 if there is none. */
	static int length(ByteBuffer in, int at) {
		if (at > in.limit() - HEAD_BYTES - BODY_MIN) {
			return 0;
		}
		int body = in.getInt(at);
		return (body >= BODY_MIN && body <= in.limit() - at - HEAD_BYTES) ? HEAD_BYTES + body : 0;
	}

	static byte kind(ByteBuffer in, int at) {
		return in.get(at + HEAD_BYTES);
	}

	static long number(ByteBuffer in, int at) {
		return in.getLong(at + HEAD_BYTES + 1);
	}

	static int packetId(ByteBuffer in, int at) {
		byte kind = kind(in, at);
		return (kind == SENT || kind == RECEIVED) ? in.getInt(at + HEAD_BYTES + BODY_MIN) : 0;
	}

	/** Where in a record its message begins. */
	static int messageOffset() {
		return HEAD_BYTES + BODY_MIN;
	}

}
