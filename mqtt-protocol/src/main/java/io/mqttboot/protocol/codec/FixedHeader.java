package io.mqttboot.protocol.codec;

import io.netty.buffer.ByteBuf;

/**
 * The first bytes of the packet that is being read: type and flags, then the remaining
 * length as a variable byte integer, as far as they have come (MQTT 5.0, 2.1.1).
 */
final class FixedHeader {

	private static final int NONE = -1;

	private int first = NONE;

	private int length;

	private int lengthBytes;

	private boolean whole;

	/** Reads the first byte if it is missing and there; returns whether it did. */
	boolean readFirst(ByteBuf in) {
		if (this.first != NONE || !in.isReadable()) {
			return false;
		}
		this.first = in.readUnsignedByte();
		return true;
	}

	/** Reads the remaining length as far as it is there; returns whether it ended. */
	boolean readLength(ByteBuf in) {
		while (!this.whole && in.isReadable()) {
			int digit = in.readUnsignedByte();
			this.length |= (digit & 0x7F) << 7 * this.lengthBytes++;
			this.whole = digit < 0x80;
			if (!this.whole && this.lengthBytes == 4) {
				throw Refusal.malformed("remaining length longer than four bytes"); // 1.5.5
			}
			if (this.whole) {
				return true;
			}
		}
		return false;
	}

	/** Refuses a length of more bytes than it needs; MQTT 3 has no such rule. */
	void checkMinimal() {
		if (this.lengthBytes > Vbi.bytes(this.length)) {
			throw Refusal.malformed("remaining length longer than needed"); // [MQTT-1.5.5-1]
		}
	}

	/** Makes room for the next packet. */
	void clear() {
		this.first = NONE;
		this.length = 0;
		this.lengthBytes = 0;
		this.whole = false;
	}

	boolean isWhole() {
		return this.whole;
	}

	int first() {
		return this.first;
	}

	PacketType type() {
		return PacketType.of(this.first);
	}

	/** Returns how many bytes follow. */
	int length() {
		return this.length;
	}

	/** Returns the size of the whole packet. */
	int packetBytes() {
		return 1 + this.lengthBytes + this.length;
	}

}
