package io.mqttboot.server.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How a listener is encrypted. Where netty-tcnative is on the class path OpenSSL does it,
 * otherwise the JVM.
 *
 * @param keys asked for each connection, on its event loop, so it must answer at once;
 * other keys than before are used from that connection on, and those that are open stay.
 * If they cannot be used, the former ones are
 * @param serverNames other keys for clients that name a host (SNI), by the name, in lower
 * case, or by {@code *.} and what follows the first dot; asked as {@code keys} is
 * @param clientAuth whether clients show a certificate
 * @param protocols the versions of TLS that are spoken, for example {@code TLSv1.3};
 * empty for 1.3 and 1.2
 * @param ciphers the cipher suites that are spoken; empty for the provider's
 */
public record MqttServerTls(Supplier<MqttTlsKeys> keys, Map<String, Supplier<MqttTlsKeys>> serverNames,
		MqttClientAuth clientAuth, List<String> protocols, List<String> ciphers) {

	public MqttServerTls {
		Objects.requireNonNull(keys, "keys");
		Objects.requireNonNull(clientAuth, "clientAuth");
		Map<String, Supplier<MqttTlsKeys>> names = new HashMap<>();
		serverNames.forEach((name, named) -> names.put(name.toLowerCase(Locale.ROOT), named));
		serverNames = Map.copyOf(names);
		protocols = List.copyOf(protocols);
		ciphers = List.copyOf(ciphers);
	}

	/**
	 * Returns what encrypts with one certificate, and asks clients for none.
	 * @param keys asked for each connection
	 * @return the settings
	 */
	public static MqttServerTls of(Supplier<MqttTlsKeys> keys) {
		return new MqttServerTls(keys, Map.of(), MqttClientAuth.NONE, List.of(), List.of());
	}

	/**
	 * Returns these settings with other keys for clients that name a host.
	 * @param names the keys by the names of hosts
	 * @return the settings
	 */
	public MqttServerTls withServerNames(Map<String, Supplier<MqttTlsKeys>> names) {
		return new MqttServerTls(this.keys, names, this.clientAuth, this.protocols, this.ciphers);
	}

	/**
	 * Returns these settings with or without certificates of clients.
	 * @param auth whether clients show one
	 * @return the settings
	 */
	public MqttServerTls withClientAuth(MqttClientAuth auth) {
		return new MqttServerTls(this.keys, this.serverNames, auth, this.protocols, this.ciphers);
	}

	/**
	 * Returns these settings with other versions of TLS.
	 * @param names the versions, empty for the provider's
	 * @return the settings
	 */
	public MqttServerTls withProtocols(List<String> names) {
		return new MqttServerTls(this.keys, this.serverNames, this.clientAuth, names, this.ciphers);
	}

	/**
	 * Returns these settings with other cipher suites.
	 * @param names the cipher suites, empty for the provider's
	 * @return the settings
	 */
	public MqttServerTls withCiphers(List<String> names) {
		return new MqttServerTls(this.keys, this.serverNames, this.clientAuth, this.protocols, names);
	}

}
