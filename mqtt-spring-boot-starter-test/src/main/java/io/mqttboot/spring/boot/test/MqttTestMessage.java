package io.mqttboot.spring.boot.test;

import java.util.Objects;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;

/**
 * A message that reached the test broker.
 *
 * @param clientId who published it
 * @param message the message as it was published: its retain flag is the publisher's
 */
public record MqttTestMessage(String clientId, MqttMessage message) {

	public MqttTestMessage {
		Objects.requireNonNull(clientId, "clientId");
		Objects.requireNonNull(message, "message");
	}

	/**
	 * Returns the topic name.
	 * @return the topic
	 */
	public String topic() {
		return this.message.topic();
	}

	/**
	 * Returns the payload as text.
	 * @return the bytes read as UTF-8
	 */
	public String text() {
		return MqttPayload.text(this.message.payload());
	}

	/**
	 * Returns the payload as an object, read from JSON.
	 * @param <T> the type of the object
	 * @param type the type of the object
	 * @return the object
	 * @throws IllegalStateException if Jackson 3 is not on the class path
	 * @throws tools.jackson.core.JacksonException if the payload is no such JSON
	 */
	public <T> T json(Class<T> type) {
		return Json.read(this.message.payloadArray(), type);
	}

}
