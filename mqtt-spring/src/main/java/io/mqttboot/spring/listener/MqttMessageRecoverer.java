package io.mqttboot.spring.listener;

import java.util.concurrent.CompletionStage;

/**
 * Takes the messages that a listener could not handle. Called where the listener was; it
 * may block.
 */
@FunctionalInterface
public interface MqttMessageRecoverer {

	/**
	 * Takes a message.
	 * @param failed the message, and why it failed
	 * @return completes when the message is safe: it is acknowledged then. If it fails,
	 * the message is given up, which is logged and counted
	 */
	CompletionStage<?> recover(MqttFailedMessage failed);

}
