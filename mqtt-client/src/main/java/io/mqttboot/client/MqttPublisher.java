package io.mqttboot.client;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.client.spi.MqttPublishing;

/**
 * Publishes messages. All methods may be called from any thread and return at once.
 */
public interface MqttPublisher {

	/**
	 * Publishes. Without a connection the message waits for one.
	 * @param message the message
	 * @return what becomes of it: completes when it is written (QoS 0) or the server has
	 * it (QoS 1 and 2); fails if the outbox is full or cannot store it, or the server
	 * refuses it. Completed on the client's thread for results: what is chained to it
	 * must not wait
	 * @throws IllegalArgumentException if the topic is no topic name
	 */
	CompletableFuture<MqttPublishResult> publish(MqttMessage message);

	/**
	 * Publishes by way of a file outbox, for callers who want to know when the message
	 * cannot be lost with the process any more.
	 * @param message the message, of QoS 1 or 2
	 * @return what becomes of it, step by step
	 * @throws IllegalStateException if the outbox is in memory
	 * @throws IllegalArgumentException if the topic is no topic name or the quality of
	 * service 0, which is never stored
	 */
	MqttPublishing store(MqttMessage message);

	/**
	 * Publishes at QoS 0.
	 * @param topic the topic name
	 * @param payload the payload; it is copied
	 * @return what becomes of the message
	 */
	default CompletableFuture<MqttPublishResult> publish(String topic, ByteBuffer payload) {
		return publish(MqttMessage.of(topic, payload, MqttQos.AT_MOST_ONCE, false));
	}

	/**
	 * Publishes at QoS 0.
	 * @param topic the topic name
	 * @param payload the payload; it is copied
	 * @return what becomes of the message
	 */
	default CompletableFuture<MqttPublishResult> publish(String topic, byte[] payload) {
		return publish(MqttMessage.of(topic, payload, MqttQos.AT_MOST_ONCE, false));
	}

	/**
	 * Publishes at QoS 0.
	 * @param topic the topic name
	 * @param payload the payload, sent as UTF-8
	 * @return what becomes of the message
	 */
	default CompletableFuture<MqttPublishResult> publish(String topic, String payload) {
		return publish(MqttMessage.of(topic, payload, MqttQos.AT_MOST_ONCE, false));
	}

	/**
	 * Publishes.
	 * @param topic the topic name
	 * @param payload the payload, sent as UTF-8
	 * @param qos the quality of service
	 * @return what becomes of the message
	 */
	default CompletableFuture<MqttPublishResult> publish(String topic, String payload, MqttQos qos) {
		return publish(MqttMessage.of(topic, payload, qos, false));
	}

}
