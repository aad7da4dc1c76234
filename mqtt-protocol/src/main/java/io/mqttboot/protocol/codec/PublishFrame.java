package io.mqttboot.protocol.codec;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * A PUBLISH encoded once for all receivers that want the same bytes; only the packet id
 * differs and is patched in while the frame is copied. Immutable: may be shared between
 * threads.
 */
public final class PublishFrame {

	private final byte[] frame;

	// where the packet id stands, 0 for none
	private final int idIndex;

	private PublishFrame(byte[] frame, int idIndex) {
		this.frame = frame;
		this.idIndex = idIndex;
	}

	/** Encodes a message with DUP 0, no alias and no subscription identifier. */
	public static PublishFrame of(MqttVersion version, MqttMessage message, MqttQos qos, boolean retain) {
		byte[] frame = new byte[bytes(version, message, qos, 0, Publish.NO_IDS)];
		ByteBuf out = Unpooled.wrappedBuffer(frame).writerIndex(0);
		write(out, version, message, qos, retain, false, 0, 0, Publish.NO_IDS);
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

	/** Copies the frame; the id is ignored at QoS 0. */
	public void write(ByteBuf out, int packetId) {
		int from = out.writerIndex();
		out.writeBytes(this.frame);
		if (this.idIndex != 0) {
			out.setShort(from + this.idIndex, packetId);
		}
	}

	/** The size of the whole packet. */
	public int bytes() {
		return this.frame.length;
	}

	/**
	 * Encodes a PUBLISH that differs per receiver. The expiry is that of the message's
	 * properties. Alias as {@link io.mqttboot.protocol.flow.TopicAliases.Outbound#alias}
	 * returns it: negative leaves the topic empty.
	 */
	public static void write(ByteBuf out, MqttVersion version, MqttMessage message, MqttQos qos, boolean retain,
			boolean dup, int packetId, int alias, int[] subscriptionIds) {
		int propertiesBytes = version.is5() ? PublishProperties.bytes(message.properties(), alias, subscriptionIds) : 0;
		int topicBytes = topicBytes(version, message, alias);
		int length = length(version, topicBytes, qos, propertiesBytes, message.payloadBytes());
		out.ensureWritable(1 + Vbi.bytes(length) + length);
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
		out.writeBytes(message.payloadArray());
	}

	/**
	 * The size of the whole packet that
	 * {@link #write(ByteBuf, MqttVersion, MqttMessage, MqttQos, boolean, boolean, int, int, int[])}
	 * would write.
	 */
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
