package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttServerUri;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Where the servers of one client are, as whom to connect to them, and how connections
 * are secured.
 */
final class ClientConnection {

	private static final String SCHEME_END = "://";

	private final PropertyCheck check;

	private final MqttConnectionDetails details;

	private final @Nullable PropertiesConnectionDetails ofProperties;

	// what the properties say of it; not asked for servers that they do not name
	private final @Nullable Boolean sslEnabled;

	private final @Nullable SslBundles bundles;

	/**
	 * Creates a connection.
	 * @param shared the details of all clients; where they are those of the properties,
	 * each client has its own
	 */
	ClientConnection(PropertyCheck check, MqttClientProperties properties, MqttConnectionDetails shared,
			@Nullable SslBundles bundles) {
		this.check = check;
		this.bundles = bundles;
		this.ofProperties = (shared instanceof PropertiesConnectionDetails)
				? new PropertiesConnectionDetails(check, properties, bundles) : null;
		this.details = (this.ofProperties != null) ? this.ofProperties : shared;
		this.sslEnabled = (this.ofProperties != null) ? properties.getSsl().getEnabled() : null;
	}

	void applyTo(MqttClientConfig.Builder builder, boolean mqtt5) {
		if (!mqtt5 && this.details.getUsername() == null && this.details.getPassword() != null) {
			throw this.check.invalid("username", null, "before MQTT 5 a password needs a user name"); // [MQTT-3.1.2-22]
		}
		SslBundle bundle = this.details.getSslBundle();
		builder.serverUris(serverUris(bundle != null));
		builder.username(this.details.getUsername());
		builder.password(this.details.getPassword());
		if (bundle != null) {
			builder.tls(BundleTls.of(bundle, this::watch));
		}
	}

	/** A client that was told to encrypt never sends a plain byte. */
	private List<MqttServerUri> serverUris(boolean bundle) {
		String text = this.details.getServerUri();
		boolean secure = (this.sslEnabled != null) ? this.sslEnabled : bundle;
		String wanted = secure ? secured(text) : text;
		List<MqttServerUri> uris = (this.ofProperties != null)
				? this.check.read(this.ofProperties.key(), wanted, MqttServerUri::listOf)
				: MqttServerUri.listOf(wanted);
		if (Boolean.FALSE.equals(this.sslEnabled)) {
			uris.stream().filter((uri) -> uri.transport().isSecure()).findFirst().ifPresent((uri) -> {
				throw this.check.invalid("ssl.enabled", false,
						"'%sserver-uri' names the secure server %s".formatted(this.check.prefix(), uri));
			});
		}
		return uris;
	}

	private static String secured(String uris) {
		StringBuilder secured = new StringBuilder();
		for (String each : uris.split(",")) {
			String uri = each.strip();
			int end = uri.indexOf(SCHEME_END);
			String scheme = (end < 0) ? "tcp" : uri.substring(0, end).toLowerCase(Locale.ROOT);
			String rest = (end < 0) ? uri : uri.substring(end + SCHEME_END.length());
			String secureScheme = switch (scheme) {
				case "tcp", "mqtt" -> "ssl";
				case "ws" -> "wss";
				default -> scheme;
			};
			if (!uri.isEmpty()) {
				secured.append(secureScheme).append(SCHEME_END).append(rest).append(',');
			}
		}
		return secured.toString();
	}

	private void watch(Consumer<SslBundle> renewed) {
		String name = (this.ofProperties != null) ? this.ofProperties.bundleName() : null;
		if (name != null && this.bundles != null) {
			this.bundles.addBundleUpdateHandler(name, renewed);
		}
	}

}
