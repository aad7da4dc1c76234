package io.mqttboot.protocol.scram;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The client's final message: the proof that it knows the password.
 *
 * @param withoutProof the message up to the proof, of which the proof is made
 * @param proof the proof; not to be changed
 */
public record ClientFinal(String withoutProof, byte[] proof) {

	private static final String PROOF = ",p=";

	/** Proves a password by the key that was made of it. */
	public static ClientFinal of(ClientFirst first, ServerFirst answer, byte[] clientKey) {
		String withoutProof = "c=" + binding(first) + ",r=" + answer.nonce();
		byte[] signature = ScramSha256.signature(ScramSha256.storedKey(clientKey), said(first, answer, withoutProof));
		return new ClientFinal(withoutProof, ScramSha256.xor(clientKey, signature));
	}

	/** Reads the message, which must belong to the messages before it. */
	public static ClientFinal parse(ByteBuffer message, ClientFirst first, ServerFirst answer) throws ScramException {
		String text = Fields.text(message);
		int end = text.lastIndexOf(PROOF);
		if (end < 0) {
			throw new ScramException("the proof is missing");
		}
		String withoutProof = text.substring(0, end);
		Fields fields = new Fields(withoutProof);
		String binding = fields.take('c');
		String nonce = fields.take('r');
		fields.skipExtensions();
		if (!binding.equals(binding(first))) {
			throw new ScramException("another channel binding than at first");
		}
		if (!nonce.equals(answer.nonce())) {
			throw new ScramException("another nonce than the server's");
		}
		byte[] proof = Fields.base64(text.substring(end + PROOF.length()));
		if (proof.length != ScramSha256.LENGTH) {
			throw new ScramException("a proof of another length");
		}
		return new ClientFinal(withoutProof, proof);
	}

	private static String binding(ClientFirst first) {
		return Fields.base64(first.header().getBytes(StandardCharsets.UTF_8));
	}

	private static String said(ClientFirst first, ServerFirst answer, String withoutProof) {
		return first.bare() + "," + answer.text() + "," + withoutProof;
	}

	/** Returns all that was said up to the proof, which both sides sign. */
	public String said(ClientFirst first, ServerFirst answer) {
		return said(first, answer, this.withoutProof);
	}

	/** Returns the message as it is sent. */
	public String text() {
		return this.withoutProof + PROOF + Fields.base64(this.proof);
	}

}
