package io.mqttboot.spring.boot.autoconfigure.server.http;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says why the HTTP API is not served as it is configured, and what helps.
 */
class HttpSetupFailureAnalyzer extends AbstractFailureAnalyzer<HttpSetupException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, HttpSetupException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.action(), cause);
	}

}
