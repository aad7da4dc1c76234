package io.mqttboot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads payloads: {@code MqttPayload.text(payload)} is the payload as text.
 */
public final class MqttPayload {

	private MqttPayload() {
	}

	/**
	 * Returns a payload as text.
	 * @param payload the payload; its position is left where it is
	 * @return the bytes read as UTF-8
	 */
	public static String text(ByteBuffer payload) {
		return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
	}

	/**
	 * Returns a copy of a payload's bytes.
	 * @param payload the payload; its position is left where it is
	 * @return the bytes
	 */
	public static byte[] bytes(ByteBuffer payload) {
		byte[] bytes = new byte[payload.remaining()];
		payload.duplicate().get(bytes);
		return bytes;
	}

}
