package io.mqttboot.spring.boot.autoconfigure.client;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * A property of a client has a value that cannot be used. Unlike Spring Boot's own
 * exception it finds a property in any spelling, and never shows a secret.
 */
class ClientPropertyException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String property;

	private final String problem;

	/**
	 * Creates a failure.
	 * @param property the name of the property, in its canonical spelling
	 * @param value the value, {@code null} if there is none
	 * @param reason why it cannot be used
	 */
	ClientPropertyException(String property, @Nullable Object value, String reason, @Nullable Throwable cause) {
		super("'%s' %s: %s".formatted(property, shown(value), withoutCredentials(reason)), cause);
		this.property = property;
		this.problem = String.valueOf(getMessage());
	}

	private static String shown(@Nullable Object value) {
		return (value == null) ? "is not set" : "is '" + withoutCredentials(value.toString()) + "'";
	}

	private static String withoutCredentials(String text) {
		return text.replaceAll("//[^/,]*@", "//******@");
	}

	String property() {
		return this.property;
	}

	String problem() {
		return this.problem;
	}

}
