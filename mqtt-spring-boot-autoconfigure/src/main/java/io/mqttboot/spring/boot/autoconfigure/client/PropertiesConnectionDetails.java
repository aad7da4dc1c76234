package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.List;

import io.mqttboot.client.config.MqttAlibabaCredentials;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Connection details as the properties of a client have them.
 */
final class PropertiesConnectionDetails implements MqttConnectionDetails {

	private static final String ADDRESS = "127.0.0.1";

	private static final int PORT = 1883;

	private final PropertyCheck check;

	private final MqttClientProperties properties;

	private final @Nullable SslBundles bundles;

	PropertiesConnectionDetails(PropertyCheck check, MqttClientProperties properties, @Nullable SslBundles bundles) {
		this.check = check;
		this.properties = properties;
		this.bundles = bundles;
	}

	@Override
	public String getServerUri() {
		List<String> uris = this.properties.getServerUri();
		if (!uris.isEmpty()) {
			return String.join(",", uris);
		}
		MqttAlibabaCredentials device = AlibabaDevice.of(this.check, this.properties.getAlibaba());
		String region = this.properties.getAlibaba().getRegion();
		if (device != null && region != null) {
			return device.serverUri(region, false);
		}
		String ip = this.properties.getIp();
		Integer port = this.properties.getPort();
		String host = (ip == null) ? ADDRESS : (ip.indexOf(':') >= 0 && !ip.startsWith("[")) ? "[" + ip + "]" : ip;
		return "tcp://" + host + ":" + ((port == null) ? PORT : this.check.within("port", port, 1, 65_535));
	}

	@Override
	public @Nullable String getUsername() {
		return this.properties.getUsername();
	}

	@Override
	public @Nullable String getPassword() {
		return this.properties.getPassword();
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		String name = bundleName();
		if (name == null) {
			return null;
		}
		if (this.bundles == null) {
			throw this.check.invalid("ssl.bundle", name, "the application has no SSL bundles");
		}
		return this.bundles.getBundle(name);
	}

	/** Which property says where servers are. */
	String key() {
		return this.properties.getServerUri().isEmpty() ? "ip" : "server-uri";
	}

	/** The bundle that is used, {@code null} for none. */
	@Nullable String bundleName() {
		MqttClientProperties.Ssl ssl = this.properties.getSsl();
		return Boolean.FALSE.equals(ssl.getEnabled()) ? null : ssl.getBundle();
	}

}
