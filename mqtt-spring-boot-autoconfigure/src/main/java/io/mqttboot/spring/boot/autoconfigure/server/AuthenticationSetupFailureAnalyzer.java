package io.mqttboot.spring.boot.autoconfigure.server;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says why clients cannot be authenticated as it is configured, and what helps.
 */
class AuthenticationSetupFailureAnalyzer extends AbstractFailureAnalyzer<AuthenticationSetupException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, AuthenticationSetupException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.action(), cause);
	}

}
