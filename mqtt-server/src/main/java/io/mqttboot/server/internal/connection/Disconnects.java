package io.mqttboot.server.internal.connection;

import io.mqttboot.MqttReasonCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;

/**
 * Writes DISCONNECT packets to MQTT 5.0 clients (3.14).
 */
final class Disconnects {

	private Disconnects() {
	}

	static void write(ChannelLink link, MqttReasonCode reason, String why, String serverReference) {
		boolean redirects = reason == MqttReasonCode.USE_ANOTHER_SERVER || reason == MqttReasonCode.SERVER_MOVED;
		MqttProperties properties = new MqttProperties();
		NettyProperties.add(properties, MqttProperties.REASON_STRING, why);
		if (redirects) {
			NettyProperties.add(properties, MqttProperties.SERVER_REFERENCE, serverReference);
		}
		if (!link.write(packet(reason, properties))) {
			link.write(packet(reason, MqttProperties.NO_PROPERTIES)); // [MQTT-3.14.2-3]
		}
	}

	private static MqttMessage packet(MqttReasonCode reason, MqttProperties properties) {
		return new MqttMessage(new MqttFixedHeader(MqttMessageType.DISCONNECT, false, MqttQoS.AT_MOST_ONCE, false, 0),
				new MqttReasonCodeAndPropertiesVariableHeader((byte) reason.value(), properties));
	}

}
