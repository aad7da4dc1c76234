package io.mqttboot.spring.listener;

import java.util.Map;

/**
 * Handles the messages of a subscription made at run time. Called as listeners are: never
 * on an event loop, messages of one topic one after the other.
 *
 * @param <T> the type of the messages
 */
@FunctionalInterface
public interface MqttSubscriptionHandler<T> {

	/**
	 * Handles a message.
	 * @param message what the payload says
	 * @param variables the variables of the topic and their values
	 * @throws Exception if it cannot; retry and recovery follow
	 */
	void onMessage(T message, Map<String, String> variables) throws Exception;

}
