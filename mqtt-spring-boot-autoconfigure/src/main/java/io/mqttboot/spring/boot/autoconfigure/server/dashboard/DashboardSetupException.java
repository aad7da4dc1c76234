package io.mqttboot.spring.boot.autoconfigure.server.dashboard;

import java.io.Serial;

/**
 * The dashboard is switched on, and something that it needs is not there.
 */
class DashboardSetupException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	DashboardSetupException(String message, String action) {
		super(message);
		this.action = action;
	}

	/** What helps, as a sentence. */
	String action() {
		return this.action;
	}

}
