package io.mqttboot.spring.listener;

import java.util.Objects;

import io.mqttboot.MqttMessage;

/**
 * A message that a listener could not handle.
 *
 * @param listener the identifier of the listener
 * @param client the name of its client, empty for the one without a name
 * @param message the message
 * @param failure why, the last time
 * @param attempts how often it was tried
 */
public record MqttFailedMessage(String listener, String client, MqttMessage message, Throwable failure, int attempts) {

	public MqttFailedMessage {
		Objects.requireNonNull(listener, "listener");
		Objects.requireNonNull(client, "client");
		Objects.requireNonNull(message, "message");
		Objects.requireNonNull(failure, "failure");
	}

}
