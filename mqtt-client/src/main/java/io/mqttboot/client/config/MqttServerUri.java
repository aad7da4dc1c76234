package io.mqttboot.client.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Where a server is: {@code tcp://host:1883}, {@code mqtt://…}, {@code ssl://…},
 * {@code mqtts://…}, {@code tls://…}, {@code ws://host/path} or {@code wss://…}.
 *
 * @param transport what carries the packets
 * @param host an address or a host name, looked up anew for each connection
 * @param port the port, by default 1883, 8883, 80 or 443
 * @param path the path of a WebSocket, by default {@code /mqtt}; empty for the others
 */
public record MqttServerUri(Transport transport, String host, int port, String path) {

	private static final String DEFAULT_PATH = "/mqtt";

	/**
	 * What carries the packets.
	 */
	public enum Transport {

		/** Plain TCP. */
		TCP(1883, "tcp"),

		/** TLS over TCP. */
		TLS(8883, "ssl"),

		/** WebSocket. */
		WEBSOCKET(80, "ws"),

		/** WebSocket over TLS. */
		SECURE_WEBSOCKET(443, "wss");

		private final int port;

		private final String scheme;

		Transport(int port, String scheme) {
			this.port = port;
			this.scheme = scheme;
		}

		/**
		 * Returns whether the transport is encrypted.
		 * @return {@code true} for TLS and secure WebSocket
		 */
		public boolean isSecure() {
			return this == TLS || this == SECURE_WEBSOCKET;
		}

		/**
		 * Returns whether the packets travel in WebSocket frames.
		 * @return {@code true} for both kinds of WebSocket
		 */
		public boolean isWebSocket() {
			return this == WEBSOCKET || this == SECURE_WEBSOCKET;
		}

	}

	public MqttServerUri {
		Objects.requireNonNull(transport, "transport");
		Objects.requireNonNull(host, "host");
		Objects.requireNonNull(path, "path");
		if (host.isBlank()) {
			throw new IllegalArgumentException("a server URI needs a host");
		}
		if (port < 1 || port > 65_535) {
			throw new IllegalArgumentException("the port of a server must be 1 to 65535 but is " + port);
		}
	}

	/**
	 * Returns a plain TCP server.
	 * @param host an address or a host name
	 * @param port the port
	 * @return the server
	 */
	public static MqttServerUri tcp(String host, int port) {
		return new MqttServerUri(Transport.TCP, host, port, "");
	}

	/**
	 * Reads one server URI.
	 * @param text the URI; without a scheme it is taken for {@code tcp}
	 * @return the server
	 * @throws IllegalArgumentException if it is no server URI
	 */
	public static MqttServerUri of(String text) {
		String trimmed = text.strip();
		try {
			URI uri = new URI(trimmed.contains("://") ? trimmed : "tcp://" + trimmed);
			Transport transport = transport(uri.getScheme().toLowerCase(Locale.ROOT), trimmed);
			if (uri.getHost() == null) {
				throw new IllegalArgumentException("server URI '" + trimmed + "' names no host");
			}
			if (uri.getUserInfo() != null) {
				throw new IllegalArgumentException("a server URI holds no credentials; set username and password");
			}
			String host = uri.getHost().startsWith("[") ? uri.getHost().substring(1, uri.getHost().length() - 1)
					: uri.getHost();
			return new MqttServerUri(transport, host, (uri.getPort() >= 0) ? uri.getPort() : transport.port,
					path(transport, uri));
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("'" + trimmed + "' is no server URI: " + ex.getReason(), ex);
		}
	}

	/**
	 * Reads server URIs that stand behind one another.
	 * @param text the URIs, with commas between them
	 * @return the servers, at least one
	 * @throws IllegalArgumentException if there is none or one is not a server URI
	 */
	public static List<MqttServerUri> listOf(String text) {
		List<MqttServerUri> all = new ArrayList<>();
		for (String each : text.split(",")) {
			if (!each.isBlank()) {
				all.add(of(each));
			}
		}
		if (all.isEmpty()) {
			throw new IllegalArgumentException("no server URI in '" + text + "'");
		}
		return List.copyOf(all);
	}

	/**
	 * Reads a server reference of MQTT 5 (4.11), as this server gives one.
	 * @param reference a host, a host and a port, or a URI
	 * @return the other server, like this one in all that the reference does not say
	 * @throws IllegalArgumentException if it is none of these
	 */
	public MqttServerUri resolve(String reference) {
		if (reference.contains("://")) {
			return of(reference);
		}
		MqttServerUri other = of(this.transport.scheme + "://" + reference);
		return new MqttServerUri(this.transport, other.host, other.port, this.path);
	}

	private static Transport transport(String scheme, String text) {
		return switch (scheme) {
			case "tcp", "mqtt" -> Transport.TCP;
			case "ssl", "tls", "mqtts" -> Transport.TLS;
			case "ws" -> Transport.WEBSOCKET;
			case "wss" -> Transport.SECURE_WEBSOCKET;
			default -> throw new IllegalArgumentException("server URI '" + text + "' has the scheme '" + scheme
					+ "', not one of tcp, mqtt, ssl, tls, mqtts, ws, wss");
		};
	}

	private static String path(Transport transport, URI uri) {
		if (!transport.isWebSocket()) {
			return "";
		}
		String path = (uri.getRawPath() == null || uri.getRawPath().isEmpty()) ? DEFAULT_PATH : uri.getRawPath();
		return (uri.getRawQuery() != null) ? path + "?" + uri.getRawQuery() : path;
	}

	/**
	 * Returns the URI.
	 */
	@Override
	public String toString() {
		String shown = (this.host.indexOf(':') >= 0) ? "[" + this.host + "]" : this.host;
		return this.transport.scheme + "://" + shown + ":" + this.port + this.path;
	}

}
