package io.mqttboot.client.spi;

import java.io.Serial;

import io.mqttboot.MqttReasonCode;

/**
 * The files of an outbox cannot be opened, read or written.
 */
public class MqttOutboxException extends MqttClientException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates a failure.
	 * @param text what went wrong, with the file
	 */
	public MqttOutboxException(String text) {
		super(MqttReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, text);
	}

	/**
	 * Creates a failure with a cause.
	 * @param text what went wrong, with the file
	 * @param cause what lies behind it
	 */
	public MqttOutboxException(String text, Throwable cause) {
		super(MqttReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, text, cause);
	}

}
