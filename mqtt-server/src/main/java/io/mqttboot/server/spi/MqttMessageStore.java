package io.mqttboot.server.spi;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttWill;

/**
 * Keeps retained messages and wills beyond the process. Called on event loops: nothing
 * may block; what takes time is answered later. Calls for one topic or client come in
 * order. A failed answer is logged and counted, and keeps the acknowledgement back that
 * waited for it.
 */
public interface MqttMessageStore {

	/** The message never expires. */
	long NEVER = Long.MAX_VALUE;

	/**
	 * A retained message with the moment it expires.
	 *
	 * @param message the message
	 * @param expiresAtMillis milliseconds since the epoch, or {@link #NEVER}
	 */
	record Retained(MqttMessage message, long expiresAtMillis) {

	}

	/**
	 * Reads all retained messages, once, at the start.
	 * @return the messages
	 */
	CompletionStage<List<Retained>> loadRetained();

	/**
	 * Keeps a retained message in place of the one of its topic.
	 * @param message the message
	 * @param expiresAtMillis milliseconds since the epoch, or {@link #NEVER}
	 * @return completed when it is stored
	 */
	CompletionStage<Void> putRetained(MqttMessage message, long expiresAtMillis);

	/**
	 * Removes the retained message of a topic, if there is one.
	 * @param topic the topic name
	 * @return completed when it is removed
	 */
	CompletionStage<Void> removeRetained(String topic);

	/**
	 * Reads all wills, once, at the start: those of clients that were connected when the
	 * process ended.
	 * @return the wills by client id
	 */
	CompletionStage<Map<String, MqttWill>> loadWills();

	/**
	 * Keeps the will of a client that has connected.
	 * @param clientId the client
	 * @param will its will
	 * @return completed when it is stored
	 */
	CompletionStage<Void> putWill(String clientId, MqttWill will);

	/**
	 * Removes the will of a client, if there is one.
	 * @param clientId the client
	 * @return completed when it is removed
	 */
	CompletionStage<Void> removeWill(String clientId);

}
