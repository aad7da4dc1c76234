package io.mqttboot.server.internal.broker;

import java.nio.ByteBuffer;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttText;

/**
 * Whether a message that did not come from the wire can go there: what the decoder has
 * checked of the others.
 */
public final class Publishable {

	// an MQTT packet, less the most that a header of fixed parts needs
	private static final int BYTES_MAX = 268_435_455 - 65_536;

	private static final int FIELD_MAX = 65_535;

	private Publishable() {
	}

	/** Whether a client could have published it. */
	public static boolean is(MqttMessage message) {
		try {
			MqttText.check(message);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
		ByteBuffer correlation = message.properties().correlationData();
		return message.topic().charAt(0) != '$' && (correlation == null || correlation.remaining() <= FIELD_MAX)
				&& Publication.bytes(message) <= BYTES_MAX;
	}

}
