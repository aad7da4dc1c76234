package io.mqttboot.server.interop;

import java.nio.charset.StandardCharsets;

/**
 * A message as a foreign client got it.
 *
 * @param topic its topic
 * @param text its payload
 * @param qos its quality of service
 * @param retained whether it was marked as retained
 */
record Received(String topic, String text, int qos, boolean retained) {

	static Received live(String topic, String text, int qos) {
		return new Received(topic, text, qos, false);
	}

	static Received retained(String topic, String text, int qos) {
		return new Received(topic, text, qos, true);
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
