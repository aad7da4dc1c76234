package io.mqttboot.spring.boot.autoconfigure.server.http;

import java.io.Serial;

/**
 * The HTTP API cannot be served as it is configured.
 */
class HttpSetupException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Creates a failure.
	 * @param problem what is wrong, as a sentence without its full stop
	 * @param action what can be done about it
	 */
	HttpSetupException(String problem, String action) {
		super(problem);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
