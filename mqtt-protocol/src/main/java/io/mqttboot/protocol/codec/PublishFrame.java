package io.mqttboot.protocol.codec;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * A PUBLISH encoded once for all receivers that want the same bytes; only the packet id
 * differs and is patched in while the frame is copied. A large payload is no part of it:
 * it follows as a buffer of its own. Immutable: may be shared between threads.
 */
public final class PublishFrame {

	/** A payload of so many bytes is written as a buffer of its own. */
	public static final int LARGE_BYTES = 8 * 1024;

	private final byte[] frame;

	// where the packet id stands, 0 for none
	private final int idIndex;

	private PublishFrame(byte[] frame, int idIndex) {
		this.frame = frame;
		this.idIndex = idIndex;
	}

	/** Encodes a message with DUP 0, no alias and no subscription identifier. */
	public static PublishFrame of(MqttVersion version, MqttMessage message, MqttQos qos, boolean retain) {
		boolean large = isLarge(message);
		int bytes = bytes(version, message, qos, 0, Publish.NO_IDS);
		byte[] frame = new byte[large ? bytes - message.payloadBytes() : bytes];
		ByteBuf out = Unpooled.wrappedBuffer(frame).writerIndex(0);
		if (large) {
			writeHead(out, version, message, qos, retain, false, 0, 0, Publish.NO_IDS);
		}
		else {
			write(out, version, message, qos, retain, false, 0, 0, Publish.NO_IDS);
		}
		return new PublishFrame(frame, (qos != MqttQos.AT_MOST_ONCE) ? idIndex(frame) : 0);
	}

	private static int idIndex(byte[] frame) {
		int index = 1;
		while (frame[index] < 0) {
			index++;
		}
		int topicBytes = (frame[index + 1] & 0xFF) << 8 | frame[index + 2] & 0xFF;
		return index + 3 + topicBytes;
	}

	/** Copies the frame, without a payload that is large; the id is ignored at QoS 0. */
	public void write(ByteBuf out, int packetId) {
		int from = out.writerIndex();
		out.writeBytes(this.frame);
		if (this.idIndex != 0) {
			out.setShort(from + this.idIndex, packetId);
		}
	}

	/** Whether the payload of a message is written as a buffer of its own. */
	public static boolean isLarge(MqttMessage message) {
		return message.payloadBytes() >= LARGE_BYTES;
	}

	/**
	 * Returns a payload as a buffer that a socket takes without another copy.
	 * @param shared whether it may be shared with whoever lent it and with other
	 * receivers, so that there is no copy at all; what is shared may hold on to more
	 * memory than its own
	 * @return the buffer, to be released by the caller
	 */
	public static ByteBuf payload(MqttMessage message, ByteBufAllocator alloc, boolean shared) {
		if (message.lentPayload() instanceof LentBytes lent && lent.isLent()) {
			return shared ? lent.share(alloc) : lent.copy(alloc);
		}
		byte[] own = message.payloadArray();
		return alloc.directBuffer(own.length, own.length).writeBytes(own);
	}

	/**
	 * Encodes a PUBLISH that differs per receiver. The expiry is that of the message's
	 * properties. Alias as {@link io.mqttboot.protocol.flow.TopicAliases.Outbound#alias}
	 * returns it: negative leaves the topic empty.
	 */
	public static void write(ByteBuf out, MqttVersion version, MqttMessage message, MqttQos qos, boolean retain,
			boolean dup, int packetId, int alias, int[] subscriptionIds) {
		writeHead(out, version, message, qos, retain, dup, packetId, alias, subscriptionIds, message.payloadBytes());
		out.writeBytes(message.payloadArray());
	}

	/** Encodes a PUBLISH that differs per receiver, without its payload. */
	public static void writeHead(ByteBuf out, MqttVersion version, MqttMessage message, MqttQos qos, boolean retain,
			boolean dup, int packetId, int alias, int[] subscriptionIds) {
		writeHead(out, version, message, qos, retain, dup, packetId, alias, subscriptionIds, 0);
	}

	private static void writeHead(ByteBuf out, MqttVersion version, MqttMessage message, MqttQos qos, boolean retain,
			boolean dup, int packetId, int alias, int[] subscriptionIds, int bytesBehind) {
		int propertiesBytes = version.is5() ? PublishProperties.bytes(message.properties(), alias, subscriptionIds) : 0;
		int topicBytes = topicBytes(version, message, alias);
		int length = length(version, topicBytes, qos, propertiesBytes, message.payloadBytes());
		out.ensureWritable(1 + Vbi.bytes(length) + length - message.payloadBytes() + bytesBehind);
		out.writeByte(0x30 | (dup ? 8 : 0) | qos.value() << 1 | (retain ? 1 : 0));
		Vbi.write(out, length);
		out.writeShort(topicBytes);
		if (topicBytes > 0) {
			ByteBufUtil.reserveAndWriteUtf8(out, message.topic(), topicBytes);
		}
		if (qos != MqttQos.AT_MOST_ONCE) {
			out.writeShort(packetId);
		}
		if (version.is5()) {
			Vbi.write(out, propertiesBytes);
			PublishProperties.write(out, message.properties(), alias, subscriptionIds);
		}
	}

	/** The size of the whole packet, with its payload. */
	public static int bytes(MqttVersion version, MqttMessage message, MqttQos qos, int alias, int[] subscriptionIds) {
		int propertiesBytes = version.is5() ? PublishProperties.bytes(message.properties(), alias, subscriptionIds) : 0;
		int length = length(version, topicBytes(version, message, alias), qos, propertiesBytes, message.payloadBytes());
		return 1 + Vbi.bytes(length) + length;
	}

	private static int topicBytes(MqttVersion version, MqttMessage message, int alias) {
		return (version.is5() && alias < 0) ? 0 : PublishProperties.shortLength(Utf8.bytes(message.topic()));
	}

	private static int length(MqttVersion version, int topicBytes, MqttQos qos, int propertiesBytes, int payloadBytes) {
		int head = 2 + topicBytes + ((qos != MqttQos.AT_MOST_ONCE) ? 2 : 0)
				+ (version.is5() ? Vbi.bytes(propertiesBytes) + propertiesBytes : 0);
		if (payloadBytes > Vbi.MAX - head) {
			throw new IllegalArgumentException("PUBLISH with " + payloadBytes + " bytes of payload is too large");
		}
		return head + payloadBytes;
	}

}
