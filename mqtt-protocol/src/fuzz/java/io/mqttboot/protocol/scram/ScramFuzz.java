package io.mqttboot.protocol.scram;

import java.nio.ByteBuffer;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes as messages of SCRAM, for both sides: they are taken or refused.
 */
class ScramFuzz {

	private static final String[] PARTS = { "n,,", "y,,", "p=tls-unique,,", "n=user", "r=fyko+d2lbbFgONRv9qkxdawL", "c=biws",
			"p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", "s=W22ZaJ0SNY7soEsUEjb6gQ==", "i=4096", "i=2147483648",
			"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "m=x", ",", "=2C", "=3D", "=", "e=other-error" };

	private static final ClientFirst FIRST = first();

	private static final ServerFirst ANSWER = ServerFirst.of(FIRST, "server", new byte[16], 4096);

	private static ClientFirst first() {
		try {
			return ClientFirst.of("user", "fyko+d2lbbFgONRv9qkxdawL");
		}
		catch (ScramException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@FuzzTest
	void a_message_is_taken_or_refused(FuzzedDataProvider data) {
		StringBuilder text = new StringBuilder();
		for (int i = data.consumeInt(0, 8); i > 0; i--) {
			text.append(data.pickValue(PARTS));
		}
		int at = data.consumeInt(0, text.length());
		text.insert(at, data.consumeString(30));
		ByteBuffer message = data.consumeBoolean() ? ByteBuffer.wrap(data.consumeRemainingAsBytes())
				: ByteBuffer.wrap(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
		try {
			ClientFirst known = ClientFirst.parse(message.duplicate());
			if (known.userName().isEmpty() || known.nonce().isEmpty()) {
				throw new IllegalStateException("nobody, or no nonce");
			}
		}
		catch (ScramException ex) {
			// refused: the other answer
		}
		each(() -> ClientFinal.parse(message.duplicate(), FIRST, ANSWER));
		each(() -> ServerFirst.parse(message.duplicate(), FIRST));
		each(() -> ServerFinal.parse(message.duplicate()));
		each(() -> SaslPrep.prepare(text));
	}

	// else client and server would not mean the same user
	@FuzzTest
	void what_was_prepared_stays_as_it_is(FuzzedDataProvider data) {
		String prepared;
		try {
			prepared = SaslPrep.prepare(data.consumeRemainingAsString());
		}
		catch (ScramException ex) {
			return;
		}
		try {
			if (!SaslPrep.prepare(prepared).equals(prepared)) {
				throw new IllegalStateException("it is another text when it is prepared again");
			}
		}
		catch (ScramException ex) {
			throw new IllegalStateException("what was prepared is refused", ex);
		}
	}

	private static void each(Reading reading) {
		try {
			reading.read();
		}
		catch (ScramException ex) {
			// refused: the other answer
		}
	}

	/** Reads one kind of message. */
	private interface Reading {

		void read() throws ScramException;

	}

}
