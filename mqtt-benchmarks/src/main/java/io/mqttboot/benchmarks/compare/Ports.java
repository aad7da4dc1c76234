package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Where a broker listens.
 *
 * @param mqtt MQTT over TCP
 * @param webSocket MQTT over WebSocket, 0 if nobody needs it
 */
record Ports(int mqtt, int webSocket) {

	/** Returns ports that nobody has. */
	static Ports free(boolean webSocket) throws IOException {
		try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return new Ports(first.getLocalPort(), webSocket ? second.getLocalPort() : 0);
		}
	}

}
