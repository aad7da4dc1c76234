package io.mqttboot.server.internal.broker;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.spi.MqttDropCause;
import org.jspecify.annotations.Nullable;

/**
 * Is told each step of each message. Called on many loops at once: it must be fast and
 * throw nothing. What it keeps of a message must be a copy.
 */
public interface Follower {

	/** A message entered the broker, and may. */
	default void received(Publication publication) {
	}

	/** A message was offered to so many receivers. */
	default void offered(Publication publication, int receivers) {
	}

	/** A message waits in the session of a receiver. */
	default void queued(Publication publication, String receiver) {
	}

	/** A message was written to a receiver. */
	default void sent(Publication publication, String receiver, MqttQos qos) {
	}

	/**
	 * A message is with a receiver: QoS 0 was sent, QoS 1 and 2 were acknowledged.
	 * @param millis from the time it was published, or the receiver came when that was
	 * later; -1 if that is not known
	 */
	default void delivered(Publication publication, String receiver, MqttQos qos, long millis) {
	}

	/**
	 * A message was dropped.
	 * @param publisher who published it, {@code null} for the server itself
	 * @param receiver who does not get it, {@code null} if there was nobody yet
	 */
	default void dropped(MqttMessage message, @Nullable String publisher, @Nullable String receiver,
			MqttDropCause cause) {
	}

}
