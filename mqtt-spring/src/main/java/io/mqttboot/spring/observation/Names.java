package io.mqttboot.spring.observation;

import io.mqttboot.MqttMessage;

/**
 * Values of tags, which must not be empty.
 */
final class Names {

	private Names() {
	}

	static String client(String name) {
		return name.isEmpty() ? "default" : name;
	}

	static String template(String template) {
		return template.isEmpty() ? "none" : template;
	}

	static String qos(MqttMessage message) {
		return String.valueOf(message.qos().value());
	}

}
