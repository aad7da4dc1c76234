package io.mqttboot.spring.boot.autoconfigure.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.mqttboot.server.spi.MqttScramCredentials;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the passwords of the configuration: {@code {scram-sha-256}} and {@code {noop}}
 * themselves, all others by spring-security-crypto. Whatever it says, it shows nothing of
 * a password: of what stands in braces neither, unless it is the name of an encoding.
 */
final class PasswordEncodings {

	private static final Logger logger = LoggerFactory.getLogger(PasswordEncodings.class);

	private static final String NOOP = "noop";

	private static final String SCRAM = "scram-sha-256";

	/** Those of Spring Security that withstand guessing. */
	private static final Set<String> STRONG = Set.of("bcrypt", "pbkdf2", "pbkdf2@SpringSecurity_v5_8", "scrypt",
			"scrypt@SpringSecurity_v5_8", "argon2", "argon2@SpringSecurity_v5_8");

	/** Those of Spring Security that are there for what was stored long ago. */
	private static final Set<String> WEAK = Set.of("ldap", "MD4", "MD5", "SHA-1", "SHA-256", "sha256");

	private static final Pattern ENCODED = Pattern.compile("\\{([^{}]+)}(.+)", Pattern.DOTALL);

	private static final String ADVICE = "Encode the password with 'MqttPasswordEncoder' and give what it prints, which "
			+ "begins with {scram-sha-256}; docs/configuration.md shows how.";

	private final Supplier<@Nullable LibraryEncodings> library;

	private final boolean hardened;

	private final Set<String> tried = new HashSet<>();

	/**
	 * Creates a reader.
	 * @param library the encodings of Spring Security, {@code null} where it is missing;
	 * asked when one is needed
	 * @param hardened whether encodings that do not withstand guessing are refused
	 */
	PasswordEncodings(Supplier<@Nullable LibraryEncodings> library, boolean hardened) {
		this.library = library;
		this.hardened = hardened;
	}

	/**
	 * Reads a password.
	 * @param key where it stands, for what goes wrong
	 * @param user whose it is, for warnings
	 * @throws AuthenticationSetupException if it cannot be used
	 */
	EncodedPassword read(String key, String user, @Nullable String encoded) {
		if (encoded == null || encoded.isEmpty()) {
			throw new AuthenticationSetupException(key, "is not set", ADVICE);
		}
		Matcher parts = ENCODED.matcher(encoded);
		if (!parts.matches()) {
			throw new AuthenticationSetupException(key,
					"does not begin with an encoding in braces that a password follows",
					ADVICE + " {noop} in front of a password keeps it readable, for tests.");
		}
		String id = parts.group(1);
		if (this.hardened && (id.equals(NOOP) || WEAK.contains(id))) {
			throw new AuthenticationSetupException(key, "is encoded as {" + id
					+ "}, which does not withstand guessing, and '" + HardenedDefaults.SWITCH + "' is on", ADVICE);
		}
		return switch (id) {
			case SCRAM -> scram(key, encoded);
			case NOOP -> plain(user, parts.group(2));
			default -> byLibrary(key, user, id, encoded);
		};
	}

	private static EncodedPassword scram(String key, String encoded) {
		try {
			return new ScramPassword(MqttScramCredentials.parse(encoded));
		}
		catch (IllegalArgumentException ex) {
			throw new AuthenticationSetupException(key, "cannot be read: " + ex.getMessage(), ADVICE);
		}
	}

	private static EncodedPassword plain(String user, String password) {
		logger.warn(
				"MQTT-6002 The password of the MQTT user '{}' is not encoded: whoever reads the configuration can use it",
				user);
		byte[] expected = password.getBytes(StandardCharsets.UTF_8);
		return (sent) -> {
			byte[] bytes = new byte[sent.remaining()];
			sent.duplicate().get(bytes);
			return MessageDigest.isEqual(bytes, expected);
		};
	}

	private EncodedPassword byLibrary(String key, String user, String id, String encoded) {
		if (!STRONG.contains(id) && !WEAK.contains(id)) {
			throw new AuthenticationSetupException(key, "begins with an encoding that is not known", ADVICE);
		}
		LibraryEncodings encodings = this.library.get();
		if (encodings == null) {
			throw new AuthenticationSetupException(key, "is encoded as {" + id + "}, which needs Spring Security",
					"Add org.springframework.security:spring-security-crypto to the application. Or do without: "
							+ ADVICE);
		}
		try {
			encodings.check(encoded);
			if (!this.tried.contains(id)) {
				encodings.matches("the library is asked once before a client asks", encoded);
				this.tried.add(id);
			}
		}
		catch (IllegalArgumentException ex) { // its message may quote
			throw new AuthenticationSetupException(key, "cannot be read as {" + id + "}", ADVICE);
		}
		catch (LinkageError ex) {
			throw new AuthenticationSetupException(key,
					"is encoded as {" + id + "}, for which a library is missing (" + ex.getMessage() + ")",
					"Add what Spring Security needs for it, for argon2 and scrypt org.bouncycastle:bcprov-jdk18on. "
							+ "Or do without: " + ADVICE);
		}
		if (WEAK.contains(id)) {
			logger.warn(
					"MQTT-6003 The password of the MQTT user '{}' is encoded as {{}}, which does not withstand guessing",
					user, id);
		}
		return (sent) -> {
			String text = text(sent);
			return text != null && encodings.matches(text, encoded);
		};
	}

	/** Returns the text that bytes are, {@code null} if they are not UTF-8. */
	static @Nullable String text(ByteBuffer bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

	/**
	 * A password that serves SCRAM too.
	 *
	 * @param credentials what is known of it
	 */
	record ScramPassword(MqttScramCredentials credentials) implements EncodedPassword {

		@Override
		public boolean matches(ByteBuffer sent) {
			return this.credentials.matches(sent);
		}

	}

}
