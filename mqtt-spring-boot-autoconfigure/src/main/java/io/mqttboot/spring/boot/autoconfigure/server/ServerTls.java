package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.mqttboot.server.config.MqttClientAuth;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

/**
 * TLS as properties and SSL bundles describe it.
 */
final class ServerTls {

	private static final String PREFIX = "mqtt.server.ssl.";

	private final @Nullable SslBundles bundles;

	private final @Nullable RevokedCertificates revoked;

	private final MqttClientAuth clientAuth;

	private ServerTls(MqttServerSslProperties properties, @Nullable SslBundles bundles) {
		String crl = properties.getCrl();
		this.bundles = bundles;
		this.revoked = (crl != null) ? new RevokedCertificates(crl) : null;
		this.clientAuth = properties.getClientAuth();
	}

	/** Returns how ports are encrypted, {@code null} if there is none that is. */
	static @Nullable MqttServerTls of(MqttServerSslProperties properties, @Nullable SslBundles bundles) {
		if (!properties.isOpen()) {
			return null;
		}
		ServerTls tls = new ServerTls(properties, bundles);
		String name = properties.getBundle();
		SslOptions options = tls.bundle("bundle", name).getOptions();
		return MqttServerTls.of(tls.keys("bundle", name))
			.withServerNames(tls.serverNames(properties))
			.withClientAuth(properties.getClientAuth())
			.withProtocols(names(options.getEnabledProtocols()))
			.withCiphers(names(options.getCiphers()));
	}

	private Map<String, Supplier<MqttTlsKeys>> serverNames(MqttServerSslProperties properties) {
		Map<String, Supplier<MqttTlsKeys>> names = new TreeMap<>();
		for (int i = 0; i < properties.getServerNameBundles().size(); i++) {
			MqttServerSslProperties.ServerNameBundle each = properties.getServerNameBundles().get(i);
			String key = "server-name-bundles[" + i + "].";
			String serverName = each.getServerName();
			if (serverName == null || serverName.isEmpty()) {
				throw new InvalidConfigurationPropertyValueException(PREFIX + key + "server-name", serverName,
						"the name of a host is expected");
			}
			names.put(serverName, keys(key + "bundle", each.getBundle()));
		}
		return names;
	}

	private Supplier<MqttTlsKeys> keys(String key, @Nullable String name) {
		SslBundle bundle = bundle(key, name);
		// the JVM's authorities would vouch for clients, and anybody gets a certificate
		// of theirs
		if (this.clientAuth != MqttClientAuth.NONE && bundle.getStores().getTrustStore() == null) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + "client-auth", this.clientAuth,
					"the SSL bundle '" + name + "' has no trust store that says which certificates are good");
		}
		BundleKeys keys = new BundleKeys(bundle, this.revoked);
		if (this.bundles != null && name != null) {
			this.bundles.addBundleUpdateHandler(name, keys::renew);
		}
		return keys;
	}

	private SslBundle bundle(String key, @Nullable String name) {
		if (name == null || this.bundles == null) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + key, name,
					"TLS needs an SSL bundle with the certificate of the server");
		}
		return this.bundles.getBundle(name);
	}

	private static List<String> names(String @Nullable [] names) {
		return (names != null) ? List.of(names) : List.of();
	}

}
