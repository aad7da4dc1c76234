package io.mqttboot.client.spi;

import io.mqttboot.MqttMessage;

/**
 * Is called with each message of a subscription, as it came: with its properties and its
 * retain flag.
 * <p>
 * Called on a thread of the client's handlers, never on an event loop, so it may block;
 * messages of one topic come one after the other.
 */
@FunctionalInterface
public interface MqttMessageReceiver {

	/**
	 * Handles a message.
	 * @param message the message with the quality of service with which it came
	 * @param acknowledgment acknowledges the message where the subscription says that the
	 * receiver does so, from any thread and at any time; otherwise the client does when
	 * this returns
	 */
	void onMessage(MqttMessage message, MqttAcknowledgment acknowledgment);

}
