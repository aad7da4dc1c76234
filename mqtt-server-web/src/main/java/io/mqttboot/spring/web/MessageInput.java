package io.mqttboot.spring.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttUserProperty;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to publish.
 *
 * @param message the message
 * @param clientId the name of its origin, {@code null} for none
 */
record MessageInput(MqttMessage message, @Nullable String clientId) {

	private static final long EXPIRY_MAX = 0xFFFF_FFFFL;

	/**
	 * Reads a body.
	 * @throws ApiFailure if it is no message
	 */
	static MessageInput of(Input body) {
		String topic = body.topic("topic");
		MqttQos qos = body.qos("qos");
		boolean retain = Boolean.TRUE.equals(body.flag("retain"));
		byte[] payload = payload(body.optional("payload"), body.optional("encoding"));
		Input properties = body.inner("properties");
		MqttMessage message = MqttMessage.of(topic, payload, qos, retain);
		return new MessageInput((properties != null) ? message.withProperties(properties(properties)) : message,
				body.carried("clientId"));
	}

	private static byte[] payload(@Nullable String payload, @Nullable String encoding) {
		String text = (payload != null) ? payload : "";
		try {
			return switch ((encoding != null) ? encoding : "plain") {
				case "plain" -> text.getBytes(StandardCharsets.UTF_8);
				case "hex" -> HexFormat.of().parseHex(text);
				case "base64" -> Base64.getDecoder().decode(text);
				default -> throw ApiFailure.parameter("'encoding' must be plain, hex or base64");
			};
		}
		catch (IllegalArgumentException ex) {
			throw ApiFailure.parameter("'payload' is not " + encoding);
		}
	}

	private static MqttMessageProperties properties(Input input) {
		String responseTopic = (input.optional("responseTopic") != null) ? input.topic("responseTopic") : null;
		String correlation = input.optional("correlationData");
		return new MqttMessageProperties(input.flag("payloadFormatUtf8"),
				input.number("messageExpirySeconds", MqttMessageProperties.NO_EXPIRY, 0, EXPIRY_MAX),
				input.carried("contentType"), responseTopic,
				(correlation != null) ? ByteBuffer.wrap(correlation(correlation)) : null, userProperties(input));
	}

	private static byte[] correlation(String text) {
		try {
			byte[] data = Base64.getDecoder().decode(text);
			if (data.length <= 65_535) {
				return data;
			}
		}
		catch (IllegalArgumentException ex) {
			throw ApiFailure.parameter("'correlationData' is not base64");
		}
		throw ApiFailure.parameter("'correlationData' is too long");
	}

	private static List<MqttUserProperty> userProperties(Input input) {
		Object given = input.any("userProperties");
		if (given == null) {
			return List.of();
		}
		if (!(given instanceof List<?> list)) {
			throw ApiFailure.parameter("'userProperties' must be a list of names and values");
		}
		List<MqttUserProperty> properties = new ArrayList<>();
		for (Object each : list) {
			Input property = Input.inner("userProperties", each);
			String name = property.carried("name");
			String value = property.carried("value");
			if (name == null || value == null) {
				throw ApiFailure.parameter("each of 'userProperties' needs a name and a value");
			}
			properties.add(new MqttUserProperty(name, value));
		}
		return properties;
	}

}
