package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttAuthResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class SpringSecurityAuthenticatorTests {

	private static SpringSecurityAuthenticator users(UnaryOperator<User.UserBuilder> alice) {
		InMemoryUserDetailsManager users = new InMemoryUserDetailsManager(
				alice.apply(User.withUsername("alice").password("{noop}wonder").roles("DEVICE")).build());
		return new SpringSecurityAuthenticator(new ProviderManager(new DaoAuthenticationProvider(users)));
	}

	private static SpringSecurityAuthenticator manager(AuthenticationManager manager) {
		return new SpringSecurityAuthenticator(manager);
	}

	@Test
	void a_user_of_spring_security_has_its_name_and_its_authorities() {
		MqttAuthResult.Accepted accepted = AuthRequests
			.accepted(AuthRequests.ask(users((alice) -> alice), "alice", "wonder"));
		assertThat(accepted.principal()).isEqualTo("alice");
		assertThat(accepted.authorities()).contains("ROLE_DEVICE");
		assertThat(accepted.attributes()).isEmpty();
		assertThat(accepted.validUntil()).isNull();
	}

	@Test
	void a_wrong_password_and_nobody_look_alike() {
		MqttAuthResult wrong = AuthRequests.ask(users((alice) -> alice), "alice", "wander");
		assertThat(wrong).isEqualTo(AuthRequests.ask(users((alice) -> alice), "mallory", "wonder"));
		assertThat(AuthRequests.refused(wrong)).isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
	}

	@ParameterizedTest
	@ValueSource(strings = { "locked", "disabled", "expired", "credentials" })
	void an_account_that_is_out_of_use_is_refused_with_its_right_password(String state) {
		SpringSecurityAuthenticator authenticator = users((alice) -> alice.accountLocked(state.equals("locked"))
			.disabled(state.equals("disabled"))
			.accountExpired(state.equals("expired"))
			.credentialsExpired(state.equals("credentials")));
		assertThat(AuthRequests.refused(AuthRequests.ask(authenticator, "alice", "wonder")))
			.isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
	}

	@Test
	void who_sends_no_user_name_is_left_to_others() {
		assertThat(AuthRequests.ask(manager((token) -> token), null, "wonder"))
			.isInstanceOf(MqttAuthResult.Abstained.class);
	}

	@Test
	void a_manager_is_never_asked_with_an_empty_password_or_one_that_is_no_text() {
		AuthenticationManager everybody = (token) -> UsernamePasswordAuthenticationToken.authenticated(token.getName(),
				null, List.of());
		assertThat(AuthRequests.accepted(AuthRequests.ask(manager(everybody), "alice", "x"))).isNotNull();
		assertThat(AuthRequests.refused(AuthRequests.ask(manager(everybody), "alice", ""))).isNotNull();
		assertThat(AuthRequests.refused(AuthRequests.ask(manager(everybody), "alice", null))).isNotNull();
		assertThat(AuthRequests.refused(AuthRequests.ask(manager(everybody), "", "x"))).isNotNull();
		assertThat(AuthRequests
			.refused(manager(everybody).authenticate(AuthRequests.bytes("alice", 0xFF)).toCompletableFuture().join()))
			.isNotNull();
	}

	@Test
	void an_answer_that_is_no_yes_is_a_no() {
		assertThat(
				AuthRequests.refused(AuthRequests.ask(manager(mock(AuthenticationManager.class)), "alice", "wonder")))
			.isNotNull();
		assertThat(AuthRequests.refused(AuthRequests.ask(manager((token) -> token), "alice", "wonder"))).isNotNull();
		assertThat(AuthRequests.refused(AuthRequests.ask(
				manager((token) -> UsernamePasswordAuthenticationToken.authenticated("", null, List.of())), "alice",
				"wonder")))
			.isNotNull();
	}

	@Test
	void the_password_is_not_kept() {
		CompletableFuture<Authentication> asked = new CompletableFuture<>();
		CompletableFuture<Authentication> answered = new CompletableFuture<>();
		AuthenticationManager careless = (token) -> {
			assertThat(token.getCredentials()).hasToString("wonder");
			asked.complete(token);
			answered.complete(UsernamePasswordAuthenticationToken.authenticated("alice", token.getCredentials(),
					AuthorityUtils.createAuthorityList("ROLE_DEVICE")));
			return answered.join();
		};
		AuthRequests.ask(manager(careless), "alice", "wonder");
		assertThat(asked.join().getCredentials()).isNull();
		assertThat(answered.join().getCredentials()).isNull();
	}

	@Test
	void a_store_of_users_that_is_out_of_order_is_said_without_its_message(CapturedOutput output) {
		AuthenticationManager broken = (token) -> {
			throw new InternalAuthenticationServiceException("password wonder of alice", new IllegalStateException());
		};
		assertThat(AuthRequests.refused(AuthRequests.ask(manager(broken), "alice", "wonder")))
			.isEqualTo(MqttReasonCode.SERVER_UNAVAILABLE);
		assertThat(output).contains("InternalAuthenticationServiceException").doesNotContain("wonder");
	}

}
