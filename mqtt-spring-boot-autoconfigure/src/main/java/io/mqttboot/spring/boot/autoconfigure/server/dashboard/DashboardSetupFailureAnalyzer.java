package io.mqttboot.spring.boot.autoconfigure.server.dashboard;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what the dashboard lacks, and what helps.
 */
class DashboardSetupFailureAnalyzer extends AbstractFailureAnalyzer<DashboardSetupException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DashboardSetupException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.action(), cause);
	}

}
