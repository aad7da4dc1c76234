package io.mqttboot.protocol.scram;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The arithmetic of SCRAM-SHA-256 (RFC 5802, 3).
 */
public final class ScramSha256 {

	/** The name of the method, as MQTT 5.0 carries it. */
	public static final String METHOD = "SCRAM-SHA-256";

	/** What RFC 7677 asks for at least. */
	public static final int ITERATIONS_MIN = 4096;

	/** More is no protection, but a way to keep somebody's processor busy. */
	public static final int ITERATIONS_MAX = 1_000_000;

	/** The bytes of a key, a signature or a proof. */
	public static final int LENGTH = 32;

	private static final String HMAC = "HmacSHA256";

	private static final byte[] FIRST_BLOCK = { 0, 0, 0, 1 };

	private ScramSha256() {
	}

	/**
	 * Returns what a password becomes with a salt; that costs time, on purpose.
	 * @param password the password as prepared, at least a byte
	 */
	public static byte[] saltedPassword(byte[] password, byte[] salt, int iterations) {
		Mac mac = mac(password);
		mac.update(salt);
		byte[] last = mac.doFinal(FIRST_BLOCK);
		byte[] all = last.clone();
		for (int i = 1; i < iterations; i++) {
			last = mac.doFinal(last);
			for (int j = 0; j < LENGTH; j++) {
				all[j] ^= last[j];
			}
		}
		return all;
	}

	/** Returns the key that only who knows the password has. */
	public static byte[] clientKey(byte[] saltedPassword) {
		return hmac(saltedPassword, "Client Key");
	}

	/** Returns what the client's key is known by. */
	public static byte[] storedKey(byte[] clientKey) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(clientKey);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("this Java has no SHA-256", ex);
		}
	}

	/** Returns the key that the server proves itself with. */
	public static byte[] serverKey(byte[] saltedPassword) {
		return hmac(saltedPassword, "Server Key");
	}

	/** Returns the signature of what was said so far, by a stored or a server's key. */
	public static byte[] signature(byte[] key, String said) {
		return hmac(key, said);
	}

	/** Returns a keyed digest of a text. */
	public static byte[] hmac(byte[] key, String text) {
		return mac(key).doFinal(text.getBytes(StandardCharsets.UTF_8));
	}

	/** Makes a proof of a key and a signature, and a key of a proof and a signature. */
	public static byte[] xor(byte[] one, byte[] other) {
		byte[] result = one.clone();
		for (int i = 0; i < result.length; i++) {
			result[i] ^= other[i];
		}
		return result;
	}

	private static Mac mac(byte[] key) {
		try {
			Mac mac = Mac.getInstance(HMAC);
			mac.init(new SecretKeySpec(key, HMAC));
			return mac;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("this Java has no " + HMAC, ex);
		}
	}

}
