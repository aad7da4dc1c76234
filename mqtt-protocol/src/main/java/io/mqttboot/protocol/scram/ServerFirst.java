package io.mqttboot.protocol.scram;

import java.nio.ByteBuffer;

/**
 * The server's first message: both nonces, and how the password was salted.
 *
 * @param text the message
 * @param nonce the client's nonce with the server's behind it
 * @param salt the salt; not to be changed
 * @param iterations how often it was salted
 */
public record ServerFirst(String text, String nonce, byte[] salt, int iterations) {

	/** Answers a client. */
	public static ServerFirst of(ClientFirst first, String serverNonce, byte[] salt, int iterations) {
		String nonce = first.nonce() + serverNonce;
		return new ServerFirst("r=" + nonce + ",s=" + Fields.base64(salt) + ",i=" + iterations, nonce, salt,
				iterations);
	}

	/**
	 * Reads the answer to a client's first message; too few iterations and too many are
	 * refused.
	 */
	public static ServerFirst parse(ByteBuffer message, ClientFirst first) throws ScramException {
		String text = Fields.text(message);
		Fields fields = new Fields(text);
		if (fields.isNext('m')) {
			throw new ScramException("an extension that is not known");
		}
		String nonce = Fields.nonce(fields.take('r'));
		byte[] salt = Fields.base64(fields.take('s'));
		int iterations = number(fields.take('i'));
		fields.skipExtensions();
		if (!nonce.startsWith(first.nonce()) || nonce.length() == first.nonce().length()) {
			throw new ScramException("another nonce than the client's with something added");
		}
		if (iterations < ScramSha256.ITERATIONS_MIN || iterations > ScramSha256.ITERATIONS_MAX) {
			throw new ScramException("a number of iterations out of bounds");
		}
		return new ServerFirst(text, nonce, salt, iterations);
	}

	private static int number(String value) throws ScramException {
		if (!value.matches("[1-9][0-9]{0,8}")) {
			throw new ScramException("a number of iterations that is none");
		}
		return Integer.parseInt(value);
	}

}
