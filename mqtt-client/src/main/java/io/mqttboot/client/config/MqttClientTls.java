package io.mqttboot.client.config;

import java.util.Objects;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

/**
 * How connections to secure servers are encrypted.
 *
 * @param context asked for each connection, so that renewed certificates are used from
 * the next one on; called on an event loop, so it must not block for long
 * @param verifyHostName whether the server's certificate must name the host; only tests
 * have a reason to say no
 */
public record MqttClientTls(Supplier<SSLContext> context, boolean verifyHostName) {

	public MqttClientTls {
		Objects.requireNonNull(context, "context");
	}

	/**
	 * Returns the settings that fit a public server: the trust store of the JVM, and host
	 * names verified.
	 * @return the settings
	 */
	public static MqttClientTls ofPlatform() {
		return new MqttClientTls(() -> {
			try {
				return SSLContext.getDefault();
			}
			catch (java.security.NoSuchAlgorithmException ex) {
				throw new IllegalStateException("the JVM has no TLS", ex);
			}
		}, true);
	}

}
