package io.mqttboot.spring;

import java.nio.ByteBuffer;

import io.mqttboot.MqttPayload;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.AbstractMessageConverter;
import org.springframework.util.MimeTypeUtils;

/**
 * Hands bytes through, as an array or a buffer, whatever they are said to be.
 */
final class BytesMessageConverter extends AbstractMessageConverter {

	BytesMessageConverter() {
		super(MimeTypeUtils.APPLICATION_OCTET_STREAM);
	}

	@Override
	protected boolean supports(Class<?> type) {
		return type == byte[].class || ByteBuffer.class.isAssignableFrom(type);
	}

	@Override
	protected boolean supportsMimeType(@Nullable MessageHeaders headers) {
		return true;
	}

	@Override
	protected @Nullable Object convertFromInternal(Message<?> message, Class<?> type, @Nullable Object hint) {
		if (!(message.getPayload() instanceof byte[] bytes)) {
			return null;
		}
		return (type == byte[].class) ? bytes : ByteBuffer.wrap(bytes).asReadOnlyBuffer();
	}

	@Override
	protected Object convertToInternal(Object payload, @Nullable MessageHeaders headers, @Nullable Object hint) {
		return (payload instanceof ByteBuffer buffer) ? MqttPayload.bytes(buffer) : payload;
	}

}
