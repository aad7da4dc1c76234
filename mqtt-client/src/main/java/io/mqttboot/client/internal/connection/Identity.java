package io.mqttboot.client.internal.connection;

import io.mqttboot.client.config.MqttClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of itself on one connection.
 *
 * @param clientId the client identifier
 * @param username the user name, {@code null} for none
 * @param password the password, {@code null} for none; not to be changed
 * @param opening how enhanced authentication begins, {@code null} without it
 */
record Identity(String clientId, @Nullable String username, byte @Nullable [] password, @Nullable Opening opening) {

	static Identity of(MqttClientConfig config) {
		return new Identity(config.clientId(), config.username(), config.password(), null);
	}

	Identity with(Opening begun) {
		return new Identity(this.clientId, this.username, this.password, begun);
	}

	/** Says nothing secret. */
	@Override
	public String toString() {
		return "Identity[clientId=" + this.clientId + ", username=" + this.username + "]";
	}

}
