package io.mqttboot.client.config;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

/**
 * How connections to secure servers are encrypted.
 *
 * @param context asked for each attempt to connect, so that renewed certificates are used
 * from the next one on; it may block, for no longer than the connect timeout. If it
 * throws, the attempt fails
 * @param verifyHostName whether the server's certificate must name the host; only tests
 * have a reason to say no
 * @param protocols the versions of TLS that are offered, for example {@code TLSv1.3};
 * empty for those of the context
 * @param ciphers the cipher suites that are offered; empty for those of the context
 */
public record MqttClientTls(Supplier<SSLContext> context, boolean verifyHostName, List<String> protocols,
		List<String> ciphers) {

	public MqttClientTls {
		Objects.requireNonNull(context, "context");
		protocols = List.copyOf(protocols);
		ciphers = List.copyOf(ciphers);
	}

	/**
	 * Returns the settings that fit a public server: the trust store of the JVM, and host
	 * names verified.
	 * @return the settings
	 */
	public static MqttClientTls ofPlatform() {
		return of(() -> {
			try {
				return SSLContext.getDefault();
			}
			catch (java.security.NoSuchAlgorithmException ex) {
				throw new IllegalStateException("the JVM has no TLS", ex);
			}
		});
	}

	/**
	 * Returns settings that verify host names and leave the rest to a context: whom to
	 * trust, and which certificate to show.
	 * @param context asked for each attempt to connect
	 * @return the settings
	 */
	public static MqttClientTls of(Supplier<SSLContext> context) {
		return new MqttClientTls(context, true, List.of(), List.of());
	}

	/**
	 * Returns these settings with or without verification of host names.
	 * @param verify whether the server's certificate must name the host
	 * @return the settings
	 */
	public MqttClientTls withVerifyHostName(boolean verify) {
		return new MqttClientTls(this.context, verify, this.protocols, this.ciphers);
	}

	/**
	 * Returns these settings with other versions of TLS.
	 * @param names the versions, empty for those of the context
	 * @return the settings
	 */
	public MqttClientTls withProtocols(List<String> names) {
		return new MqttClientTls(this.context, this.verifyHostName, names, this.ciphers);
	}

	/**
	 * Returns these settings with other cipher suites.
	 * @param names the cipher suites, empty for those of the context
	 * @return the settings
	 */
	public MqttClientTls withCiphers(List<String> names) {
		return new MqttClientTls(this.context, this.verifyHostName, this.protocols, names);
	}

}
