package io.mqttboot.protocol.scram;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * SCRAM-SHA-256 by the example of RFC 7677, and what breaks its rules.
 */
class ScramSha256Tests {

	private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";

	private static final String BOTH = NONCE + "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

	private static final String CLIENT_FIRST = "n,,n=user,r=" + NONCE;

	private static final String SERVER_FIRST = "r=" + BOTH + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

	private static final String PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";

	private static final String CLIENT_FINAL = "c=biws,r=" + BOTH + ",p=" + PROOF;

	private static final String SERVER_FINAL = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	private static ClientFirst first() {
		try {
			return ClientFirst.parse(bytes(CLIENT_FIRST));
		}
		catch (ScramException ex) {
			throw new AssertionError(ex);
		}
	}

	private static ServerFirst answer() {
		return ServerFirst.of(first(), BOTH.substring(NONCE.length()),
				Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
	}

	@Test
	void the_messages_of_the_rfc_are_made() throws Exception {
		ClientFirst first = ClientFirst.of("user", NONCE);
		assertThat(first.text()).isEqualTo(CLIENT_FIRST);
		ServerFirst asked = answer();
		assertThat(asked.text()).isEqualTo(SERVER_FIRST);
		byte[] salted = ScramSha256.saltedPassword("pencil".getBytes(StandardCharsets.UTF_8), asked.salt(),
				asked.iterations());
		ClientFinal proof = ClientFinal.of(first, asked, ScramSha256.clientKey(salted));
		assertThat(proof.text()).isEqualTo(CLIENT_FINAL);
		byte[] signature = ScramSha256.signature(ScramSha256.serverKey(salted), proof.said(first, asked));
		assertThat(new ServerFinal(signature).text()).isEqualTo(SERVER_FINAL);
	}

	@Test
	void the_messages_of_the_rfc_are_read() throws Exception {
		ClientFirst first = first();
		assertThat(first.userName()).isEqualTo("user");
		assertThat(first.nonce()).isEqualTo(NONCE);
		ServerFirst asked = ServerFirst.parse(bytes(SERVER_FIRST), ClientFirst.of("user", NONCE));
		assertThat(asked.iterations()).isEqualTo(4096);
		assertThat(asked.salt()).isEqualTo(answer().salt());
		ClientFinal proof = ClientFinal.parse(bytes(CLIENT_FINAL), first, asked);
		assertThat(proof.proof()).isEqualTo(Base64.getDecoder().decode(PROOF));
		assertThat(proof.text()).isEqualTo(CLIENT_FINAL);
		assertThat(ServerFinal.parse(bytes(SERVER_FINAL)).text()).isEqualTo(SERVER_FINAL);
	}

	@Test
	void a_user_name_may_hold_commas_and_equals_signs() throws Exception {
		ClientFirst first = ClientFirst.of("a,b=c", NONCE);
		assertThat(first.text()).isEqualTo("n,,n=a=2Cb=3Dc,r=" + NONCE);
		assertThat(ClientFirst.parse(bytes(first.text()))).isEqualTo(first);
	}

	@Test
	void extensions_at_the_end_are_signed_and_otherwise_ignored() throws Exception {
		ClientFirst first = ClientFirst.parse(bytes("y,,n=user,r=abc,x=1,Y=2"));
		assertThat(first.bare()).isEqualTo("n=user,r=abc,x=1,Y=2");
		ServerFirst asked = ServerFirst.parse(bytes("r=abcdef,s=AAAA,i=4096,x=1"), first);
		ClientFinal last = ClientFinal.parse(bytes("c=eSws,r=abcdef,x=1,p=" + PROOF), first, asked);
		assertThat(last.said(first, asked))
			.isEqualTo("n=user,r=abc,x=1,Y=2,r=abcdef,s=AAAA,i=4096,x=1,c=eSws,r=abcdef,x=1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "n", "n,", "n,,", "n,,n=user", "n,,r=abc", "n,,n=,r=abc", "n,,n=user,r=",
			"n,,r=abc,n=user", "n,,n=us=er,r=abc", "n,,n=us=,r=abc", "n,,n=us=2c,r=abc", "n,,n=user,r=a b",
			"n,,n=user,r=ä", "n,a=admin,n=user,r=abc", "n,a=,n=user,r=abc", "p=tls-unique,,n=user,r=abc",
			"x,,n=user,r=abc", "n,,m=1,n=user,r=abc", "n,,n=user,r=abc,", "n,,n=user,r=abc,,", "n,,n=user,r=abc,1=2",
			"n,,n=user,r=abc,xy", "n,,n=user,r=abc,x=", "n,,n=user\u0000,r=abc", "n,,n=\u00AD,r=abc",
			"N,,n=user,r=abc" })
	void a_first_message_that_breaks_the_rules_is_refused(String message) {
		refuses(message, () -> ClientFirst.parse(bytes(message)));
	}

	@Test
	void bytes_that_are_no_text_are_refused() {
		refuses("", () -> ClientFirst.parse(ByteBuffer.wrap(new byte[] { 'n', ',', ',', (byte) 0xC0, (byte) 0x80 })));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "c=biws", "c=biws,r=" + BOTH, "c=biws,p=" + PROOF, "r=" + BOTH + ",c=biws,p=" + PROOF,
			"c=biws,r=" + NONCE + ",p=" + PROOF, "c=biws,r=" + BOTH + "x,p=" + PROOF,
			"c=eSws,r=" + BOTH + ",p=" + PROOF, "c=biws=,r=" + BOTH + ",p=" + PROOF, "c=biws,r=" + BOTH + ",p=",
			"c=biws,r=" + BOTH + ",p=AAAA", "c=biws,r=" + BOTH + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ",
			"c=biws,r=" + BOTH + ",p=*Hzb", "c=biws,r=" + BOTH + ",p=" + PROOF + ",x=1" })
	void a_final_message_that_breaks_the_rules_is_refused(String message) {
		refuses(message, () -> ClientFinal.parse(bytes(message), first(), answer()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "r=" + NONCE + ",s=AAAA,i=4096", "r=other,s=AAAA,i=4096", "s=AAAA,i=4096",
			"r=" + BOTH + ",i=4096", "r=" + BOTH + ",s=,i=4096", "r=" + BOTH + ",s=AAAA",
			"r=" + BOTH + ",s=AAAA,i=4095", "r=" + BOTH + ",s=AAAA,i=1000001", "r=" + BOTH + ",s=AAAA,i=99999999999999",
			"r=" + BOTH + ",s=AAAA,i=-4096", "r=" + BOTH + ",s=AAAA,i=+4096", "m=x,r=" + BOTH + ",s=AAAA,i=4096",
			"r=" + BOTH + ",s=!,i=4096" })
	void a_server_that_asks_for_too_little_or_too_much_is_refused(String message) {
		refuses(message, () -> ServerFirst.parse(bytes(message), first()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "v=", "v=!", "e=invalid-proof", "x=1" })
	void a_server_that_proves_nothing_is_refused(String message) {
		refuses(message, () -> ServerFinal.parse(bytes(message)));
	}

	// the examples of RFC 4013, and some more
	@ParameterizedTest
	@CsvSource({ "I\u00ADX, IX", "user, user", "USER, USER", "\u00AA, a", "\u2168, IX", "a\u00A0b, a b",
			"a\u3000b, a b", "\uFB01, fi", "e\u0301, \u00E9", "\u0627\u0628, \u0627\u0628" })
	void what_looks_alike_becomes_alike(String given, String prepared) throws Exception {
		assertThat(SaslPrep.prepare(given)).isEqualTo(prepared);
	}

	@ParameterizedTest
	@MethodSource("prohibited")
	void what_cannot_be_seen_or_has_two_directions_is_refused(String text) {
		refuses(text, () -> SaslPrep.prepare(text));
	}

	static Stream<String> prohibited() {
		return Stream.of("\u0007", "\u007F", "a\nb", "\u0627\u0031", "\u0627a", "a\u0627", "\uE000", "\uD800", "\u202E",
				"\uFFFD", "\uFDD0", "\u2028", new String(Character.toChars(0x1FFFF)), "\u2FF0");
	}

	// Whoever logs the refusal logs nothing of what was sent.
	private static void refuses(String secret, org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
		assertThatExceptionOfType(ScramException.class).isThrownBy(attempt).satisfies((refusal) -> {
			if (secret.length() > 3) {
				assertThat(refusal).message().doesNotContain(secret);
			}
			assertThat(refusal).hasNoCause();
		});
	}

}
