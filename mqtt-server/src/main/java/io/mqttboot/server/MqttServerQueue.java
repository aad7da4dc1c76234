package io.mqttboot.server;

import java.util.List;

import io.mqttboot.MqttMessage;

/**
 * What waits for a client.
 *
 * @param messages some of it, the oldest first
 * @param total how many messages wait in all
 */
public record MqttServerQueue(List<Waiting> messages, int total) {

	public MqttServerQueue {
		messages = List.copyOf(messages);
	}

	/**
	 * A message that waits.
	 *
	 * @param sequence its number, which no other message of the session has
	 * @param message the message, as the client gets it
	 */
	public record Waiting(long sequence, MqttMessage message) {
	}

}
