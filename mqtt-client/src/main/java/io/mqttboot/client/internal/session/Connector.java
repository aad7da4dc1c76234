package io.mqttboot.client.internal.session;

import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.config.MqttServerUri;
import io.mqttboot.client.spi.MqttClientException;

/**
 * Makes connections to servers. On the client's loop.
 */
public interface Connector {

	/**
	 * Begins to connect; the watcher is told how it goes, later or at once.
	 * @param uri where to
	 * @param watcher who is told
	 * @return the attempt
	 */
	Attempt open(MqttServerUri uri, Watcher watcher);

	/**
	 * A connection from the attempt to make it to its end.
	 */
	interface Attempt {

		/**
		 * Says DISCONNECT if it is connected, and closes; the watcher is told nothing.
		 */
		void close();

		/**
		 * Does enhanced authentication once more.
		 * @param done completed when the server is content
		 */
		default void reauthenticate(CompletableFuture<Void> done) {
			done.completeExceptionally(
					new MqttClientException(MqttReasonCode.UNSPECIFIED_ERROR, "the client is not connected"));
		}

	}

	/**
	 * Is told how an attempt goes, on the loop.
	 */
	interface Watcher {

		/** The server has let the client in. */
		void connected(ServerLink link, Terms terms);

		/** It failed, or ended after it was connected: once. */
		void ended(MqttClientException cause);

	}

}
