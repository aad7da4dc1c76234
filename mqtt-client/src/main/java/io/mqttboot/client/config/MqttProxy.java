package io.mqttboot.client.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A proxy between a client and its servers. The host name of a server is looked up by the
 * proxy, except with SOCKS 4, which knows addresses only.
 *
 * @param type what the proxy speaks
 * @param host its address or host name, looked up anew for each connection
 * @param port its port
 * @param username who asks, {@code null} if the proxy lets everybody in
 * @param password the password, {@code null} for none; SOCKS 4 knows none
 */
public record MqttProxy(Type type, String host, int port, @Nullable String username, @Nullable String password) {

	/**
	 * What a proxy speaks.
	 */
	public enum Type {

		/** HTTP with the method CONNECT. */
		HTTP("http", 8080),

		/** SOCKS 4, for IPv4 addresses. */
		SOCKS4("socks4", 1080),

		/** SOCKS 5. */
		SOCKS5("socks5", 1080);

		private final String scheme;

		private final int port;

		Type(String scheme, int port) {
			this.scheme = scheme;
			this.port = port;
		}

	}

	public MqttProxy {
		Objects.requireNonNull(type, "type");
		Objects.requireNonNull(host, "host");
		if (host.isBlank()) {
			throw new IllegalArgumentException("a proxy needs a host");
		}
		if (port < 1 || port > 65_535) {
			throw new IllegalArgumentException("the port of a proxy must be 1 to 65535 but is " + port);
		}
		if (password != null && username == null) {
			throw new IllegalArgumentException("the password of a proxy needs a user name");
		}
	}

	/**
	 * Reads where a proxy is: {@code http://host:8080}, {@code socks5://host:1080} or
	 * {@code socks4://host:1080}.
	 * @param text the URI, without credentials
	 * @return the proxy, which lets everybody in
	 * @throws IllegalArgumentException if it is no such URI
	 */
	public static MqttProxy of(String text) {
		URI uri;
		try {
			uri = new URI(text.strip());
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("a proxy is no URI: " + ex.getReason(), ex);
		}
		if (uri.getUserInfo() != null) {
			throw new IllegalArgumentException("the URI of a proxy holds no credentials; set username and password");
		}
		if (uri.getScheme() == null || uri.getHost() == null) {
			throw new IllegalArgumentException("'" + text + "' does not say which proxy, for example socks5://host");
		}
		for (Type type : Type.values()) {
			if (type.scheme.equals(uri.getScheme().toLowerCase(Locale.ROOT))) {
				String host = uri.getHost().startsWith("[") ? uri.getHost().substring(1, uri.getHost().length() - 1)
						: uri.getHost();
				return new MqttProxy(type, host, (uri.getPort() >= 0) ? uri.getPort() : type.port, null, null);
			}
		}
		throw new IllegalArgumentException(
				"a proxy has the scheme '" + uri.getScheme() + "', not one of http, socks4, socks5");
	}

	/**
	 * Returns this proxy asked by somebody.
	 * @param name the user name
	 * @param secret the password, {@code null} for none
	 * @return the proxy
	 */
	public MqttProxy withCredentials(String name, @Nullable String secret) {
		return new MqttProxy(this.type, this.host, this.port, name, secret);
	}

	/**
	 * Returns the URI, without credentials.
	 */
	@Override
	public String toString() {
		String shown = (this.host.indexOf(':') >= 0) ? "[" + this.host + "]" : this.host;
		return this.type.scheme + "://" + shown + ":" + this.port;
	}

}
