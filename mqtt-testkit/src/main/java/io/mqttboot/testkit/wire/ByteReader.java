package io.mqttboot.testkit.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads what a peer sent, and takes offence at everything that the standard forbids.
 */
final class ByteReader {

	private final ByteBuffer in;

	ByteReader(byte[] bytes) {
		this(ByteBuffer.wrap(bytes));
	}

	private ByteReader(ByteBuffer in) {
		this.in = in;
	}

	boolean hasMore() {
		return this.in.hasRemaining();
	}

	int one() {
		return this.in.get() & 0xFF;
	}

	int two() {
		return this.in.getShort() & 0xFFFF;
	}

	long four() {
		return this.in.getInt() & 0xFFFF_FFFFL;
	}

	int variable() {
		int value = 0;
		for (int shift = 0; shift < 28; shift += 7) {
			int next = one();
			value |= (next & 0x7F) << shift;
			if ((next & 0x80) == 0) {
				check(next != 0 || shift == 0, "a variable byte integer is longer than it needs to be");
				return value;
			}
		}
		throw new AssertionError("a variable byte integer has more than four bytes");
	}

	String string() {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(slice(two())).toString();
			check(text.indexOf('\0') < 0, "a string has U+0000");
			return text;
		}
		catch (CharacterCodingException ex) {
			throw new AssertionError("a string is not UTF-8", ex);
		}
	}

	byte[] binary() {
		return take(two());
	}

	byte[] rest() {
		return take(this.in.remaining());
	}

	ByteReader part(int length) {
		return new ByteReader(slice(length));
	}

	private byte[] take(int length) {
		byte[] bytes = new byte[length];
		this.in.get(bytes);
		return bytes;
	}

	private ByteBuffer slice(int length) {
		check(length <= this.in.remaining(), "a length goes beyond the end of the packet");
		ByteBuffer slice = this.in.slice(this.in.position(), length);
		this.in.position(this.in.position() + length);
		return slice;
	}

	static void check(boolean condition, String otherwise) {
		if (!condition) {
			throw new AssertionError(otherwise);
		}
	}

}
