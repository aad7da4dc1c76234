package io.mqttboot.spring.listener;

import java.util.Map;
import java.util.Objects;

import io.mqttboot.MqttMessage;
import io.mqttboot.client.spi.MqttAcknowledgment;
import org.jspecify.annotations.Nullable;

/**
 * A message that came to a listener.
 *
 * @param message the message
 * @param template the template of the listener that its topic matches
 * @param variables the variables of the template and what the topic has there
 * @param publisher the client that published it, where a listener listens to the server
 * itself; otherwise {@code null}
 * @param acknowledgment acknowledges the message, in {@link MqttAckMode#MANUAL}; in other
 * modes it is not needed
 */
public record MqttReceived(MqttMessage message, String template, Map<String, String> variables,
		@Nullable String publisher, MqttAcknowledgment acknowledgment) {

	public MqttReceived {
		Objects.requireNonNull(message, "message");
		Objects.requireNonNull(template, "template");
		variables = Map.copyOf(variables);
		Objects.requireNonNull(acknowledgment, "acknowledgment");
	}

}
