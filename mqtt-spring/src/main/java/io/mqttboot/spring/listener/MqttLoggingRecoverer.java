package io.mqttboot.spring.listener;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the messages that a listener could not handle, without their payloads, and lets
 * them go.
 */
public class MqttLoggingRecoverer implements MqttMessageRecoverer {

	private static final Logger logger = LoggerFactory.getLogger(MqttLoggingRecoverer.class);

	/**
	 * Creates the recoverer.
	 */
	public MqttLoggingRecoverer() {
	}

	@Override
	public CompletionStage<?> recover(MqttFailedMessage failed) {
		logger.warn("Listener '{}' could not handle a message on '{}' in {} attempt(s); it is let go",
				failed.listener(), failed.message().topic(), failed.attempts(), failed.failure());
		return CompletableFuture.completedFuture(null);
	}

}
