package io.mqttboot.protocol.scram;

import java.nio.ByteBuffer;

/**
 * The server's final message: the proof that it knows what was made of the password.
 *
 * @param signature the server's signature; not to be changed
 */
public record ServerFinal(byte[] signature) {

	/** Reads the message. */
	public static ServerFinal parse(ByteBuffer message) throws ScramException {
		Fields fields = new Fields(Fields.text(message));
		if (fields.isNext('e')) {
			throw new ScramException("the server says that it failed");
		}
		byte[] signature = Fields.base64(fields.take('v'));
		fields.skipExtensions();
		return new ServerFinal(signature);
	}

	/** Returns the message as it is sent. */
	public String text() {
		return "v=" + Fields.base64(this.signature);
	}

}
