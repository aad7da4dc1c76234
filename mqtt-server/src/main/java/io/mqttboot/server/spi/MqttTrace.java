package io.mqttboot.server.spi;

import java.util.concurrent.CompletionStage;

/**
 * A trace that was started. Ends by itself, when it is closed, and with the server.
 */
public interface MqttTrace extends AutoCloseable {

	/**
	 * Returns whether it follows messages.
	 * @return whether it has not ended
	 */
	boolean isRunning();

	/**
	 * Returns when its receiver has got every step that it gets.
	 * @return completed after the last step; with an exception if the receiver threw one,
	 * which ends the trace
	 */
	CompletionStage<Void> ended();

	/**
	 * Ends it. Steps that wait for its receiver still reach it.
	 */
	@Override
	void close();

}
