package io.mqttboot.spring;

import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.client.spi.MqttPublishResult;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages. A payload is anything that a converter knows: text, bytes, or an object
 * that becomes JSON; {@code null} is an empty payload, which clears a retained message.
 * <p>
 * All methods may be called on any thread and return at once. Without a connection a
 * message waits for one. The future completes when the message is written (QoS 0), the
 * server has it (QoS 1 and 2) or a store keeps it; it fails if the server refuses the
 * message or no more can wait. What is wrong with the call itself is thrown:
 * {@link IllegalArgumentException} for a topic that is none,
 * {@link IllegalStateException} where no topic is named and there is no default,
 * {@link org.springframework.messaging.converter.MessageConversionException} for a
 * payload that no converter knows.
 */
public interface MqttOperations {

	/**
	 * Sends to the default topic.
	 * @param payload the payload
	 * @return what becomes of the message
	 */
	CompletableFuture<MqttPublishResult> send(@Nullable Object payload);

	/**
	 * Sends with the default quality of service.
	 * @param topic the topic name
	 * @param payload the payload
	 * @return what becomes of the message
	 */
	CompletableFuture<MqttPublishResult> send(String topic, @Nullable Object payload);

	/**
	 * Sends.
	 * @param topic the topic name
	 * @param qos the quality of service, 0, 1 or 2
	 * @param payload the payload
	 * @return what becomes of the message
	 */
	default CompletableFuture<MqttPublishResult> send(String topic, int qos, @Nullable Object payload) {
		return send(topic, MqttQos.of(qos), payload);
	}

	/**
	 * Sends.
	 * @param topic the topic name
	 * @param qos the quality of service
	 * @param payload the payload
	 * @return what becomes of the message
	 */
	CompletableFuture<MqttPublishResult> send(String topic, MqttQos qos, @Nullable Object payload);

	/**
	 * Sends.
	 * @param topic the topic name
	 * @param qos the quality of service, 0, 1 or 2
	 * @param retained whether the server keeps the message for later subscribers
	 * @param payload the payload
	 * @return what becomes of the message
	 */
	default CompletableFuture<MqttPublishResult> send(String topic, int qos, boolean retained,
			@Nullable Object payload) {
		return send(topic, MqttQos.of(qos), retained, payload);
	}

	/**
	 * Sends.
	 * @param topic the topic name
	 * @param qos the quality of service
	 * @param retained whether the server keeps the message for later subscribers
	 * @param payload the payload
	 * @return what becomes of the message
	 */
	CompletableFuture<MqttPublishResult> send(String topic, MqttQos qos, boolean retained, @Nullable Object payload);

	/**
	 * Sends a message as it is: nothing is converted and no default is used.
	 * @param message the message
	 * @return what becomes of the message
	 */
	CompletableFuture<MqttPublishResult> send(MqttMessage message);

	/**
	 * Begins a message, for all that the short forms cannot say.
	 * @param template the topic, with variables if there are some:
	 * {@code devices/{id}/cmd}
	 * @param variables the variables' values in their order
	 * @return the message to be
	 */
	MqttMessageSpec topic(String template, @Nullable Object... variables);

	/**
	 * Begins a message to the default topic.
	 * @return the message to be
	 */
	MqttMessageSpec toDefaultTopic();

	/**
	 * Returns the same operations through another client.
	 * @param name the client's name, see {@link MqttClients}
	 * @return operations with the same defaults and converters
	 * @throws IllegalArgumentException if there is no such client
	 */
	MqttOperations client(String name);

}
