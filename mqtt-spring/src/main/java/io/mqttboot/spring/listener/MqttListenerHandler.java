package io.mqttboot.spring.listener;

import org.jspecify.annotations.Nullable;

/**
 * Does the work of a listener. Called on a thread of the client's handlers or of the
 * listener's executor, never on an event loop, so it may block.
 */
@FunctionalInterface
public interface MqttListenerHandler {

	/**
	 * Handles a message.
	 * @param received the message
	 * @return the answer to it, {@code null} for none; a
	 * {@link java.util.concurrent.CompletionStage} for work that goes on, which ends when
	 * the stage completes
	 * @throws Exception if it cannot; the message comes again or goes to the recoverer
	 */
	@Nullable Object handle(MqttReceived received) throws Exception;

}
