package io.mqttboot.client.internal.connection;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.internal.session.Terms;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import org.jspecify.annotations.Nullable;

/**
 * Reads CONNACK (MQTT 5.0, 3.2).
 */
final class ConnAck {

	private static final int RECEIVE_MAX = 65_535;

	private ConnAck() {
	}

	/** The reason in the words of MQTT 5. */
	static MqttReasonCode reason(MqttConnAckMessage packet, MqttClientConfig config) {
		int code = packet.variableHeader().connectReturnCode().byteValue() & 0xFF;
		if (config.version().is5()) {
			return MqttReasonCode.of(code);
		}
		return switch (code) {
			case 0 -> MqttReasonCode.SUCCESS;
			case 1 -> MqttReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
			case 2 -> MqttReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
			case 3 -> MqttReasonCode.SERVER_UNAVAILABLE;
			case 4 -> MqttReasonCode.BAD_USER_NAME_OR_PASSWORD;
			case 5 -> MqttReasonCode.NOT_AUTHORIZED;
			default -> MqttReasonCode.UNSPECIFIED_ERROR;
		};
	}

	/** What the server says about its reason, {@code null} if nothing. */
	static @Nullable String reasonString(MqttConnAckMessage packet) {
		return text(packet.variableHeader().properties(), MqttProperties.REASON_STRING);
	}

	static Terms terms(MqttConnAckMessage packet, MqttClientConfig config, String clientId) {
		MqttProperties said = packet.variableHeader().properties();
		String assigned = text(said, MqttProperties.ASSIGNED_CLIENT_IDENTIFIER);
		return new Terms(packet.variableHeader().isSessionPresent(), (assigned != null) ? assigned : clientId,
				(int) number(said, MqttProperties.SERVER_KEEP_ALIVE, config.keepAliveSeconds()), // [MQTT-3.2.2-21]
				(int) number(said, MqttProperties.RECEIVE_MAXIMUM, RECEIVE_MAX),
				number(said, MqttProperties.MAXIMUM_PACKET_SIZE, Long.MAX_VALUE),
				(int) number(said, MqttProperties.TOPIC_ALIAS_MAXIMUM, 0),
				MqttQos.of((int) number(said, MqttProperties.MAXIMUM_QOS, 2)),
				number(said, MqttProperties.RETAIN_AVAILABLE, 1) == 1,
				config.version().is5() && number(said, MqttProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 1) == 1,
				text(said, MqttProperties.RESPONSE_INFORMATION));
	}

	private static long number(MqttProperties properties, int id, long otherwise) {
		MqttProperty<?> property = properties.getProperty(id);
		return (property != null) ? Integer.toUnsignedLong((Integer) property.value()) : otherwise;
	}

	private static @Nullable String text(MqttProperties properties, int id) {
		MqttProperty<?> property = properties.getProperty(id);
		return (property != null) ? (String) property.value() : null;
	}

}
