package io.mqttboot.server.config;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A port that the server opens.
 *
 * @param kind what is spoken on it
 * @param host the address or host name it is bound to
 * @param port the port, 0 for any free one
 * @param backlog connections that the operating system keeps until they are accepted
 * @param paths WebSocket: the paths that are served; empty for TCP
 * @param origins WebSocket: the origins of the pages that may connect, as browsers tell
 * them ({@code https://example.com}); empty for all. Who tells none is no browser, and
 * let in
 * @param tls how it is encrypted, {@code null} if it is not
 */
public record MqttListenerConfig(Kind kind, String host, int port, int backlog, List<String> paths,
		List<String> origins, @Nullable MqttServerTls tls) {

	/** What is spoken on a port. */
	public enum Kind {

		/** MQTT on TCP. */
		TCP,

		/** MQTT on WebSocket (MQTT 5.0, 6). */
		WEBSOCKET

	}

	private static final int BACKLOG = 1024;

	public MqttListenerConfig {
		Objects.requireNonNull(kind, "kind");
		Objects.requireNonNull(host, "host");
		paths = List.copyOf(paths);
		origins = List.copyOf(origins);
		if (port < 0 || port > 65_535) {
			throw new IllegalArgumentException("port must be 0 to 65535 but is " + port);
		}
	}

	/**
	 * Create a TCP listener.
	 * @param host the address or host name
	 * @param port the port, 0 for any free one
	 * @return the listener
	 */
	public static MqttListenerConfig tcp(String host, int port) {
		return new MqttListenerConfig(Kind.TCP, host, port, BACKLOG, List.of(), List.of(), null);
	}

	/**
	 * Create a WebSocket listener on {@code /} and {@code /mqtt}.
	 * @param host the address or host name
	 * @param port the port, 0 for any free one
	 * @return the listener
	 */
	public static MqttListenerConfig webSocket(String host, int port) {
		return new MqttListenerConfig(Kind.WEBSOCKET, host, port, BACKLOG, List.of("/", "/mqtt"), List.of(), null);
	}

	/**
	 * Returns whether what is spoken on it is encrypted.
	 * @return whether it is
	 */
	public boolean isSecure() {
		return this.tls != null;
	}

	/**
	 * Returns the same on another address.
	 * @param other the address or host name
	 * @return the listener
	 */
	public MqttListenerConfig withHost(String other) {
		return new MqttListenerConfig(this.kind, other, this.port, this.backlog, this.paths, this.origins, this.tls);
	}

	/**
	 * Returns the same on another port.
	 * @param other the port, 0 for any free one
	 * @return the listener
	 */
	public MqttListenerConfig withPort(int other) {
		return new MqttListenerConfig(this.kind, this.host, other, this.backlog, this.paths, this.origins, this.tls);
	}

	/**
	 * Returns the same with another backlog.
	 * @param other connections that the operating system keeps until they are accepted
	 * @return the listener
	 */
	public MqttListenerConfig withBacklog(int other) {
		return new MqttListenerConfig(this.kind, this.host, this.port, other, this.paths, this.origins, this.tls);
	}

	/**
	 * Returns the same on other paths.
	 * @param others the paths that are served
	 * @return the listener
	 */
	public MqttListenerConfig withPaths(List<String> others) {
		return new MqttListenerConfig(this.kind, this.host, this.port, this.backlog, others, this.origins, this.tls);
	}

	/**
	 * Returns the same for other origins.
	 * @param others the origins of the pages that may connect, empty for all
	 * @return the listener
	 */
	public MqttListenerConfig withOrigins(List<String> others) {
		return new MqttListenerConfig(this.kind, this.host, this.port, this.backlog, this.paths, others, this.tls);
	}

	/**
	 * Returns the same, encrypted.
	 * @param settings how, {@code null} for not at all
	 * @return the listener
	 */
	public MqttListenerConfig withTls(@Nullable MqttServerTls settings) {
		return new MqttListenerConfig(this.kind, this.host, this.port, this.backlog, this.paths, this.origins,
				settings);
	}

}
