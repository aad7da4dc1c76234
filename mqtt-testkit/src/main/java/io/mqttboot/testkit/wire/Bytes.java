package io.mqttboot.testkit.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Bytes that can be compared and read: as text where they are text, else as hexadecimal
 * numbers.
 */
record Bytes(byte[] array) {

	private static final int SHOWN_MAX = 80;

	static Bytes of(String text) {
		return new Bytes(text.getBytes(StandardCharsets.UTF_8));
	}

	static String hex(byte[] bytes) {
		return HexFormat.ofDelimiter(" ").formatHex(bytes);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Bytes bytes && Arrays.equals(this.array, bytes.array);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.array);
	}

	@Override
	public String toString() {
		if (this.array.length > SHOWN_MAX) {
			return this.array.length + " bytes with hash " + hashCode();
		}
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(this.array)).toString();
			if (text.codePoints().noneMatch(Character::isISOControl)) {
				return '"' + text + '"';
			}
		}
		catch (CharacterCodingException ex) {
			return "[" + hex(this.array) + "]"; // not text, and need not be
		}
		return "[" + hex(this.array) + "]";
	}

}
