package io.mqttboot.spring.listener;

import org.jspecify.annotations.Nullable;

/**
 * Is asked first when a listener failed, each time. A bean that a listener names as its
 * {@code errorHandler}. Called where the listener was; it may block.
 */
@FunctionalInterface
public interface MqttListenerErrorHandler {

	/**
	 * Handles a failure.
	 * @param received the message
	 * @param failure what the listener threw, or what was wrong with the message
	 * @return the answer to the message, {@code null} for none: the message counts as
	 * handled
	 * @throws Exception if this does not handle it: retry and recovery follow
	 */
	@Nullable Object handleError(MqttReceived received, Exception failure) throws Exception;

}
