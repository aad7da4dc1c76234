package io.mqttboot.client.spi;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.mqttboot.MqttText;
import org.jspecify.annotations.Nullable;

/**
 * With what a client introduces itself to a server once.
 *
 * @param username the user name, {@code null} for none
 * @param password the password, {@code null} for none; before MQTT 5 it needs a user name
 * @param clientId the client identifier where it is part of the credentials, {@code null}
 * for the configured one
 */
public record MqttCredentials(@Nullable String username, byte @Nullable [] password, @Nullable String clientId) {

	public MqttCredentials {
		password = (password != null) ? password.clone() : null;
		MqttText.check(username, "user name");
		MqttText.check(clientId, "client id");
		if (clientId != null && clientId.isEmpty()) {
			throw new IllegalArgumentException("a client id must not be empty");
		}
	}

	/**
	 * Returns a user name and a password that is text.
	 * @param username the user name
	 * @param password the password, sent as UTF-8
	 * @return the credentials
	 */
	public static MqttCredentials of(String username, String password) {
		Objects.requireNonNull(username, "username");
		return new MqttCredentials(username, password.getBytes(StandardCharsets.UTF_8), null);
	}

	/**
	 * Returns a copy of the password.
	 * @return the password, {@code null} for none
	 */
	@Override
	public byte @Nullable [] password() {
		return (this.password != null) ? this.password.clone() : null;
	}

	/**
	 * Says whose credentials these are, and nothing secret.
	 */
	@Override
	public String toString() {
		return "MqttCredentials[username=" + this.username + ", clientId=" + this.clientId + "]";
	}

}
