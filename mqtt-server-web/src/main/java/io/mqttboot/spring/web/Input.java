package io.mqttboot.spring.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * What a request says, checked: parameters of its address, and fields of a body.
 */
final class Input {

	private static final int TEXT_BYTES_MAX = 65_535;

	private final Map<String, ?> fields;

	private Input(Map<String, ?> fields) {
		this.fields = fields;
	}

	/**
	 * Reads a body.
	 * @throws ApiFailure if there is none
	 */
	static Input body(@Nullable Map<String, ?> body) {
		if (body == null) {
			throw ApiFailure.body("a body is missing");
		}
		return new Input(body);
	}

	// ------ parameters

	static String parameter(String name, @Nullable String value) {
		if (value == null || value.isEmpty()) {
			throw ApiFailure.parameter("'" + name + "' is missing");
		}
		return value;
	}

	static int number(String name, @Nullable String value, int otherwise, int min, int max) {
		if (value == null || value.isEmpty()) {
			return otherwise;
		}
		int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
		if (number >= min && number <= max) {
			return number;
		}
		throw ApiFailure.parameter("'" + name + "' must be a number from " + min + " to " + max);
	}

	static @Nullable Boolean flag(String name, @Nullable String value) {
		if (value == null || value.isEmpty()) {
			return null;
		}
		if (!value.equals("true") && !value.equals("false")) {
			throw ApiFailure.parameter("'" + name + "' must be true or false");
		}
		return Boolean.valueOf(value);
	}

	/** Checks a topic filter. */
	static String filter(String name, @Nullable String value) {
		String filter = parameter(name, value);
		try {
			return MqttTopicFilter.of(filter).text();
		}
		catch (IllegalArgumentException ex) {
			throw ApiFailure.parameter("'" + name + "' is not a topic filter: " + ex.getMessage());
		}
	}

	/** Checks a topic name. */
	static String topic(String name, @Nullable String value) {
		String topic = parameter(name, value);
		try {
			return MqttTopicFilter.checkTopicName(topic);
		}
		catch (IllegalArgumentException ex) {
			throw ApiFailure.parameter("'" + name + "' is not a topic name: " + ex.getMessage());
		}
	}

	// ------ fields

	String text(String name) {
		return parameter(name, optional(name));
	}

	String topic(String name) {
		return topic(name, optional(name));
	}

	String filter(String name) {
		return filter(name, optional(name));
	}

	@Nullable String optional(String name) {
		Object value = this.fields.get(name);
		if (value == null) {
			return null;
		}
		if (!(value instanceof String text)) {
			throw ApiFailure.parameter("'" + name + "' must be a text");
		}
		return text;
	}

	/** Returns a text that MQTT can carry. */
	@Nullable String carried(String name) {
		String text = optional(name);
		if (text == null) {
			return null;
		}
		if (text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text)
				&& text.getBytes(StandardCharsets.UTF_8).length <= TEXT_BYTES_MAX) {
			return text;
		}
		throw ApiFailure.parameter("'" + name + "' is too long, or holds characters that MQTT does not carry");
	}

	MqttQos qos(String name) {
		return MqttQos.of((int) number(name, 0, 0, 2));
	}

	long number(String name, long otherwise, long min, long max) {
		Object value = this.fields.get(name);
		if (value == null) {
			return otherwise;
		}
		if (value instanceof Number number && number.doubleValue() == number.longValue() && number.longValue() >= min
				&& number.longValue() <= max) {
			return number.longValue();
		}
		throw ApiFailure.parameter("'" + name + "' must be a number from " + min + " to " + max);
	}

	@Nullable Boolean flag(String name) {
		Object value = this.fields.get(name);
		if (value == null || value instanceof Boolean) {
			return (Boolean) value;
		}
		throw ApiFailure.parameter("'" + name + "' must be true or false");
	}

	/** Returns a field, whatever it is. */
	@Nullable Object any(String name) {
		return this.fields.get(name);
	}

	/** Returns an object inside, {@code null} if there is none. */
	@Nullable Input inner(String name) {
		Object value = this.fields.get(name);
		if (value == null) {
			return null;
		}
		return inner(name, value);
	}

	static Input inner(String name, @Nullable Object value) {
		if (!(value instanceof Map<?, ?> map)) {
			throw ApiFailure.parameter("'" + name + "' must be an object");
		}
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		map.forEach((key, each) -> fields.put(String.valueOf(key), each));
		return new Input(fields);
	}

}
