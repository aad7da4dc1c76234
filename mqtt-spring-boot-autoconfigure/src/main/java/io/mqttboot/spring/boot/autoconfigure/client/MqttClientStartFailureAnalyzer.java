package io.mqttboot.spring.boot.autoconfigure.client;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says why the clients did not start, and what helps.
 */
class MqttClientStartFailureAnalyzer extends AbstractFailureAnalyzer<MqttClientStartException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MqttClientStartException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
	}

}
