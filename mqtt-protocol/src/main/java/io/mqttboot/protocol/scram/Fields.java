package io.mqttboot.protocol.scram;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Reads the fields of a message, one after the other: a letter, an equals sign, a value,
 * and commas between them (RFC 5802, 5.1).
 */
final class Fields {

	private final String text;

	private int position;

	Fields(String text) {
		this.text = text;
	}

	static String text(ByteBuffer message) throws ScramException {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(message.duplicate()).toString();
		}
		catch (CharacterCodingException ex) {
			throw new ScramException("a message that is not UTF-8");
		}
	}

	/** Takes the value of the next field, which must have this name. */
	String take(char name) throws ScramException {
		if (!isNext(name)) {
			throw new ScramException("the field " + name + " is missing");
		}
		return value();
	}

	boolean isNext(char name) {
		return this.text.startsWith(name + "=", this.position);
	}

	/** What follows may be anything, but it must be fields. */
	void skipExtensions() throws ScramException {
		while (this.position < this.text.length()) {
			char name = this.text.charAt(this.position);
			if (!((name >= 'a' && name <= 'z') || (name >= 'A' && name <= 'Z')) || !isNext(name)) {
				throw new ScramException("an extension that is no field");
			}
			value();
		}
		if (this.text.endsWith(",")) {
			throw new ScramException("a field is missing at the end");
		}
	}

	private String value() throws ScramException {
		int comma = this.text.indexOf(',', this.position);
		int end = (comma >= 0) ? comma : this.text.length();
		String value = this.text.substring(this.position + 2, end);
		this.position = Math.min(end + 1, this.text.length());
		if (value.isEmpty()) {
			throw new ScramException("a field without a value");
		}
		return value;
	}

	static String nonce(String value) throws ScramException {
		if (!value.chars().allMatch((c) -> c > ' ' && c < 0x7F && c != ',')) {
			throw new ScramException("a nonce that cannot be printed");
		}
		return value;
	}

	static byte[] base64(String value) throws ScramException {
		try {
			byte[] bytes = Base64.getDecoder().decode(value);
			if (base64(bytes).equals(value)) {
				return bytes;
			}
		}
		catch (IllegalArgumentException ex) {
			throw new ScramException("a field that is not Base64");
		}
		throw new ScramException("a field that is Base64 in another form");
	}

	static String base64(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}

}
