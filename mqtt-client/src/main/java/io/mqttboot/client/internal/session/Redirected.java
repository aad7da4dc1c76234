package io.mqttboot.client.internal.session;

import java.io.Serial;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.spi.MqttClientException;

/**
 * A server wants the client to use another one (MQTT 5.0, 4.11).
 */
public final class Redirected extends MqttClientException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String reference;

	/**
	 * Creates a redirect.
	 * @param reasonCode 0x9C for this time, 0x9D for good
	 * @param text what the server said
	 * @param reference the other servers
	 */
	public Redirected(MqttReasonCode reasonCode, String text, String reference) {
		super(reasonCode, text + ", to '" + reference + "'");
		this.reference = reference;
	}

	/** Returns the other servers, as the server wrote them. */
	String reference() {
		return this.reference;
	}

	/** Returns whether the server is to be forgotten. */
	boolean isPermanent() {
		return reasonCode() == MqttReasonCode.SERVER_MOVED;
	}

}
