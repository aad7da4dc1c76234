package io.mqttboot.client.spi;

import java.nio.ByteBuffer;

/**
 * Is called with each message of a subscription: a lambda must do.
 * <p>
 * Called on a thread of the client's handlers, never on an event loop, so it may block;
 * messages of one topic come one after the other. A QoS 1 or 2 message is acknowledged
 * after this returned; if it throws, the failure is logged and the message acknowledged.
 */
@FunctionalInterface
public interface MqttMessageHandler {

	/**
	 * Handles a message.
	 * @param topic the topic name
	 * @param payload the payload, a read-only view with a position of its own
	 */
	void onMessage(String topic, ByteBuffer payload);

}
