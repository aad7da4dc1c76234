package io.mqttboot.protocol.scram;

import java.nio.ByteBuffer;

/**
 * The client's first message: who it is, and a number used once.
 *
 * @param header what it says of channel binding, with the comma at its end
 * @param bare the rest, of which the proof is made
 * @param userName the user name as prepared, never empty
 * @param nonce the client's nonce
 */
public record ClientFirst(String header, String bare, String userName, String nonce) {

	private static final String NO_BINDING = "n,,";

	/**
	 * Says who a client is.
	 * @throws ScramException if the user name is empty or holds what is prohibited
	 */
	public static ClientFirst of(String userName, String nonce) throws ScramException {
		String prepared = prepared(userName);
		String escaped = prepared.replace("=", "=3D").replace(",", "=2C");
		return new ClientFirst(NO_BINDING, "n=" + escaped + ",r=" + nonce, prepared, nonce);
	}

	/** Reads the message; channel binding and acting for another are refused. */
	public static ClientFirst parse(ByteBuffer message) throws ScramException {
		String text = Fields.text(message);
		if (!text.startsWith("n,") && !text.startsWith("y,")) {
			throw new ScramException("channel binding is not offered");
		}
		if (text.length() < 3 || text.charAt(2) != ',') {
			throw new ScramException("acting for another is not offered");
		}
		String bare = text.substring(3);
		Fields fields = new Fields(bare);
		if (fields.isNext('m')) {
			throw new ScramException("an extension that is not known");
		}
		String userName = prepared(unescaped(fields.take('n')));
		String nonce = Fields.nonce(fields.take('r'));
		fields.skipExtensions();
		return new ClientFirst(text.substring(0, 3), bare, userName, nonce);
	}

	private static String unescaped(String name) throws ScramException {
		int equals = name.indexOf('=');
		while (equals >= 0) {
			if (!name.startsWith("=2C", equals) && !name.startsWith("=3D", equals)) {
				throw new ScramException("an equals sign that is not escaped");
			}
			equals = name.indexOf('=', equals + 1);
		}
		return name.replace("=2C", ",").replace("=3D", "=");
	}

	private static String prepared(String userName) throws ScramException {
		String prepared = SaslPrep.prepare(userName);
		if (prepared.isEmpty()) {
			throw new ScramException("an empty user name");
		}
		return prepared;
	}

	/** Returns the message as it is sent. */
	public String text() {
		return this.header + this.bare;
	}

}
