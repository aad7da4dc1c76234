package io.mqttboot.protocol.codec;

import java.nio.ByteBuffer;

import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttUserProperty;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * Writes the properties of a PUBLISH (MQTT 5.0, 3.3.2.3).
 */
final class PublishProperties {

	private PublishProperties() {
	}

	/** Returns how many bytes the properties have without their length. */
	static int bytes(MqttMessageProperties properties, int alias, int[] subscriptionIds) {
		int bytes = (alias != 0) ? 3 : 0;
		for (int id : subscriptionIds) {
			bytes += 1 + Vbi.bytes(id);
		}
		return (properties != MqttMessageProperties.NONE) ? bytes + bytes(properties) : bytes;
	}

	private static int bytes(MqttMessageProperties properties) {
		ByteBuffer correlationData = properties.correlationData();
		long bytes = (properties.payloadFormatUtf8() != null) ? 2 : 0;
		bytes += properties.expires() ? 5 : 0;
		bytes += textBytes(properties.contentType()) + textBytes(properties.responseTopic());
		bytes += (correlationData != null) ? 3 + shortLength(correlationData.remaining()) : 0;
		for (MqttUserProperty property : properties.userProperties()) {
			bytes += 1 + 2 + shortLength(Utf8.bytes(property.name()));
			bytes += 2 + shortLength(Utf8.bytes(property.value()));
		}
		if (bytes > Vbi.MAX / 2) {
			throw new IllegalArgumentException("properties of " + bytes + " bytes are too large");
		}
		return (int) bytes;
	}

	private static int textBytes(@Nullable String text) {
		return (text != null) ? 3 + shortLength(Utf8.bytes(text)) : 0;
	}

	/** Returns a length that fits in front of a text or binary data. */
	static int shortLength(int bytes) {
		if (bytes > 0xFFFF) {
			throw new IllegalArgumentException("a field of MQTT holds 65535 bytes but not " + bytes);
		}
		return bytes;
	}

	static void write(ByteBuf out, MqttMessageProperties properties, int alias, int[] subscriptionIds) {
		if (alias != 0) {
			out.writeByte(Property.TOPIC_ALIAS.id()).writeShort(Math.abs(alias));
		}
		for (int id : subscriptionIds) {
			out.writeByte(Property.SUBSCRIPTION_IDENTIFIER.id());
			Vbi.write(out, id);
		}
		if (properties != MqttMessageProperties.NONE) {
			write(out, properties);
		}
	}

	private static void write(ByteBuf out, MqttMessageProperties properties) {
		Boolean utf8 = properties.payloadFormatUtf8();
		if (utf8 != null) {
			out.writeByte(Property.PAYLOAD_FORMAT_INDICATOR.id()).writeByte(utf8 ? 1 : 0);
		}
		if (properties.expires()) {
			out.writeByte(Property.MESSAGE_EXPIRY_INTERVAL.id()).writeInt((int) properties.messageExpirySeconds());
		}
		writeText(out, Property.CONTENT_TYPE, properties.contentType());
		writeText(out, Property.RESPONSE_TOPIC, properties.responseTopic());
		ByteBuffer correlationData = properties.correlationData();
		if (correlationData != null) {
			out.writeByte(Property.CORRELATION_DATA.id()).writeShort(correlationData.remaining());
			out.writeBytes(correlationData);
		}
		// [MQTT-3.3.2-18]
		for (MqttUserProperty property : properties.userProperties()) {
			out.writeByte(Property.USER_PROPERTY.id());
			writeText(out, property.name());
			writeText(out, property.value());
		}
	}

	private static void writeText(ByteBuf out, Property property, @Nullable String text) {
		if (text != null) {
			out.writeByte(property.id());
			writeText(out, text);
		}
	}

	private static void writeText(ByteBuf out, String text) {
		int bytes = Utf8.bytes(text);
		out.writeShort(bytes);
		ByteBufUtil.reserveAndWriteUtf8(out, text, bytes);
	}

}
