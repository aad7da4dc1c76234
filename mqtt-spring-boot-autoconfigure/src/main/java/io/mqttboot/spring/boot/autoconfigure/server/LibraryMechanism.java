package io.mqttboot.spring.boot.autoconfigure.server;

import io.mqttboot.server.spi.MqttAuthenticator;

/**
 * A way to authenticate that a library brings, with a bean of the application. Its beans
 * may ask for the server themselves, so they are created when the server starts.
 */
interface LibraryMechanism {

	/** What it is. */
	Kind kind();

	/** Whether the beans are there that it needs. */
	boolean isPresent();

	/** Whether they are the application's, so that they may be used unasked. */
	boolean isIntended();

	/**
	 * Returns what authenticates clients; creates the beans that it needs.
	 * @throws AuthenticationSetupException if they cannot be told apart
	 */
	MqttAuthenticator authenticator();

	/** The kinds that there are, in the order in which they are asked. */
	enum Kind {

		/** Tokens, by the decoder of a resource server. */
		JWT("jwt.enabled", "JWT", "a JwtDecoder",
				"org.springframework.boot:spring-boot-starter-security-oauth2-resource-server",
				"set 'spring.security.oauth2.resourceserver.jwt.issuer-uri', or register a JwtDecoder"),

		/** User names and passwords, by Spring Security. */
		SPRING_SECURITY("spring-security", "Spring Security", "an AuthenticationManager or a UserDetailsService",
				"org.springframework.boot:spring-boot-starter-security",
				"register a UserDetailsService and a PasswordEncoder, or an AuthenticationManager");

		private final String key;

		private final String title;

		private final String bean;

		private final String library;

		private final String remedy;

		Kind(String key, String title, String bean, String library, String remedy) {
			this.key = key;
			this.title = title;
			this.bean = bean;
			this.library = library;
			this.remedy = remedy;
		}

		String title() {
			return this.title;
		}

		AuthenticationSetupException missing() {
			return new AuthenticationSetupException(this.key,
					"is 'true', but there is no bean to do it with: " + this.bean,
					"Add " + this.library + " and " + this.remedy + ". Or remove the key.");
		}

		AuthenticationSetupException ambiguous(Class<?> type) {
			return new AuthenticationSetupException(this.key,
					"cannot be done: there are several beans of type " + type.getSimpleName(),
					"Mark the one that knows MQTT clients as @Primary, or set the key to 'false'.");
		}

	}

}
