package io.mqttboot.client.internal.connection;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.internal.session.Redirected;
import io.mqttboot.client.internal.session.Terms;
import io.mqttboot.client.spi.MqttClientException;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import org.jspecify.annotations.Nullable;

/**
 * Reads CONNACK (MQTT 5.0, 3.2), and DISCONNECT where it says the same.
 */
final class ConnAck {

	private static final int RECEIVE_MAX = 65_535;

	// Before MQTT 5 a server cannot say how many it takes. Mosquitto takes 20 and drops
	// the next ones, and what it answers looks like success.
	private static final int EXACTLY_ONCE_MAX_BEFORE_5 = 20;

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

	/** Why the server does not let the client in. */
	static MqttClientException refusal(MqttConnAckMessage packet, MqttReasonCode reason) {
		return farewell("the server refused: ", reason, packet.variableHeader().properties());
	}

	/** Why the server ends the connection with DISCONNECT. */
	static MqttClientException farewell(MqttMessage packet) {
		if (packet.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader said) {
			return farewell("the server said DISCONNECT: ", MqttReasonCode.of(said.reasonCode() & 0xFF),
					said.properties());
		}
		return farewell("the server said DISCONNECT: ", MqttReasonCode.SUCCESS, MqttProperties.NO_PROPERTIES);
	}

	private static MqttClientException farewell(String what, MqttReasonCode reason, MqttProperties said) {
		String why = text(said, MqttProperties.REASON_STRING);
		String text = what + reason.text() + ((why != null) ? " (" + why + ")" : "");
		String reference = text(said, MqttProperties.SERVER_REFERENCE);
		boolean redirect = reason == MqttReasonCode.USE_ANOTHER_SERVER || reason == MqttReasonCode.SERVER_MOVED;
		return (redirect && reference != null) ? new Redirected(reason, text, reference)
				: new MqttClientException(reason, text);
	}

	static Terms terms(MqttConnAckMessage packet, MqttClientConfig config, String clientId) {
		MqttProperties said = packet.variableHeader().properties();
		String assigned = text(said, MqttProperties.ASSIGNED_CLIENT_IDENTIFIER);
		boolean present = packet.variableHeader().isSessionPresent() && config.version() != MqttVersion.MQTT_3_1;
		return new Terms(present, (assigned != null) ? assigned : clientId,
				(int) number(said, MqttProperties.SERVER_KEEP_ALIVE, config.keepAliveSeconds()), // [MQTT-3.2.2-21]
				(int) number(said, MqttProperties.RECEIVE_MAXIMUM, RECEIVE_MAX),
				config.version().is5() ? RECEIVE_MAX : EXACTLY_ONCE_MAX_BEFORE_5,
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
