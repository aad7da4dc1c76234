package io.mqttboot.protocol.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * UTF-8 as the standard wants it: well formed, without surrogates and without U+0000
 * (MQTT 5.0, 1.5.4). Eight ASCII characters are checked at once.
 */
public final class Utf8 {

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private static final long LOW_BITS = 0x0101_0101_0101_0101L;

	private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

	private Utf8() {
	}

	/** Returns whether all the bytes are UTF-8 that MQTT allows. */
	public static boolean isValid(byte[] bytes) {
		return isValid(bytes, 0, bytes.length);
	}

	/** Returns whether some bytes of an array are UTF-8 that MQTT allows. */
	public static boolean isValid(byte[] bytes, int offset, int length) {
		int end = offset + length;
		int index = offset;
		while (index < end) {
			if (index + Long.BYTES <= end && isPlain((long) LONG.get(bytes, index))) {
				index += Long.BYTES;
			}
			else {
				int size = characterBytes(bytes, index, end);
				if (size == 0) {
					return false;
				}
				index += size;
			}
		}
		return true;
	}

	/**
	 * Returns whether some bytes of a buffer are UTF-8 that MQTT allows; neither index
	 * moves.
	 */
	public static boolean isValid(ByteBuf in, int index, int length) {
		if (in.hasArray()) {
			return isValid(in.array(), in.arrayOffset() + index, length);
		}
		int end = index + length;
		int plain = index;
		while (plain + Long.BYTES <= end && isPlain(in.getLong(plain))) {
			plain += Long.BYTES;
		}
		byte[] rest = new byte[end - plain];
		in.getBytes(plain, rest);
		return isValid(rest, 0, rest.length);
	}

	/** Returns how many bytes a text has in UTF-8. */
	public static int bytes(String text) {
		return ByteBufUtil.utf8Bytes(text);
	}

	// whether none of eight bytes is zero or above 0x7F
	private static boolean isPlain(long eight) {
		return (((eight - LOW_BITS) | eight) & HIGH_BITS) == 0;
	}

	private static int characterBytes(byte[] bytes, int index, int end) {
		int first = bytes[index];
		if (first > 0) {
			return 1;
		}
		if (first == 0) {
			return 0; // [MQTT-1.5.4-2]
		}
		int lead = first & 0xFF;
		if (lead < 0xE0) {
			// 0x80 to 0xBF continue, 0xC0 and 0xC1 would be overlong
			return (lead >= 0xC2 && continues(bytes, index + 1, end, 1)) ? 2 : 0;
		}
		if (lead < 0xF0) {
			return (continues(bytes, index + 1, end, 2) && isThree(lead, bytes[index + 1] & 0xFF)) ? 3 : 0;
		}
		return (lead <= 0xF4 && continues(bytes, index + 1, end, 3) && isFour(lead, bytes[index + 1] & 0xFF)) ? 4 : 0;
	}

	private static boolean continues(byte[] bytes, int index, int end, int count) {
		if (index + count > end) {
			return false;
		}
		for (int i = index; i < index + count; i++) {
			if ((bytes[i] & 0xC0) != 0x80) {
				return false;
			}
		}
		return true;
	}

	// neither overlong nor a surrogate, U+D800 to U+DFFF [MQTT-1.5.4-1]
	private static boolean isThree(int lead, int second) {
		return (lead != 0xE0 || second >= 0xA0) && (lead != 0xED || second < 0xA0);
	}

	// neither overlong nor above U+10FFFF
	private static boolean isFour(int lead, int second) {
		return (lead != 0xF0 || second >= 0x90) && (lead != 0xF4 || second < 0x90);
	}

}
