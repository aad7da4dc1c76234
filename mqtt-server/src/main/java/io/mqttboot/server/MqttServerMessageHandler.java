package io.mqttboot.server;

import io.mqttboot.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of a subscription of the application itself. Called on the handler
 * executor, where it may block; an exception is counted and costs only this call.
 */
@FunctionalInterface
public interface MqttServerMessageHandler {

	/**
	 * A message arrived.
	 * @param publisher the client that published it, {@code null} for the server itself
	 * @param message the message, its retain flag set if it was retained before
	 * @throws Exception counted and logged
	 */
	void onMessage(@Nullable String publisher, MqttMessage message) throws Exception;

}
