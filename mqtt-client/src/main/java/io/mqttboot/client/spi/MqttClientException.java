package io.mqttboot.client.spi;

import java.io.Serial;

import io.mqttboot.MqttReasonCode;

/**
 * What a client could not do, or a server would not: with a reason code in the words of
 * MQTT 5 for every version.
 */
public class MqttClientException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final MqttReasonCode reasonCode;

	/**
	 * Creates a failure.
	 * @param reasonCode what the server answered, or what comes nearest to it
	 * @param text what went wrong, without payload, password or other secrets
	 */
	public MqttClientException(MqttReasonCode reasonCode, String text) {
		super(text);
		this.reasonCode = reasonCode;
	}

	/**
	 * Creates a failure with a cause.
	 * @param reasonCode what the server answered, or what comes nearest to it
	 * @param text what went wrong, without payload, password or other secrets
	 * @param cause what lies behind it
	 */
	public MqttClientException(MqttReasonCode reasonCode, String text, Throwable cause) {
		super(text, cause);
		this.reasonCode = reasonCode;
	}

	/**
	 * Returns the reason.
	 * @return what the server answered, or what comes nearest to it
	 */
	public MqttReasonCode reasonCode() {
		return this.reasonCode;
	}

}
