package io.mqttboot.server.internal.connection;

import java.nio.ByteBuffer;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttServerConfig;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import org.jspecify.annotations.Nullable;

/**
 * Makes CONNACK packets (MQTT 5.0, 3.2).
 */
final class ConnAcks {

	private ConnAcks() {
	}

	/**
	 * The client is let in: says what the server grants where it is not what was asked.
	 */
	static MqttConnAckMessage accepted(ConnectRequest request, boolean assignedId, boolean sessionPresent,
			long askedExpirySeconds, int serverKeepAlive, @Nullable ByteBuffer authData, MqttServerConfig config) {
		if (!request.version().is5()) {
			// 3.1 has no session present bit
			boolean present = sessionPresent && request.version() == MqttVersion.MQTT_3_1_1;
			return packet((byte) 0, present, MqttProperties.NO_PROPERTIES);
		}
		MqttLimits limits = config.limits();
		MqttProperties properties = new MqttProperties();
		if (askedExpirySeconds != request.expirySeconds()) {
			NettyProperties.add(properties, MqttProperties.SESSION_EXPIRY_INTERVAL, request.expirySeconds());
		}
		if (limits.receiveMax() < 65_535) {
			NettyProperties.add(properties, MqttProperties.RECEIVE_MAXIMUM, limits.receiveMax());
		}
		if (limits.retainedMax() == 0) {
			NettyProperties.add(properties, MqttProperties.RETAIN_AVAILABLE, 0);
		}
		NettyProperties.add(properties, MqttProperties.MAXIMUM_PACKET_SIZE, limits.packetBytesMax());
		if (assignedId) {
			NettyProperties.add(properties, MqttProperties.ASSIGNED_CLIENT_IDENTIFIER, request.clientId());
		}
		if (limits.topicAliasMax() > 0) {
			NettyProperties.add(properties, MqttProperties.TOPIC_ALIAS_MAXIMUM, limits.topicAliasMax());
		}
		if (serverKeepAlive != request.keepAliveSeconds()) {
			NettyProperties.add(properties, MqttProperties.SERVER_KEEP_ALIVE, serverKeepAlive); // [MQTT-3.2.2-21]
		}
		if (request.wantsResponseInformation() && !config.responseTopicPrefix().isEmpty()) {
			NettyProperties.add(properties, MqttProperties.RESPONSE_INFORMATION,
					config.responseTopicPrefix() + "/" + request.clientId() + "/");
		}
		NettyProperties.add(properties, MqttProperties.AUTHENTICATION_METHOD, request.method()); // [MQTT-4.12.0-5]
		NettyProperties.add(properties, MqttProperties.AUTHENTICATION_DATA, authData);
		return packet((byte) 0, sessionPresent, properties);
	}

	/** The client is refused; {@code null} if its version has no words for the reason. */
	static @Nullable MqttConnAckMessage refused(MqttVersion version, MqttReasonCode reason, @Nullable String why,
			String serverReference) {
		if (reason == MqttReasonCode.SESSION_TAKEN_OVER) {
			return null; // no code of CONNACK
		}
		if (version.is5()) {
			MqttProperties properties = new MqttProperties();
			NettyProperties.add(properties, MqttProperties.REASON_STRING, why);
			Disconnects.refer(properties, reason, serverReference);
			return packet((byte) reason.value(), false, properties);
		}
		int code = switch (reason) {
			case UNSUPPORTED_PROTOCOL_VERSION -> 1;
			case CLIENT_IDENTIFIER_NOT_VALID -> 2;
			case SERVER_UNAVAILABLE, SERVER_BUSY, QUOTA_EXCEEDED, CONNECTION_RATE_EXCEEDED, USE_ANOTHER_SERVER,
					SERVER_MOVED, SERVER_SHUTTING_DOWN ->
				3;
			case BAD_USER_NAME_OR_PASSWORD -> 4;
			case NOT_AUTHORIZED, BANNED, BAD_AUTHENTICATION_METHOD, TOPIC_NAME_INVALID -> 5;
			default -> 0;
		};
		return (code != 0) ? packet((byte) code, false, MqttProperties.NO_PROPERTIES) : null; // [MQTT-3.2.2-4]
	}

	private static MqttConnAckMessage packet(byte code, boolean sessionPresent, MqttProperties properties) {
		return new MqttConnAckMessage(
				new MqttFixedHeader(MqttMessageType.CONNACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
				new MqttConnAckVariableHeader(MqttConnectReturnCode.valueOf(code), sessionPresent, properties));
	}

	/** Whether a client may read why: why authentication failed is nobody's business. */
	static boolean explains(MqttReasonCode reason) {
		return reason != MqttReasonCode.NOT_AUTHORIZED && reason != MqttReasonCode.BAD_USER_NAME_OR_PASSWORD
				&& reason != MqttReasonCode.BANNED;
	}

}
