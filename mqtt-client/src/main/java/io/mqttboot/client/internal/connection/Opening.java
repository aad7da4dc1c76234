package io.mqttboot.client.internal.connection;

import io.mqttboot.client.spi.MqttClientAuthenticator;
import org.jspecify.annotations.Nullable;

/**
 * How enhanced authentication begins.
 *
 * @param method the method
 * @param exchange answers what the server says
 * @param data what is said first, {@code null} for nothing; not to be changed
 */
record Opening(String method, MqttClientAuthenticator.Exchange exchange, byte @Nullable [] data) {

	/** Asks the application; may block. */
	static Opening of(MqttClientAuthenticator authenticator, String serverUri) {
		MqttClientAuthenticator.Exchange exchange = authenticator.begin(serverUri);
		return new Opening(authenticator.method(), exchange, exchange.first());
	}

	/** Says nothing secret. */
	@Override
	public String toString() {
		return "Opening[method=" + this.method + "]";
	}

}
