package io.mqttboot.protocol.codec;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;

/**
 * The two answers that the standard has for most bad packets (MQTT 5.0, 4.13.1).
 */
final class Refusal {

	private Refusal() {
	}

	/** The packet cannot be parsed. */
	static MqttProtocolException malformed(String text) {
		return new MqttProtocolException(MqttReasonCode.MALFORMED_PACKET, text);
	}

	/** The packet can be parsed, but says what must not be said. */
	static MqttProtocolException protocolError(String text) {
		return new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR, text);
	}

}
