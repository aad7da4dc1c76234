package io.mqttboot.server.internal.connection;

import io.mqttboot.server.internal.broker.LogText;

/**
 * What a peer sent, made fit for a log line.
 */
final class Printable {

	private Printable() {
	}

	static String of(String text) {
		return LogText.of(text);
	}

}
