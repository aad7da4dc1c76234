package io.mqttboot.spring.listener;

import java.io.Serial;

import org.springframework.messaging.MessagingException;

/**
 * A message does not fit its listener: it cannot be converted, is not valid, or has
 * nothing for an argument. It would not fit the next time either, so it is not retried.
 */
public class MqttUnreadableMessageException extends MessagingException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates the failure.
	 * @param text what does not fit
	 * @param cause why
	 */
	public MqttUnreadableMessageException(String text, Throwable cause) {
		super(text, cause);
	}

}
