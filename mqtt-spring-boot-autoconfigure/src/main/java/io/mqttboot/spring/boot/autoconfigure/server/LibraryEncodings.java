package io.mqttboot.spring.boot.autoconfigure.server;

import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * What spring-security-crypto brings to {@link PasswordEncodings}: apart, for it may be
 * missing.
 */
class LibraryEncodings {

	private final PasswordEncoder encoder;

	LibraryEncodings() {
		this(PasswordEncoderFactories.createDelegatingPasswordEncoder());
	}

	LibraryEncodings(PasswordEncoder encoder) {
		this.encoder = encoder;
	}

	/**
	 * Looks at a password's form, where that is cheap.
	 * @throws IllegalArgumentException if it cannot be read
	 */
	void check(String encoded) {
		this.encoder.upgradeEncoding(encoded);
	}

	/**
	 * Whether a password is the encoded one; takes its time.
	 * @throws IllegalArgumentException if the encoded one cannot be read
	 * @throws LinkageError if a library that the encoding needs is missing
	 */
	boolean matches(String password, String encoded) {
		return this.encoder.matches(password, encoded);
	}

}
