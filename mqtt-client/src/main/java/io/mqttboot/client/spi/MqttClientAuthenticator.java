package io.mqttboot.client.spi;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Introduces a client with the enhanced authentication of MQTT 5 (4.12): a method whose
 * data goes back and forth until the server is content.
 * <p>
 * Its methods and those of its exchanges are called on a thread of their own, one after
 * the other, never on an event loop: they may block, for no longer than the connect
 * timeout. What they throw ends the attempt, or the connection if it was to be
 * authenticated anew; its text is logged, so it must not hold secrets.
 */
public interface MqttClientAuthenticator {

	/**
	 * Returns the name of the method, for example {@code SCRAM-SHA-256}.
	 * @return the method, always the same
	 */
	String method();

	/**
	 * Begins to authenticate: for each attempt to connect, and each time that the
	 * application asks for it while connected.
	 * @param serverUri the server
	 * @return what is to be said and answered this time
	 */
	Exchange begin(String serverUri);

	/**
	 * One authentication, from its first data to its success.
	 */
	interface Exchange {

		/**
		 * Returns what is said first, with CONNECT or with the AUTH that begins anew.
		 * @return the data, {@code null} for none
		 */
		byte @Nullable [] first();

		/**
		 * Answers a challenge.
		 * @param challenge what the server said, empty if it sent no data
		 * @return the answer, at once or later
		 */
		CompletionStage<byte[]> answer(byte[] challenge);

		/**
		 * The server is content. If this throws, the server is left: it has not proved
		 * what the method wants it to prove.
		 * @param data what the server said last, empty if it sent no data
		 */
		default void succeeded(byte[] data) {
		}

	}

}
