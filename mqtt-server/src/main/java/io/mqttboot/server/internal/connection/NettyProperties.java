package io.mqttboot.server.internal.connection;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttUserProperty;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringPair;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a control packet, read from Netty's model and written to it.
 */
final class NettyProperties {

	private NettyProperties() {
	}

	static long number(MqttProperties properties, int id, long otherwise) {
		MqttProperty<?> property = properties.getProperty(id);
		return (property != null) ? Integer.toUnsignedLong((Integer) property.value()) : otherwise;
	}

	static @Nullable String text(MqttProperties properties, int id) {
		MqttProperty<?> property = properties.getProperty(id);
		return (property != null) ? (String) property.value() : null;
	}

	static @Nullable ByteBuffer bytes(MqttProperties properties, int id) {
		MqttProperty<?> property = properties.getProperty(id);
		return (property != null) ? ByteBuffer.wrap((byte[]) property.value()).asReadOnlyBuffer() : null;
	}

	static List<MqttUserProperty> userProperties(MqttProperties properties) {
		List<MqttUserProperty> pairs = new ArrayList<>();
		for (MqttProperty<?> property : properties.getProperties(MqttProperties.USER_PROPERTY)) {
			if (property.value() instanceof StringPair pair) {
				pairs.add(new MqttUserProperty(pair.key, pair.value));
			}
			else if (property.value() instanceof List<?> list) {
				for (Object each : list) {
					StringPair pair = (StringPair) each;
					pairs.add(new MqttUserProperty(pair.key, pair.value));
				}
			}
		}
		return pairs;
	}

	/** Returns what a will's properties say about its message. */
	static MqttMessageProperties message(MqttProperties properties) {
		if (properties.isEmpty()) {
			return MqttMessageProperties.NONE;
		}
		long format = number(properties, MqttProperties.PAYLOAD_FORMAT_INDICATOR, -1);
		return new MqttMessageProperties((format >= 0) ? (format == 1) : null,
				number(properties, MqttProperties.PUBLICATION_EXPIRY_INTERVAL, MqttMessageProperties.NO_EXPIRY),
				text(properties, MqttProperties.CONTENT_TYPE), text(properties, MqttProperties.RESPONSE_TOPIC),
				bytes(properties, MqttProperties.CORRELATION_DATA), userProperties(properties));
	}

	static void add(MqttProperties properties, int id, long value) {
		properties.add(new IntegerProperty(id, (int) value));
	}

	static void add(MqttProperties properties, int id, @Nullable String value) {
		if (value != null) {
			properties.add(new StringProperty(id, value));
		}
	}

	static void add(MqttProperties properties, int id, @Nullable ByteBuffer value) {
		if (value != null) {
			byte[] bytes = new byte[value.remaining()];
			value.duplicate().get(bytes);
			properties.add(new BinaryProperty(id, bytes));
		}
	}

}
