package io.mqttboot.server.config;

import java.util.List;
import java.util.Objects;

/**
 * A port that the server opens.
 *
 * @param kind what is spoken on it
 * @param host the address or host name it is bound to
 * @param port the port, 0 for any free one
 * @param backlog connections that the operating system keeps until they are accepted
 * @param paths WebSocket: the paths that are served; empty for TCP
 */
public record MqttListenerConfig(Kind kind, String host, int port, int backlog, List<String> paths) {

	/** What is spoken on a port. */
	public enum Kind {

		/** MQTT on plain TCP. */
		TCP,

		/** MQTT on WebSocket (MQTT 5.0, 6). */
		WEBSOCKET

	}

	private static final int BACKLOG = 1024;

	public MqttListenerConfig {
		Objects.requireNonNull(kind, "kind");
		Objects.requireNonNull(host, "host");
		paths = List.copyOf(paths);
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
		return new MqttListenerConfig(Kind.TCP, host, port, BACKLOG, List.of());
	}

	/**
	 * Create a WebSocket listener on {@code /} and {@code /mqtt}.
	 * @param host the address or host name
	 * @param port the port, 0 for any free one
	 * @return the listener
	 */
	public static MqttListenerConfig webSocket(String host, int port) {
		return new MqttListenerConfig(Kind.WEBSOCKET, host, port, BACKLOG, List.of("/", "/mqtt"));
	}

}
