package io.mqttboot.spring;

import java.nio.ByteBuffer;

import io.mqttboot.MqttPayload;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.AbstractMessageConverter;
import org.springframework.util.MimeTypeUtils;

/**
 * Converts between bytes and a buffer of them.
 */
final class ByteBufferMessageConverter extends AbstractMessageConverter {

	ByteBufferMessageConverter() {
		super(MimeTypeUtils.APPLICATION_OCTET_STREAM, MimeTypeUtils.ALL);
	}

	@Override
	protected boolean supports(Class<?> type) {
		return ByteBuffer.class.isAssignableFrom(type);
	}

	@Override
	protected @Nullable Object convertFromInternal(Message<?> message, Class<?> type, @Nullable Object hint) {
		return (message.getPayload() instanceof byte[] bytes) ? ByteBuffer.wrap(bytes).asReadOnlyBuffer() : null;
	}

	@Override
	protected Object convertToInternal(Object payload, @Nullable MessageHeaders headers, @Nullable Object hint) {
		return MqttPayload.bytes((ByteBuffer) payload);
	}

}
