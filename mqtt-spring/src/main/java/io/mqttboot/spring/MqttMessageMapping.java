package io.mqttboot.spring;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttUserProperty;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.util.ClassUtils;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Makes Spring messages of MQTT messages, with the headers of {@link MqttHeaders}, and
 * reads their payloads.
 */
public final class MqttMessageMapping {

	private static final Set<Class<?>> READABLE_EMPTY = Set.of(byte[].class, String.class, ByteBuffer.class);

	private MqttMessageMapping() {
	}

	/**
	 * Returns a message for Spring.
	 * @param message the message as it came
	 * @param more further headers, which win
	 * @return the message with its payload as bytes, not to be changed
	 */
	public static Message<byte[]> toSpring(MqttMessage message, Map<String, ?> more) {
		Map<String, Object> headers = new HashMap<>();
		MqttMessageProperties properties = message.properties();
		for (MqttUserProperty each : properties.userProperties()) {
			if (!each.name().startsWith(MqttHeaders.PREFIX) && !isOfSpring(each.name())) {
				headers.putIfAbsent(each.name(), each.value());
			}
		}
		headers.put(MqttHeaders.TOPIC, message.topic());
		headers.put(MqttHeaders.QOS, message.qos().value());
		headers.put(MqttHeaders.RETAINED, message.retain());
		headers.put(MqttHeaders.MESSAGE, message);
		headers.put(MqttHeaders.USER_PROPERTIES, properties.userProperties());
		put(headers, MqttHeaders.RESPONSE_TOPIC, properties.responseTopic());
		put(headers, MqttHeaders.CONTENT_TYPE, properties.contentType());
		put(headers, MessageHeaders.CONTENT_TYPE, mimeType(properties.contentType()));
		ByteBuffer correlationData = properties.correlationData();
		put(headers, MqttHeaders.CORRELATION_DATA,
				(correlationData != null) ? MqttPayload.bytes(correlationData) : null);
		put(headers, MqttHeaders.MESSAGE_EXPIRY, properties.expires() ? properties.messageExpirySeconds() : null);
		headers.putAll(more);
		MessageHeaderAccessor accessor = new MessageHeaderAccessor();
		accessor.copyHeaders(headers);
		accessor.setLeaveMutable(true); // without a random id, which nobody reads
		return MessageBuilder.createMessage(message.payloadArray(), accessor.getMessageHeaders());
	}

	/**
	 * Reads a payload.
	 * @param converter who can
	 * @param message the message
	 * @param type what is wanted; {@link MqttMessage} is the message itself
	 * @param hint the parameter or return value that is wanted, for type arguments;
	 * {@code null} for none
	 * @return what the payload says, {@code null} if it is empty and no text or bytes are
	 * wanted
	 * @throws MessageConversionException if no converter knows the type, or it fails
	 */
	public static @Nullable Object read(MessageConverter converter, MqttMessage message, Class<?> type,
			@Nullable MethodParameter hint) {
		if (type == MqttMessage.class) {
			return message;
		}
		if (message.payloadBytes() == 0 && !READABLE_EMPTY.contains(type)) {
			return null;
		}
		Class<?> wanted = ClassUtils.resolvePrimitiveIfNecessary(type);
		Object value;
		try {
			Message<byte[]> spring = toSpring(message, Map.of());
			value = (hint != null && converter instanceof SmartMessageConverter smart)
					? smart.fromMessage(spring, wanted, hint) : converter.fromMessage(spring, wanted);
		}
		catch (RuntimeException ex) {
			throw new MessageConversionException(
					"a message on topic '" + message.topic() + "' cannot be read as " + type.getName(), ex);
		}
		if (value == null) {
			throw new MessageConversionException(
					"no converter reads a message on topic '" + message.topic() + "' as " + type.getName());
		}
		return value;
	}

	private static boolean isOfSpring(String name) {
		return name.equals(MessageHeaders.ID) || name.equals(MessageHeaders.TIMESTAMP)
				|| name.equals(MessageHeaders.CONTENT_TYPE) || name.equals(MessageHeaders.REPLY_CHANNEL)
				|| name.equals(MessageHeaders.ERROR_CHANNEL);
	}

	private static void put(Map<String, Object> headers, String name, @Nullable Object value) {
		if (value != null) {
			headers.put(name, value);
		}
	}

	// MQTT does not say what a content type looks like
	private static @Nullable MimeType mimeType(@Nullable String contentType) {
		if (contentType == null || contentType.isEmpty()) {
			return null;
		}
		try {
			return MimeTypeUtils.parseMimeType(contentType);
		}
		catch (InvalidMimeTypeException ex) {
			return null; // a listener finds the text itself in MqttHeaders.CONTENT_TYPE
		}
	}

}
