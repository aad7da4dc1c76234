package io.mqttboot;

import java.util.Objects;

/**
 * The message that is published for a client that goes without saying so (MQTT 5.0,
 * 3.1.2.5).
 *
 * @param message the message
 * @param delaySeconds seconds between the end of the connection and the publication, 0
 * for at once
 */
public record MqttWill(MqttMessage message, long delaySeconds) {

	public MqttWill {
		Objects.requireNonNull(message, "message");
		if (delaySeconds < 0 || delaySeconds > 0xFFFF_FFFFL) {
			throw new IllegalArgumentException("will delay must be 0 to 4294967295 seconds");
		}
	}

}
