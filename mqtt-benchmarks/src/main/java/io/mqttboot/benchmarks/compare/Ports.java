package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a broker listens.
 *
 * @param mqtt MQTT over TCP
 * @param webSocket MQTT over WebSocket, 0 if nobody needs it
 */
record Ports(int mqtt, int webSocket) {

	// Below those that systems give to clients: connections that were closed a moment ago
	// hold on to them, and some brokers cannot listen there.
	private static final int FROM = 10_000;

	private static final int TO = 30_000;

	private static final int ATTEMPTS_MAX = 100;

	/** Returns ports that nobody has. */
	static Ports free(boolean webSocket) throws IOException {
		int mqtt = free();
		int other = webSocket ? free() : 0;
		return (mqtt != other) ? new Ports(mqtt, other) : free(webSocket);
	}

	private static int free() throws IOException {
		IOException last = new IOException("no port is free");
		for (int i = 0; i < ATTEMPTS_MAX; i++) {
			int port = ThreadLocalRandom.current().nextInt(FROM, TO);
			try (ServerSocket socket = new ServerSocket(port)) {
				return socket.getLocalPort();
			}
			catch (IOException ex) {
				last = ex;
			}
		}
		throw last;
	}

}
