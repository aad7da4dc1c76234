package io.mqttboot.spring;

import java.io.Serial;
import java.time.Duration;

import org.springframework.messaging.MessagingException;

/**
 * No answer to a request came in time.
 */
public class MqttRequestTimeoutException extends MessagingException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates the failure.
	 * @param topic where the request went
	 * @param timeout how long was waited
	 */
	public MqttRequestTimeoutException(String topic, Duration timeout) {
		super("no answer to the request on '" + topic + "' within " + timeout.toMillis() + " ms");
	}

}
