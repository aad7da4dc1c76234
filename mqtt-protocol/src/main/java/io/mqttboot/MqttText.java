package io.mqttboot;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a text must be that goes over the wire (MQTT 5.0, 1.5.4): well-formed, without
 * U+0000, and at most 65,535 bytes in UTF-8.
 */
public final class MqttText {

	private static final int BYTES_MAX = 65_535;

	private MqttText() {
	}

	/**
	 * Checks a text.
	 * @param text the text, {@code null} if there is none
	 * @param what what it is, for the message of the exception
	 * @throws IllegalArgumentException if it cannot go over the wire
	 */
	public static void check(@Nullable String text, String what) {
		if (text == null) {
			return;
		}
		int bytes = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == 0) {
				throw new IllegalArgumentException("a " + what + " must not hold U+0000"); // [MQTT-1.5.4-2]
			}
			if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
				bytes += 4;
				i++;
			}
			else if (Character.isSurrogate(c)) {
				throw new IllegalArgumentException("a " + what + " must be well-formed Unicode"); // [MQTT-1.5.4-1]
			}
			else {
				bytes += (c < 0x80) ? 1 : (c < 0x800) ? 2 : 3;
			}
		}
		if (bytes > BYTES_MAX) {
			throw new IllegalArgumentException("a " + what + " has at most 65535 bytes in UTF-8 but this has " + bytes); // [MQTT-4.7.3-3]
		}
	}

	/**
	 * Checks all texts of a message.
	 * @param message the message
	 * @throws IllegalArgumentException if its topic or response topic is no topic name,
	 * or another text cannot go over the wire
	 */
	public static void check(MqttMessage message) {
		MqttTopicFilter.checkTopicName(message.topic());
		MqttMessageProperties said = Objects.requireNonNull(message.properties());
		if (said == MqttMessageProperties.NONE) {
			return;
		}
		if (said.responseTopic() != null) {
			MqttTopicFilter.checkTopicName(said.responseTopic()); // [MQTT-3.3.2-14]
		}
		check(said.contentType(), "content type");
		said.userProperties().forEach(MqttText::check);
	}

	/**
	 * Checks a user property.
	 * @param property the property
	 * @throws IllegalArgumentException if its name or value cannot go over the wire
	 */
	public static void check(MqttUserProperty property) {
		check(property.name(), "name of a user property"); // [MQTT-1.5.7-1]
		check(property.value(), "value of a user property");
	}

}
