package io.mqttboot.client.spi;

import java.nio.ByteBuffer;

import io.mqttboot.MqttQos;

/**
 * Is called with each message of a subscription, and can acknowledge it itself.
 * <p>
 * Called on a thread of the client's handlers, never on an event loop, so it may block;
 * messages of one topic come one after the other.
 */
@FunctionalInterface
public interface MqttClientMessageListener {

	/**
	 * Handles a message.
	 * @param topic the topic name
	 * @param qos the quality of service with which it came
	 * @param payload the payload, a read-only view with a position of its own
	 * @param acknowledgment acknowledges the message where the subscription says that the
	 * listener does so; otherwise the client does when this returns
	 */
	void onMessage(String topic, MqttQos qos, ByteBuffer payload, MqttAcknowledgment acknowledgment);

}
