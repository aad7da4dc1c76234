package io.mqttboot.spring.boot.autoconfigure.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.mqttboot.server.spi.MqttScramCredentials;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@ExtendWith(OutputCaptureExtension.class)
class PasswordEncodingsTests {

	private static final String KEY = "users[3].password";

	private final PasswordEncodings alone = new PasswordEncodings(() -> null, false);

	private final PasswordEncodings withLibrary = new PasswordEncodings(LibraryEncodings::new, false);

	private static boolean matches(EncodedPassword password, String sent) {
		ByteBuffer bytes = ByteBuffer.wrap(sent.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
		boolean matches = password.matches(bytes);
		assertThat(bytes.remaining()).isEqualTo(bytes.capacity());
		return matches;
	}

	private AuthenticationSetupException failure(PasswordEncodings encodings, @Nullable String encoded) {
		AuthenticationSetupException failure = catchThrowableOfType(AuthenticationSetupException.class,
				() -> encodings.read(KEY, "alice", encoded));
		assertThat(failure).hasMessageStartingWith("'mqtt.server.auth." + KEY + "' ").hasNoCause();
		assertThat(failure.action()).isNotBlank();
		return failure;
	}

	@Test
	void scram_credentials_need_no_library() {
		EncodedPassword password = this.alone.read(KEY, "alice", MqttScramCredentials.of("pencil", 4_096).encoded());
		assertThat(matches(password, "pencil")).isTrue();
		assertThat(matches(password, "pencils")).isFalse();
		assertThat(matches(password, "")).isFalse();
	}

	@Test
	void a_password_may_stand_as_it_is_with_a_warning_that_does_not_show_it(CapturedOutput output) {
		EncodedPassword password = this.alone.read(KEY, "alice", "{noop}{pencil}ß");
		assertThat(matches(password, "{pencil}ß")).isTrue();
		assertThat(matches(password, "{pencil}")).isFalse();
		assertThat(matches(password, "")).isFalse();
		assertThat(output).contains("'alice' is not encoded").doesNotContain("pencil");
	}

	@Test
	void what_spring_security_encodes_is_understood_where_it_is_there() {
		Map<String, PasswordEncoder> encoders = Map.of("bcrypt", new BCryptPasswordEncoder(4),
				"pbkdf2@SpringSecurity_v5_8", Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8(),
				"argon2@SpringSecurity_v5_8", Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8());
		encoders.forEach((id, encoder) -> {
			String encoded = "{" + id + "}" + encoder.encode("pencil");
			EncodedPassword password = this.withLibrary.read(KEY, "alice", encoded);
			assertThat(matches(password, "pencil")).as(id).isTrue();
			assertThat(matches(password, "pencils")).as(id).isFalse();
			assertThat(password.matches(ByteBuffer.wrap(new byte[] { (byte) 0xFF }))).as(id).isFalse();
			assertThat(failure(this.alone, encoded)).hasMessageContaining("{" + id + "}")
				.extracting(AuthenticationSetupException::action)
				.asString()
				.contains("spring-security-crypto");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "hunter2", "{hunter2}", "{hunter2", "hunter2{noop}", "{}hunter2", "{hunter2}hunter2",
			"{scram-sha-256}hunter2", "{scram-sha-256}15000$hunter2$a$b", "{scram-sha-256}hunter2$YQ==$YQ==$YQ==",
			"{bcrypt}hunter2", "{BCRYPT}hunter2" })
	void a_password_that_cannot_be_read_fails_without_being_shown(String encoded) {
		assertThat(failure(this.withLibrary, encoded)).message().doesNotContain("hunter2");
		assertThat(failure(this.withLibrary, encoded).action()).doesNotContain("hunter2").contains("{scram-sha-256}");
		assertThat(failure(this.alone, encoded)).message().doesNotContain("hunter2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{noop}", "{bcrypt}", "{scram-sha-256}" })
	void there_is_no_empty_password(String encoded) {
		assertThat(failure(this.withLibrary, encoded)).isNotNull();
		assertThat(failure(this.withLibrary, null)).hasMessageContaining("is not set");
	}

	@Test
	void a_library_that_an_encoding_needs_is_missed_at_the_start() {
		PasswordEncoder incomplete = new PasswordEncoder() {

			@Override
			public String encode(@Nullable CharSequence password) {
				return "";
			}

			@Override
			public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
				throw new NoClassDefFoundError("org/bouncycastle/crypto/params/Argon2Parameters");
			}

		};
		PasswordEncodings encodings = new PasswordEncodings(
				() -> new LibraryEncodings(new DelegatingPasswordEncoder("bcrypt",
						Map.of("bcrypt", new BCryptPasswordEncoder(4), "argon2", incomplete))),
				false);
		assertThat(failure(encodings, "{argon2}hunter2")).hasMessageContaining("org/bouncycastle")
			.message()
			.doesNotContain("hunter2");
		assertThatExceptionOfType(AuthenticationSetupException.class)
			.isThrownBy(() -> encodings.read(KEY, "alice", "{argon2}hunter2"))
			.satisfies((ex) -> assertThat(ex.action()).contains("bcprov"));
	}

	@Test
	void an_encoding_that_does_not_withstand_guessing_is_warned_of(CapturedOutput output) {
		EncodedPassword password = this.withLibrary.read(KEY, "alice",
				"{SHA-256}{c2FsdA==}" + "9ac3d6f06d5a3d9ff11a1f0d8b9b2ea1");
		assertThat(matches(password, "pencil")).isFalse();
		assertThat(output).contains("'alice' is encoded as {SHA-256}, which does not withstand guessing");
	}

	@Test
	void a_hardened_server_takes_no_password_that_can_be_read_or_guessed() {
		PasswordEncodings hardened = new PasswordEncodings(LibraryEncodings::new, true);
		assertThat(failure(hardened, "{noop}hunter2")).hasMessageContaining("mqtt.server.hardened")
			.message()
			.doesNotContain("hunter2");
		assertThat(failure(hardened, "{MD5}hunter2")).hasMessageContaining("{MD5}");
	}

}
