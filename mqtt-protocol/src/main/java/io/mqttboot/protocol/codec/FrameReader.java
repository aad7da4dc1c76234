package io.mqttboot.protocol.codec;

import java.nio.charset.StandardCharsets;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttUserProperty;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A cursor over the body of one packet that refuses to leave it. One serves all packets
 * of a connection, one after the other.
 */
final class FrameReader {

	private final DecoderLimits limits;

	// for this packet

	private ByteBuf in = Unpooled.EMPTY_BUFFER;

	private int index;

	private int end;

	private int userProperties;

	FrameReader(DecoderLimits limits) {
		this.limits = limits;
	}

	/** Goes to the body of the next packet, which stays the caller's. */
	void open(ByteBuf body, int from, int length) {
		this.in = body;
		this.index = from;
		this.end = from + length;
		this.userProperties = 0;
	}

	/** Lets go of the packet. */
	void close() {
		open(Unpooled.EMPTY_BUFFER, 0, 0);
	}

	DecoderLimits limits() {
		return this.limits;
	}

	ByteBuf buffer() {
		return this.in;
	}

	int index() {
		return this.index;
	}

	int remaining() {
		return this.end - this.index;
	}

	/** Refuses a packet that goes on after its last field. */
	void finish() {
		if (this.index != this.end) {
			throw Refusal.malformed("bytes after the last field");
		}
	}

	/** Goes on as if the packet ended after some bytes; returns where it does end. */
	int narrow(int bytes) {
		int outer = this.end;
		if (bytes > remaining()) {
			throw Refusal.malformed("properties reach beyond the packet");
		}
		this.end = this.index + bytes;
		return outer;
	}

	/** Takes a narrowing back. */
	void widen(int outer) {
		this.end = outer;
	}

	/** Steps over a field and returns where it begins. */
	int skip(int bytes) {
		int from = this.index;
		if (bytes > this.end - from) {
			throw Refusal.malformed("field reaches beyond its end");
		}
		this.index = from + bytes;
		return from;
	}

	int u8() {
		return this.in.getUnsignedByte(skip(1));
	}

	int u16() {
		return this.in.getUnsignedShort(skip(2));
	}

	long u32() {
		return this.in.getUnsignedInt(skip(4));
	}

	int vbi() {
		int value = 0;
		for (int shift = 0; shift <= 21; shift += 7) {
			int digit = u8();
			value |= (digit & 0x7F) << shift;
			if (digit < 0x80) {
				if (digit == 0 && shift > 0) {
					throw Refusal.malformed("variable byte integer longer than needed"); // [MQTT-1.5.5-1]
				}
				return value;
			}
		}
		throw Refusal.malformed("variable byte integer longer than four bytes");
	}

	int packetId() {
		int id = u16();
		if (id == 0) {
			throw Refusal.protocolError("packet identifier 0"); // [MQTT-2.2.1-3]
		}
		return id;
	}

	String string() {
		byte[] bytes = binary();
		if (!Utf8.isValid(bytes)) {
			throw malformedText();
		}
		return new String(bytes, StandardCharsets.UTF_8);
	}

	/** Checks a text that nobody reads. */
	void skipString() {
		int length = u16();
		if (!Utf8.isValid(this.in, skip(length), length)) {
			throw malformedText();
		}
	}

	byte[] binary() {
		return bytes(u16());
	}

	byte[] bytes(int length) {
		int from = skip(length);
		byte[] bytes = new byte[length];
		this.in.getBytes(from, bytes);
		return bytes;
	}

	void skipBinary() {
		skip(u16());
	}

	MqttUserProperty userProperty() {
		countUserProperty();
		return new MqttUserProperty(string(), string());
	}

	/** Checks a user property that nobody reads. */
	void skipUserProperty() {
		countUserProperty();
		skipString();
		skipString();
	}

	private void countUserProperty() {
		if (++this.userProperties > this.limits.userPropertiesMax()) {
			throw new MqttProtocolException(MqttReasonCode.QUOTA_EXCEEDED,
					"more than " + this.limits.userPropertiesMax() + " user properties");
		}
	}

	static MqttProtocolException malformedText() {
		return Refusal.malformed("text is not UTF-8"); // [MQTT-1.5.4-1]
	}

}
