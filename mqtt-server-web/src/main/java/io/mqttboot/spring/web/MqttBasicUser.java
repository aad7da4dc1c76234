package io.mqttboot.spring.web;

/**
 * Who may use the HTTP API where Spring Security does not say.
 *
 * @param name the user name
 * @param password the password
 */
public record MqttBasicUser(String name, String password) {

	/**
	 * Checks.
	 */
	public MqttBasicUser {
		if (name.isEmpty() || name.indexOf(':') >= 0) {
			throw new IllegalArgumentException("the user name must not be empty, and holds no colon");
		}
		if (password.isEmpty()) {
			throw new IllegalArgumentException("the password must not be empty");
		}
	}

	/**
	 * Returns the name only.
	 * @return a text without the password
	 */
	@Override
	public String toString() {
		return "MqttBasicUser[name=" + this.name + "]";
	}

}
