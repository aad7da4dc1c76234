package io.mqttboot.server.config;

import java.util.Objects;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * What a server proves itself by, and whom it trusts. Both have been initialized.
 *
 * @param keys the certificate and its private key
 * @param trust which certificates of clients are trusted; it has to name the authorities
 * that issue them. {@code null} for none, where clients are not asked for a certificate
 */
public record MqttTlsKeys(KeyManagerFactory keys, @Nullable TrustManagerFactory trust) {

	public MqttTlsKeys {
		Objects.requireNonNull(keys, "keys");
	}

}
