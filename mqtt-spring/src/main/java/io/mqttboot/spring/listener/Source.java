package io.mqttboot.spring.listener;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.spi.MqttAcknowledgment;
import org.jspecify.annotations.Nullable;

/**
 * Where the messages of a listener come from: a client, or the server in this process.
 */
interface Source {

	/** Takes messages. */
	@FunctionalInterface
	interface Receiver {

		/**
		 * Takes a message, on a thread that may wait.
		 * @param message the message
		 * @param publisher the client that published it, {@code null} if it is not known
		 * @param acknowledgment acknowledges the message
		 */
		void receive(MqttMessage message, @Nullable String publisher, MqttAcknowledgment acknowledgment);

	}

	/** A subscription, or the wish for one. */
	interface Handle {

		/**
		 * Returns the answers to each filter.
		 * @return the answers, when they have come
		 */
		CompletableFuture<Map<String, MqttReasonCode>> granted();

		/**
		 * Gives the subscription up.
		 * @return completes when it is gone
		 */
		CompletableFuture<Void> close();

	}

	/** Returns whether a subscription may be made before its context is started. */
	boolean isEarly();

	/** Returns whether what is subscribed ends with this process anyway. */
	boolean isTransient();

	/** Subscribes. */
	Handle open(Set<String> filters, MqttQos qos, Receiver receiver);

}
