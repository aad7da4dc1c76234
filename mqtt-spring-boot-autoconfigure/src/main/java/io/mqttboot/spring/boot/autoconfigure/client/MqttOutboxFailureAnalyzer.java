package io.mqttboot.spring.boot.autoconfigure.client;

import io.mqttboot.client.spi.MqttOutboxException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says why the files of an outbox cannot be used.
 */
class MqttOutboxFailureAnalyzer extends AbstractFailureAnalyzer<MqttOutboxException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MqttOutboxException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Stop the process that uses them, or choose another 'mqtt.producer.offline.directory'; two clients need "
						+ "two client identifiers.",
				cause);
	}

}
