package io.mqttboot.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttQos;
import io.mqttboot.client.spi.MqttPublishResult;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.util.MimeType;

/**
 * A message that is about to be sent, or a request. For one thread and one message. What
 * is not said has the defaults of the template that began it.
 */
public interface MqttMessageSpec {

	/**
	 * Sets the quality of service.
	 * @param qos 0, 1 or 2
	 * @return this
	 */
	default MqttMessageSpec qos(int qos) {
		return qos(MqttQos.of(qos));
	}

	/**
	 * Sets the quality of service.
	 * @param qos the quality of service
	 * @return this
	 */
	MqttMessageSpec qos(MqttQos qos);

	/**
	 * Lets the server keep the message for later subscribers.
	 * @return this
	 */
	default MqttMessageSpec retained() {
		return retained(true);
	}

	/**
	 * Sets whether the server keeps the message for later subscribers.
	 * @param retained whether it does
	 * @return this
	 */
	MqttMessageSpec retained(boolean retained);

	/**
	 * Sets how long the message is worth anything; MQTT 5, ignored before.
	 * @param expiry the time, counted in whole seconds
	 * @return this
	 */
	MqttMessageSpec expiry(Duration expiry);

	/**
	 * Sets what the payload is; it decides which converter writes it, and is sent with
	 * MQTT 5.
	 * @param contentType the type
	 * @return this
	 */
	MqttMessageSpec contentType(MimeType contentType);

	/**
	 * Sets what the payload is; it decides which converter writes it, and is sent with
	 * MQTT 5.
	 * @param contentType the type
	 * @return this
	 */
	default MqttMessageSpec contentType(String contentType) {
		return contentType(MimeType.valueOf(contentType));
	}

	/**
	 * Adds a user property; MQTT 5, ignored before.
	 * @param name its name, any number of times
	 * @param value its value
	 * @return this
	 */
	MqttMessageSpec property(String name, String value);

	/**
	 * Sets the payload.
	 * @param payload what a converter knows, {@code null} for none
	 * @return this
	 */
	MqttMessageSpec payload(@Nullable Object payload);

	/**
	 * Sends the message.
	 * @return what becomes of it
	 */
	CompletableFuture<MqttPublishResult> send();

	// ------ requests

	/**
	 * Sets how long to wait for the answer.
	 * @param timeout the time; 10 s if it is not set
	 * @return this
	 */
	MqttMessageSpec timeout(Duration timeout);

	/**
	 * Names the topic on which the answer comes, for those who do not know response
	 * topics, as before MQTT 5. {@link #correlateBy} says which answer is ours.
	 * @param template a topic with variables of this message's topic
	 * @return this
	 */
	MqttMessageSpec replyTopic(String template);

	/**
	 * Names what is equal in a request and its answer, both JSON. A request that has
	 * nothing there is given something random, if it is an object. Without this the first
	 * message on the reply topic is the answer. Needs Jackson.
	 * @param pointer a JSON pointer, {@code /requestId}
	 * @return this
	 */
	MqttMessageSpec correlateBy(String pointer);

	/**
	 * Sends the message as a request and waits for the answer.
	 * @param <T> the type of the answer
	 * @param type the type of the answer
	 * @return the answer, {@code null} if it is empty
	 * @throws MqttRequestTimeoutException if there is no answer in time
	 * @throws org.springframework.messaging.MessagingException if it cannot be sent or
	 * the answer cannot be read
	 */
	<T> @Nullable T request(Class<T> type);

	/**
	 * Sends the message as a request.
	 * @param <T> the type of the answer
	 * @param type the type of the answer
	 * @return completes with the answer, {@code null} if it is empty; fails as
	 * {@link #request} does
	 */
	<T> CompletableFuture<@Nullable T> requestAsync(Class<T> type);

	/**
	 * Sends the message as a request whose answer has the type of a parameter, or of what
	 * a method returns: one with type arguments, too.
	 * @param type the parameter, at its level of nesting
	 * @return completes with the answer, {@code null} if it is empty; fails as
	 * {@link #request} does
	 */
	CompletableFuture<@Nullable Object> requestAsync(MethodParameter type);

}
