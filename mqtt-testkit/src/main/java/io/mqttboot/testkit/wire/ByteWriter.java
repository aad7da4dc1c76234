package io.mqttboot.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes in the making, in the forms that MQTT knows; also for packets that no builder
 * would make.
 */
public final class ByteWriter {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	/**
	 * Appends one byte.
	 * @param value the byte
	 * @return this writer
	 */
	public ByteWriter one(int value) {
		this.out.write(value);
		return this;
	}

	/**
	 * Appends two bytes, the high one first.
	 * @param value the number
	 * @return this writer
	 */
	public ByteWriter two(int value) {
		return one(value >> 8).one(value);
	}

	/**
	 * Appends four bytes, the highest first.
	 * @param value the number
	 * @return this writer
	 */
	public ByteWriter four(long value) {
		return two((int) (value >> 16)).two((int) value);
	}

	/**
	 * Appends a variable byte integer.
	 * @param value the number
	 * @return this writer
	 */
	public ByteWriter variable(int value) {
		int rest = value;
		while (rest >= 0x80) {
			one((rest & 0x7F) | 0x80);
			rest >>= 7;
		}
		return one(rest);
	}

	/**
	 * Appends a UTF-8 string with its length.
	 * @param value the string
	 * @return this writer
	 */
	public ByteWriter string(String value) {
		return binary(value.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Appends bytes with their length.
	 * @param value the bytes
	 * @return this writer
	 */
	public ByteWriter binary(byte[] value) {
		return two(value.length).raw(value);
	}

	/**
	 * Appends bytes as they are.
	 * @param value the bytes
	 * @return this writer
	 */
	public ByteWriter raw(byte[] value) {
		this.out.writeBytes(value);
		return this;
	}

	/**
	 * Appends bytes as they are.
	 * @param values the bytes
	 * @return this writer
	 */
	public ByteWriter raw(int... values) {
		for (int value : values) {
			one(value);
		}
		return this;
	}

	/**
	 * Returns what was appended.
	 * @return the bytes
	 */
	public byte[] bytes() {
		return this.out.toByteArray();
	}

	/**
	 * Returns what was appended as a packet.
	 * @param firstByte its first byte, which the remaining length follows
	 * @return the packet
	 */
	public byte[] packet(int firstByte) {
		return new ByteWriter().one(firstByte).variable(this.out.size()).raw(bytes()).bytes();
	}

}
