package io.mqttboot.server.spi;

import java.nio.ByteBuffer;

import io.mqttboot.MqttQos;

/**
 * Sees every message that clients publish. Called on the handler executor, where it may
 * block; messages of one publisher come in order, each after the listener has returned
 * from the one before. An exception is counted and costs only this call.
 */
@FunctionalInterface
public interface MqttMessageListener {

	/**
	 * A client published a message.
	 * @param clientId the publisher
	 * @param topic the topic name
	 * @param qos the quality of service it was published with
	 * @param payload the payload, read-only
	 * @throws Exception counted and logged
	 */
	void onMessage(String clientId, String topic, MqttQos qos, ByteBuffer payload) throws Exception;

}
