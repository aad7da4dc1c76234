package io.mqttboot.server.auth;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

import io.mqttboot.server.spi.MqttScramCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a server keeps of a password.
 */
class ScramCredentialsTests {

	// password "pencil", salt and iterations of RFC 7677
	private static final String PENCIL = "{scram-sha-256}4096$W22ZaJ0SNY7soEsUEjb6gQ==$"
			+ "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=$wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void what_others_have_written_is_read_and_written_alike() {
		MqttScramCredentials pencil = MqttScramCredentials.parse(PENCIL);
		assertThat(pencil.encoded()).isEqualTo(PENCIL);
		assertThat(pencil.iterations()).isEqualTo(4096);
		assertThat(pencil.matches("pencil")).isTrue();
		assertThat(pencil.matches("Pencil")).isFalse();
		assertThat(MqttScramCredentials.isEncoded(PENCIL)).isTrue();
		assertThat(MqttScramCredentials.isEncoded("{bcrypt}x")).isFalse();
	}

	@Test
	void each_password_has_a_salt_of_its_own_and_survives_its_text() {
		MqttScramCredentials one = MqttScramCredentials.of("pencil", 4096);
		MqttScramCredentials other = MqttScramCredentials.of(CharBuffer.wrap("pencil".toCharArray()), 4096);
		assertThat(one).isNotEqualTo(other).isEqualTo(MqttScramCredentials.parse(one.encoded()));
		assertThat(one.salt()).hasSize(16).isNotEqualTo(other.salt());
		assertThat(other.matches("pencil")).isTrue();
		assertThat(one.encoded()).doesNotContain("pencil").doesNotContain("\n");
	}

	@Test
	void the_default_is_fifteen_thousand_iterations() {
		assertThat(MqttScramCredentials.of("pencil").iterations()).isEqualTo(15_000);
	}

	@Test
	void a_password_is_checked_as_it_was_sent() {
		MqttScramCredentials credentials = MqttScramCredentials.of("gr\u00FC\u00DF \u2168", 4096);
		ByteBuffer sent = bytes("gru\u0308\u00DF IX");
		assertThat(credentials.matches(sent)).isTrue();
		assertThat(sent.remaining()).as("left unread").isEqualTo(sent.capacity());
		assertThat(credentials.matches(bytes("gr\u00FC\u00DF IY"))).isFalse();
	}

	@Test
	void what_cannot_be_a_password_never_matches() {
		MqttScramCredentials credentials = MqttScramCredentials.of("pencil", 4096);
		assertThat(credentials.matches(ByteBuffer.wrap(new byte[] { (byte) 0xFF }))).isFalse();
		assertThat(credentials.matches("")).isFalse();
		assertThat(credentials.matches("pencil\u0000")).isFalse();
		assertThat(credentials.matches("\u0000")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\u00AD", "secret\u0007", "\u0627secret" })
	void no_credentials_are_made_of_what_cannot_be_a_password(String password) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttScramCredentials.of(password))
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 4095, 1_000_001 })
	void too_few_iterations_and_too_many_are_refused(int iterations) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttScramCredentials.of("pencil", iterations));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MqttScramCredentials.parse(PENCIL.replace("}4096$", "}" + iterations + "$")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "secret", "{scram-sha-256}", "{scram-sha-256}4096$secret",
			"{scram-sha-256}secret$AA==$AA==$AA==", "{scram-sha-256}4096$AA==$secret!$secret!",
			"{scram-sha-256}4096$$$", "{scram-sha-256}4096$AA==$AA==$AA==", "{scram-sha-256}4096$AA==$AA==$AA==$secret",
			"{SCRAM-SHA-256}4096$secret$AA==$AA==" })
	void a_text_that_is_none_is_refused_without_quoting_it(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttScramCredentials.parse(text))
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	@Test
	void their_text_form_shows_nothing() {
		assertThat(MqttScramCredentials.parse(PENCIL)).hasToString("MqttScramCredentials[iterations=4096]");
	}

	@Test
	void nobody_changes_them_from_outside() {
		MqttScramCredentials credentials = MqttScramCredentials.parse(PENCIL);
		credentials.storedKey()[0]++;
		credentials.serverKey()[0]++;
		credentials.salt()[0]++;
		assertThat(credentials.encoded()).isEqualTo(PENCIL);
	}

}
