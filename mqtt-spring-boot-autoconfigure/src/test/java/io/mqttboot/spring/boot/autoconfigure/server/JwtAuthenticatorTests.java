package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttAuthResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class JwtAuthenticatorTests {

	private static JwtAuthenticator authenticator(@Nullable String principalClaim, String... attributeClaims) {
		return new JwtAuthenticator(Tokens.decoder(), new JwtAuthenticationConverter(), principalClaim,
				List.of(attributeClaims));
	}

	private static MqttAuthResult ask(@Nullable String userName, String password) {
		return AuthRequests.ask(authenticator(null), userName, password);
	}

	@Test
	void a_token_has_a_subject_scopes_and_an_end() {
		String token = Tokens.issue((claims) -> claims.claim("scope", "read write"));
		MqttAuthResult.Accepted accepted = AuthRequests.accepted(ask(null, token));
		assertThat(accepted.principal()).isEqualTo("alice");
		assertThat(accepted.authorities()).contains("SCOPE_read", "SCOPE_write");
		assertThat(accepted.validUntil()).isEqualTo(Tokens.EXPIRY);
		assertThat(accepted.attributes()).isEmpty();
	}

	@Test
	void claims_become_attributes_if_they_are_plain_values() {
		String token = Tokens.issue((claims) -> claims.claim("tenant", "t1")
			.claim("line", 7)
			.claim("groups", List.of("a", "b"))
			.claim("secret", "not asked for"));
		assertThat(AuthRequests
			.accepted(AuthRequests.ask(authenticator(null, "tenant", "line", "groups", "missing"), null, token))
			.attributes()).isEqualTo(Map.of("tenant", "t1", "line", "7"));
	}

	@Test
	void another_claim_may_be_the_principal() {
		String token = Tokens.issue((claims) -> claims.claim("device", "d1"));
		assertThat(AuthRequests.accepted(AuthRequests.ask(authenticator("device"), null, token)).principal())
			.isEqualTo("d1");
		assertThat(AuthRequests.refused(AuthRequests.ask(authenticator("missing"), null, token)))
			.isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
		JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
		converter.setPrincipalClaimName("device");
		assertThat(AuthRequests
			.accepted(AuthRequests.ask(new JwtAuthenticator(Tokens.decoder(), converter, null, List.of()), null, token))
			.principal()).isEqualTo("d1");
	}

	@Test
	void a_user_name_beside_a_token_is_that_of_the_token() {
		String token = Tokens.issue((claims) -> {
		});
		assertThat(AuthRequests.accepted(ask("alice", token)).principal()).isEqualTo("alice");
		assertThat(AuthRequests.accepted(ask("", token)).principal()).isEqualTo("alice");
		assertThat(AuthRequests.refused(ask("bob", token))).isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
	}

	@Test
	void a_token_that_is_over_or_somebody_elses_or_nobodys_is_refused() {
		assertThat(AuthRequests.refused(ask(null, Tokens.forge()))).isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
		assertThat(AuthRequests
			.refused(ask(null, Tokens.issue((claims) -> claims.expiresAt(Instant.now().minusSeconds(3_600))))))
			.isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
		assertThat(AuthRequests
			.refused(ask(null, Tokens.issue((claims) -> claims.claims((all) -> all.remove("sub")).claim("a", "b")))))
			.isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
		String unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.";
		assertThat(AuthRequests.refused(ask(null, unsigned))).isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "wonder", "a.b.c", "eyJhbGciOiJub25lIn0", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9",
			"eyJhbGciOiJub25lIn0..x", "my.secret.password", "eyJhbGciOiJub25lIn0.a.b.c.d", "e.f.g h" })
	void a_password_that_does_not_look_like_a_token_is_left_to_others(String password) {
		assertThat(ask("alice", password)).isInstanceOf(MqttAuthResult.Abstained.class);
	}

	@Test
	void no_password_and_one_that_is_no_text_are_left_to_others() {
		assertThat(AuthRequests.ask(authenticator(null), "alice", null)).isInstanceOf(MqttAuthResult.Abstained.class);
		assertThat(
				authenticator(null).authenticate(AuthRequests.bytes("alice", 0xFF, 0xFE)).toCompletableFuture().join())
			.isInstanceOf(MqttAuthResult.Abstained.class);
	}

	@Test
	void keys_that_cannot_be_fetched_are_said_without_the_token(CapturedOutput output) {
		String token = Tokens.issue((claims) -> {
		});
		JwtDecoder broken = (text) -> {
			throw new JwtException("cannot fetch the keys for " + text);
		};
		MqttAuthResult result = AuthRequests
			.ask(new JwtAuthenticator(broken, new JwtAuthenticationConverter(), null, List.of()), null, token);
		assertThat(AuthRequests.refused(result)).isEqualTo(MqttReasonCode.SERVER_UNAVAILABLE);
		assertThat(result.toString()).doesNotContain(token);
		assertThat(output).contains("JwtException").doesNotContain(token);
	}

}
