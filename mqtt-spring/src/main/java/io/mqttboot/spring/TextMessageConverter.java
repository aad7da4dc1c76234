package io.mqttboot.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.StringMessageConverter;

/**
 * Reads and writes text, whatever it is said to be: JSON that is text already stays as it
 * is.
 */
final class TextMessageConverter extends StringMessageConverter {

	@Override
	protected boolean supportsMimeType(@Nullable MessageHeaders headers) {
		return true;
	}

}
