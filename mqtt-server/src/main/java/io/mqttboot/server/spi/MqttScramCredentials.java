package io.mqttboot.server.spi;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

import io.mqttboot.protocol.scram.SaslPrep;
import io.mqttboot.protocol.scram.ScramException;
import io.mqttboot.protocol.scram.ScramSha256;

/**
 * What a server keeps of a password for SCRAM-SHA-256 (RFC 5802, 3): enough to check it,
 * and not the password. The same serves clients that send their password. Passwords are
 * prepared as RFC 4013 says, by Java's tables of Unicode. Immutable; nothing that it says
 * of itself, but {@link #encoded()} and its parts, holds a secret.
 */
public final class MqttScramCredentials {

	/** What {@link #encoded()} begins with. */
	public static final String PREFIX = "{scram-sha-256}";

	/** How often a password is salted unless something else is asked for. */
	public static final int ITERATIONS = 15_000;

	private static final int SALT_BYTES = 16;

	private static final SecureRandom RANDOM = new SecureRandom();

	// stands for a password that cannot be one, so that refusing it takes as long
	private static final byte[] NO_PASSWORD = { 0 };

	private final byte[] salt;

	private final int iterations;

	private final byte[] storedKey;

	private final byte[] serverKey;

	/**
	 * Create credentials of their parts.
	 * @param salt the salt, at least a byte
	 * @param iterations how often the password was salted, 4,096 to 1,000,000
	 * @param storedKey what the client's key is known by, 32 bytes
	 * @param serverKey the key that the server proves itself with, 32 bytes
	 * @throws IllegalArgumentException if a part is not like that
	 */
	public MqttScramCredentials(byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {
		this.salt = salt.clone();
		this.iterations = checked(iterations);
		this.storedKey = storedKey.clone();
		this.serverKey = serverKey.clone();
		if (this.salt.length == 0 || this.storedKey.length != ScramSha256.LENGTH
				|| this.serverKey.length != ScramSha256.LENGTH) {
			throw new IllegalArgumentException("a salt and two keys of 32 bytes are needed");
		}
	}

	private static int checked(int iterations) {
		if (iterations < ScramSha256.ITERATIONS_MIN || iterations > ScramSha256.ITERATIONS_MAX) {
			throw new IllegalArgumentException("iterations must be between " + ScramSha256.ITERATIONS_MIN + " and "
					+ ScramSha256.ITERATIONS_MAX + " but are " + iterations);
		}
		return iterations;
	}

	/**
	 * Makes credentials of a password, with a salt of their own. That takes some
	 * milliseconds.
	 * @param password the password; an array of characters goes as
	 * {@link CharBuffer#wrap(char[])}
	 * @return the credentials
	 * @throws IllegalArgumentException if the password is empty or holds what passwords
	 * must not, controls for example
	 */
	public static MqttScramCredentials of(CharSequence password) {
		return of(password, ITERATIONS);
	}

	/**
	 * Makes credentials of a password, with a salt of their own.
	 * @param password the password
	 * @param iterations how often it is salted, 4,096 to 1,000,000; a hundred thousand
	 * takes about a tenth of a second, for the client as well
	 * @return the credentials
	 * @throws IllegalArgumentException if the password is empty or holds what passwords
	 * must not, or iterations are out of bounds
	 */
	public static MqttScramCredentials of(CharSequence password, int iterations) {
		byte[] salt = new byte[SALT_BYTES];
		RANDOM.nextBytes(salt);
		byte[] prepared = prepared(password);
		if (prepared == NO_PASSWORD) {
			throw new IllegalArgumentException("the password is empty or holds what passwords must not");
		}
		byte[] salted = ScramSha256.saltedPassword(prepared, salt, checked(iterations));
		return new MqttScramCredentials(salt, iterations, ScramSha256.storedKey(ScramSha256.clientKey(salted)),
				ScramSha256.serverKey(salted));
	}

	/**
	 * Reads what {@link #encoded()} wrote.
	 * @param encoded the text
	 * @return the credentials
	 * @throws IllegalArgumentException if it is no such text; the message does not quote
	 * it
	 */
	public static MqttScramCredentials parse(String encoded) {
		if (!isEncoded(encoded)) {
			throw new IllegalArgumentException("the credentials must begin with " + PREFIX);
		}
		String[] parts = encoded.substring(PREFIX.length()).split("\\$", -1);
		if (parts.length != 4) {
			throw malformed();
		}
		int iterations;
		try {
			iterations = Integer.parseInt(parts[0]);
		}
		catch (NumberFormatException ex) {
			throw malformed(); // its message quotes
		}
		return new MqttScramCredentials(decoded(parts[1]), iterations, decoded(parts[2]), decoded(parts[3]));
	}

	private static byte[] decoded(String part) {
		try {
			return Base64.getDecoder().decode(part);
		}
		catch (IllegalArgumentException ex) {
			throw malformed();
		}
	}

	private static IllegalArgumentException malformed() {
		return new IllegalArgumentException(
				"the credentials must read " + PREFIX + "iterations$salt$storedKey$serverKey");
	}

	/**
	 * Returns whether a text is meant to be credentials in their text form.
	 * @param text the text
	 * @return whether it begins as they do
	 */
	public static boolean isEncoded(String text) {
		return text.startsWith(PREFIX);
	}

	/**
	 * Returns the text form: one line, to be kept as secret as a password's hash. Who
	 * reads it can pretend to be the server, not the client.
	 * @return {@code {scram-sha-256}iterations$salt$storedKey$serverKey}, the last three
	 * in Base64
	 */
	public String encoded() {
		Base64.Encoder base64 = Base64.getEncoder();
		return PREFIX + this.iterations + "$" + base64.encodeToString(this.salt) + "$"
				+ base64.encodeToString(this.storedKey) + "$" + base64.encodeToString(this.serverKey);
	}

	/**
	 * Checks a password as a client sends it. Takes as long as making credentials, and as
	 * long for a wrong one.
	 * @param password the bytes, from position to limit; they stay unread
	 * @return whether it is the password
	 */
	public boolean matches(ByteBuffer password) {
		try {
			return matchesPrepared(prepared(StandardCharsets.UTF_8.newDecoder().decode(password.duplicate())));
		}
		catch (CharacterCodingException ex) {
			return matchesPrepared(NO_PASSWORD); // not UTF-8
		}
	}

	/**
	 * Checks a password.
	 * @param password the password
	 * @return whether it is the password
	 */
	public boolean matches(CharSequence password) {
		return matchesPrepared(prepared(password));
	}

	private boolean matchesPrepared(byte[] prepared) {
		byte[] salted = ScramSha256.saltedPassword(prepared, this.salt, this.iterations);
		boolean equal = MessageDigest.isEqual(ScramSha256.storedKey(ScramSha256.clientKey(salted)), this.storedKey);
		return equal && prepared != NO_PASSWORD;
	}

	private static byte[] prepared(CharSequence password) {
		try {
			byte[] prepared = SaslPrep.prepare(password).getBytes(StandardCharsets.UTF_8);
			return (prepared.length > 0) ? prepared : NO_PASSWORD;
		}
		catch (ScramException ex) {
			return NO_PASSWORD;
		}
	}

	/**
	 * Returns the salt.
	 * @return a copy
	 */
	public byte[] salt() {
		return this.salt.clone();
	}

	/**
	 * Returns how often the password was salted.
	 * @return the number of iterations
	 */
	public int iterations() {
		return this.iterations;
	}

	/**
	 * Returns what the client's key is known by.
	 * @return a copy
	 */
	public byte[] storedKey() {
		return this.storedKey.clone();
	}

	/**
	 * Returns the key that the server proves itself with.
	 * @return a copy
	 */
	public byte[] serverKey() {
		return this.serverKey.clone();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof MqttScramCredentials that && this.iterations == that.iterations
				&& MessageDigest.isEqual(this.salt, that.salt) & MessageDigest.isEqual(this.storedKey, that.storedKey)
						& MessageDigest.isEqual(this.serverKey, that.serverKey);
	}

	@Override
	public int hashCode() {
		return Objects.hash(java.util.Arrays.hashCode(this.salt), this.iterations);
	}

	@Override
	public String toString() {
		return "MqttScramCredentials[iterations=" + this.iterations + "]";
	}

}
