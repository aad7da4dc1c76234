package io.mqttboot.server.config;

import java.util.Objects;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * What a server proves itself by, and whom it trusts. Both have been initialized.
 *
 * @param keys the certificate and its private key
 * @param trust which certificates of clients are trusted, {@code null} for those that the
 * JVM trusts
 */
public record MqttTlsKeys(KeyManagerFactory keys, @Nullable TrustManagerFactory trust) {

	public MqttTlsKeys {
		Objects.requireNonNull(keys, "keys");
	}

}
