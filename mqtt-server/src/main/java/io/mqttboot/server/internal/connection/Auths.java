package io.mqttboot.server.internal.connection;

import java.nio.ByteBuffer;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads AUTH packets (MQTT 5.0, 3.15).
 */
final class Auths {

	private Auths() {
	}

	static MqttMessage packet(MqttReasonCode reason, String method, @Nullable ByteBuffer data) {
		MqttProperties properties = new MqttProperties();
		NettyProperties.add(properties, MqttProperties.AUTHENTICATION_METHOD, method); // [MQTT-4.12.0-2]
		NettyProperties.add(properties, MqttProperties.AUTHENTICATION_DATA, data);
		return new MqttMessage(new MqttFixedHeader(MqttMessageType.AUTH, false, MqttQoS.AT_MOST_ONCE, false, 0),
				new MqttReasonCodeAndPropertiesVariableHeader((byte) reason.value(), properties));
	}

	static MqttReasonCodeAndPropertiesVariableHeader header(MqttMessage packet) {
		Object header = packet.variableHeader();
		return (header instanceof MqttReasonCodeAndPropertiesVariableHeader given) ? given
				: new MqttReasonCodeAndPropertiesVariableHeader((byte) 0, MqttProperties.NO_PROPERTIES);
	}

	/** The method never changes on a connection. [MQTT-4.12.1-1] */
	static void checkMethod(MqttProperties properties, @Nullable String method) {
		String named = NettyProperties.text(properties, MqttProperties.AUTHENTICATION_METHOD);
		if (method == null || !method.equals(named)) {
			throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR, "another authentication method");
		}
	}

}
