package io.mqttboot.server.internal.connection;

import java.nio.ByteBuffer;
import java.util.List;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.MqttVersion;
import io.mqttboot.MqttWill;
import io.mqttboot.server.internal.broker.TopicRewrites;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * What a CONNECT says (MQTT 5.0, 3.1), in the words of MQTT 5.0 for all versions. Its
 * text form shows no secret.
 */
record ConnectRequest(MqttVersion version, String clientId, boolean cleanStart, int keepAliveSeconds,
		@Nullable String userName, byte @Nullable [] password, @Nullable MqttWill will, long expirySeconds,
		int receiveMaximum, long packetBytesMax, int topicAliasMax, boolean wantsResponseInformation,
		boolean wantsProblemInformation, @Nullable String method, @Nullable ByteBuffer data,
		List<MqttUserProperty> userProperties) {

	/**
	 * Reads a CONNECT.
	 * @param foreverSeconds how long the session of an MQTT 3 client without clean
	 * session outlives its connection
	 * @param rewrites how topics are rewritten, {@code null} if they are not
	 */
	static ConnectRequest of(MqttConnectMessage connect, MqttVersion version, long foreverSeconds,
			@Nullable TopicRewrites rewrites) {
		MqttConnectVariableHeader header = connect.variableHeader();
		MqttConnectPayload payload = connect.payload();
		MqttProperties properties = header.properties();
		long expiry = version.is5() ? NettyProperties.number(properties, MqttProperties.SESSION_EXPIRY_INTERVAL, 0)
				: (header.isCleanSession() ? 0 : Session.FOREVER);
		return new ConnectRequest(version, payload.clientIdentifier(), header.isCleanSession(),
				header.keepAliveTimeSeconds(), payload.userName(), payload.passwordInBytes(),
				will(header, payload, rewrites),
				(expiry == Session.FOREVER || expiry > foreverSeconds) ? foreverSeconds : expiry,
				(int) NettyProperties.number(properties, MqttProperties.RECEIVE_MAXIMUM, 65_535),
				NettyProperties.number(properties, MqttProperties.MAXIMUM_PACKET_SIZE, Long.MAX_VALUE),
				(int) NettyProperties.number(properties, MqttProperties.TOPIC_ALIAS_MAXIMUM, 0),
				NettyProperties.number(properties, MqttProperties.REQUEST_RESPONSE_INFORMATION, 0) == 1,
				NettyProperties.number(properties, MqttProperties.REQUEST_PROBLEM_INFORMATION, 1) == 1,
				NettyProperties.text(properties, MqttProperties.AUTHENTICATION_METHOD),
				NettyProperties.bytes(properties, MqttProperties.AUTHENTICATION_DATA),
				NettyProperties.userProperties(properties));
	}

	private static @Nullable MqttWill will(MqttConnectVariableHeader header, MqttConnectPayload payload,
			@Nullable TopicRewrites rewrites) {
		if (!header.isWillFlag()) {
			return null;
		}
		if (payload.willTopic().startsWith("$")) {
			throw new MqttProtocolException(MqttReasonCode.TOPIC_NAME_INVALID, "a will on a topic of the server's");
		}
		String topic = (rewrites != null) ? rewrites.publish(payload.willTopic()) : payload.willTopic();
		if (topic == null) {
			throw new MqttProtocolException(MqttReasonCode.TOPIC_NAME_INVALID,
					"the topic of a will cannot be rewritten");
		}
		MqttMessage message = MqttMessage.owning(topic, payload.willMessageInBytes(), MqttQos.of(header.willQos()),
				header.isWillRetain(), NettyProperties.message(payload.willProperties()));
		return new MqttWill(message,
				NettyProperties.number(payload.willProperties(), MqttProperties.WILL_DELAY_INTERVAL, 0));
	}

	/** Whether the server names a client that has not named itself [MQTT-3.1.3-6]. */
	boolean mayLackClientId() {
		return this.version.is5() || (this.version == MqttVersion.MQTT_3_1_1 && this.cleanStart);
	}

	ConnectRequest withClientId(String assigned) {
		return new ConnectRequest(this.version, assigned, this.cleanStart, this.keepAliveSeconds, this.userName,
				this.password, this.will, this.expirySeconds, this.receiveMaximum, this.packetBytesMax,
				this.topicAliasMax, this.wantsResponseInformation, this.wantsProblemInformation, this.method, this.data,
				this.userProperties);
	}

	MqttAuthRequest authRequest(ChannelLink from, boolean again, @Nullable ByteBuffer withData,
			List<MqttUserProperty> withUserProperties) {
		ByteBuffer secret = (this.password != null) ? ByteBuffer.wrap(this.password).asReadOnlyBuffer() : null;
		return new MqttAuthRequest(this.clientId, this.userName, secret, this.method, withData, again, this.version,
				from.socketAddress(), Certificates.of(from.channel()), withUserProperties);
	}

	Terms terms(int topicAliasLimit) {
		return new Terms(this.version, this.receiveMaximum, this.packetBytesMax,
				Math.min(this.topicAliasMax, topicAliasLimit));
	}

	@Override
	public String toString() {
		return "ConnectRequest[version=" + this.version + ", clientId=" + this.clientId + "]";
	}

}
