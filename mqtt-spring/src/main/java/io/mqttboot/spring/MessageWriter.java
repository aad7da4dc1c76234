package io.mqttboot.spring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttUserProperty;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Makes MQTT messages of what an application wants to send.
 */
final class MessageWriter {

	static final byte[] EMPTY = new byte[0];

	private final MessageConverter converter;

	MessageWriter(MessageConverter converter) {
		this.converter = converter;
	}

	/** What is said about a message beside its topic and payload. */
	static final class Parts {

		MqttQos qos;

		boolean retained;

		long expirySeconds = MqttMessageProperties.NO_EXPIRY;

		@Nullable MimeType contentType;

		@Nullable String responseTopic;

		byte @Nullable [] correlationData;

		final List<MqttUserProperty> userProperties = new ArrayList<>();

		Parts(MqttQos qos, boolean retained) {
			this.qos = qos;
			this.retained = retained;
		}

		// what a Spring message says about itself
		Parts with(MessageHeaders headers) {
			headers.forEach(this::take);
			return this;
		}

		private void take(String name, Object value) {
			switch (name) {
				case MqttHeaders.QOS ->
					this.qos = (value instanceof MqttQos same) ? same : MqttQos.of(Integer.parseInt(value.toString()));
				case MqttHeaders.RETAINED -> this.retained = Boolean.parseBoolean(value.toString());
				case MqttHeaders.MESSAGE_EXPIRY -> this.expirySeconds = Long.parseLong(value.toString());
				case MqttHeaders.RESPONSE_TOPIC -> this.responseTopic = value.toString();
				case MqttHeaders.CORRELATION_DATA ->
					this.correlationData = (value instanceof byte[] bytes) ? bytes : null;
				case MessageHeaders.CONTENT_TYPE -> this.contentType = (value instanceof MimeType same) ? same
						: MimeTypeUtils.parseMimeType(value.toString());
				default -> {
					if (value instanceof String text && !name.startsWith(MqttHeaders.PREFIX)) {
						this.userProperties.add(new MqttUserProperty(name, text));
					}
				}
			}
		}

		private MqttMessageProperties properties(@Nullable MimeType type) {
			return new MqttMessageProperties(null, this.expirySeconds, (type != null) ? type.toString() : null,
					this.responseTopic, (this.correlationData != null) ? ByteBuffer.wrap(this.correlationData) : null,
					this.userProperties);
		}

	}

	/**
	 * Makes a message.
	 * @throws MessageConversionException if no converter knows the payload, or it fails
	 */
	MqttMessage write(String topic, @Nullable Object payload, Parts parts) {
		if (payload instanceof Message<?> message) {
			return write(topic, message.getPayload(), parts.with(message.getHeaders()));
		}
		if (payload == null) {
			return message(topic, EMPTY, parts, parts.contentType);
		}
		Message<?> written = convert(topic, payload, parts.contentType);
		Object type = written.getHeaders().get(MessageHeaders.CONTENT_TYPE);
		boolean said = parts.contentType != null || !MimeTypeUtils.APPLICATION_OCTET_STREAM.equals(type);
		return message(topic, bytes(topic, payload, written.getPayload()), parts,
				(said && type instanceof MimeType mimeType) ? mimeType : null);
	}

	private static MqttMessage message(String topic, byte[] payload, Parts parts, @Nullable MimeType type) {
		return MqttMessage.owning(topic, payload, parts.qos, parts.retained, parts.properties(type));
	}

	private Message<?> convert(String topic, Object payload, @Nullable MimeType contentType) {
		MessageHeaderAccessor accessor = new MessageHeaderAccessor();
		accessor.setLeaveMutable(true);
		if (contentType != null) {
			accessor.setContentType(contentType);
		}
		Message<?> written;
		try {
			written = this.converter.toMessage(payload, accessor.getMessageHeaders());
		}
		catch (RuntimeException ex) {
			throw new MessageConversionException("a payload of type " + payload.getClass().getName() + " for topic '"
					+ topic + "' cannot be written", ex);
		}
		if (written == null) {
			throw new MessageConversionException(
					"no converter writes a payload of type " + payload.getClass().getName() + " for topic '" + topic
							+ "'" + ((contentType != null) ? " as " + contentType : "; is Jackson on the class path?"));
		}
		return written;
	}

	private static byte[] bytes(String topic, Object payload, Object written) {
		if (written instanceof byte[] bytes) {
			return (written == payload) ? bytes.clone() : bytes; // the application's own
																	// may change
		}
		if (written instanceof String text) {
			return text.getBytes(StandardCharsets.UTF_8);
		}
		throw new MessageConversionException("a converter made neither bytes nor text of a payload of type "
				+ payload.getClass().getName() + " for topic '" + topic + "' but " + written.getClass().getName());
	}

}
