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
		MqttProperties properties = new MqttProperties();
		NettyProperties.add(properties, MqttProperties.REASON_STRING, why);
		refer(properties, reason, serverReference);
		if (!link.write(packet(reason, properties))) {
			link.write(packet(reason, MqttProperties.NO_PROPERTIES)); // [MQTT-3.14.2-3]
		}
	}

	/** Says where another server is, if the reason is that there is one. */
	static void refer(MqttProperties properties, MqttReasonCode reason, String serverReference) {
		boolean redirects = reason == MqttReasonCode.USE_ANOTHER_SERVER || reason == MqttReasonCode.SERVER_MOVED;
		if (redirects && !serverReference.isEmpty()) {
			NettyProperties.add(properties, MqttProperties.SERVER_REFERENCE, serverReference);
		}
	}

	private static MqttMessage packet(MqttReasonCode reason, MqttProperties properties) {
		return new MqttMessage(new MqttFixedHeader(MqttMessageType.DISCONNECT, false, MqttQoS.AT_MOST_ONCE, false, 0),
				new MqttReasonCodeAndPropertiesVariableHeader((byte) reason.value(), properties));
	}

}
