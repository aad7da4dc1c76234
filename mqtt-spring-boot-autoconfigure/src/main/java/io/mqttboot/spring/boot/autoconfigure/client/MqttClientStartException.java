package io.mqttboot.spring.boot.autoconfigure.client;

import java.io.Serial;

import io.mqttboot.client.MqttClientState;
import org.jspecify.annotations.Nullable;

/**
 * The clients of an application cannot be started.
 */
public final class MqttClientStartException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	private MqttClientStartException(String text, String action, @Nullable Throwable cause) {
		super(text, cause);
		this.action = action;
	}

	/** A client that is to fail fast has no connection. */
	static MqttClientStartException ofConnection(String name, MqttClientState state, @Nullable Throwable cause) {
		Throwable failure = (cause != null) ? cause : state.lastFailure();
		String why = (failure != null) ? String.valueOf(failure.getMessage()) : "no answer in time";
		return new MqttClientStartException(
				"MQTT client '%s' cannot connect to %s as '%s': %s".formatted(name, state.serverUri(), state.clientId(),
						why),
				"Check that the server is there and lets this client in, or let the application start without it: "
						+ "set 'mqtt.client.fail-fast' to 'false', and the client keeps trying.",
				failure);
	}

	/** Two clients have one identifier. */
	static MqttClientStartException ofTwins(String one, String other, String clientId, String server) {
		return new MqttClientStartException(
				"MQTT clients '%s' and '%s' both have the client identifier '%s' at %s, where they would throw each other out without end"
					.formatted(one, other, clientId, server),
				"Give each its own 'client-id', or leave it out under 'mqtt.clients': then the name of the client is added to that of 'mqtt.client'.",
				null);
	}

	/**
	 * Returns what can be done about it.
	 * @return the advice
	 */
	public String action() {
		return this.action;
	}

}
