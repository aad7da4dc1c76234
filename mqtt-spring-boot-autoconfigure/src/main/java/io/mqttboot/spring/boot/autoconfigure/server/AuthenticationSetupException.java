package io.mqttboot.spring.boot.autoconfigure.server;

import java.io.Serial;

/**
 * Authentication cannot be set up as it is configured. Names the key, never its value,
 * which may be a secret.
 */
class AuthenticationSetupException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	static final String PREFIX = "mqtt.server.auth.";

	private final String action;

	/**
	 * Creates a failure.
	 * @param key the key below {@value #PREFIX}
	 * @param problem what is wrong with it, as the end of a sentence that begins with the
	 * key
	 * @param action what can be done about it
	 */
	AuthenticationSetupException(String key, String problem, String action) {
		super("'" + PREFIX + key + "' " + problem);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
