package io.mqttboot.spring.boot.autoconfigure.client;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where the servers of MQTT clients are, and as whom to connect. A bean of this type wins
 * over {@code mqtt.client.server-uri} and its credentials, for every client.
 */
public interface MqttConnectionDetails extends ConnectionDetails {

	/**
	 * Where servers are.
	 * @return one URI or several with commas between them, as
	 * {@code mqtt.client.server-uri} has them
	 */
	String getServerUri();

	/**
	 * As whom to connect.
	 * @return the user name, {@code null} for none
	 */
	default @Nullable String getUsername() {
		return null;
	}

	/**
	 * What proves it.
	 * @return the password, {@code null} for none
	 */
	default @Nullable String getPassword() {
		return null;
	}

	/**
	 * What a connection is secured with.
	 * @return the bundle, {@code null} for the platform's trust
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
