package io.mqttboot.client.spi;

import java.io.Serial;

import io.mqttboot.MqttReasonCode;

/**
 * Something did not happen in the time that it was given. It may still happen: what was
 * published is not taken back.
 */
public class MqttTimeoutException extends MqttClientException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates a failure.
	 * @param text what was waited for, and how long
	 */
	public MqttTimeoutException(String text) {
		super(MqttReasonCode.SERVER_UNAVAILABLE, text);
	}

}
