package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttScramCredentials;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConfiguredUsersTests {

	/** What passwords were compared with. */
	private final List<String> compared = new ArrayList<>();

	private final PasswordEncodings encodings = new PasswordEncodings(
			() -> new LibraryEncodings(new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new Recorder()))),
			false);

	private static MqttServerAuthProperties.User user(@Nullable String name, String password) {
		MqttServerAuthProperties.User user = new MqttServerAuthProperties.User();
		user.setName(name);
		user.setPassword(password);
		return user;
	}

	private ConfiguredUsers users(MqttServerAuthProperties.User... users) {
		ConfiguredUsers configured = new ConfiguredUsers(List.of(users), this.encodings);
		this.compared.clear();
		return configured;
	}

	@Test
	void a_user_has_its_name_its_authorities_and_its_attributes() {
		MqttServerAuthProperties.User alice = user("alice", "{bcrypt}wonder");
		alice.setAuthorities(Set.of("ROLE_DEVICE", "plant"));
		alice.setAttributes(Map.of("tenant", "t1"));
		assertThat(AuthRequests.ask(users(alice), "alice", "wonder")).isEqualTo(new MqttAuthResult.Accepted("alice",
				null, Map.of("tenant", "t1"), Set.of("ROLE_DEVICE", "plant"), null));
	}

	@Test
	void a_user_with_a_wrong_password_or_none_is_refused() {
		ConfiguredUsers users = users(user("alice", "{bcrypt}wonder"), user("bob", "{bcrypt}builder"));
		assertThat(AuthRequests.refused(AuthRequests.ask(users, "alice", "builder")))
			.isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
		assertThat(AuthRequests.refused(AuthRequests.ask(users, "alice", null)))
			.isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
		assertThat(AuthRequests.refused(AuthRequests.ask(users, "bob", "")))
			.isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
	}

	@Test
	void who_is_no_user_is_left_to_others() {
		ConfiguredUsers users = users(user("alice", "{bcrypt}wonder"));
		assertThat(AuthRequests.ask(users, "Alice", "wonder")).isInstanceOf(MqttAuthResult.Abstained.class);
		assertThat(AuthRequests.ask(users, "", "wonder")).isInstanceOf(MqttAuthResult.Abstained.class);
		assertThat(AuthRequests.ask(users, null, "wonder")).isInstanceOf(MqttAuthResult.Abstained.class);
	}

	@Test
	void who_is_no_user_costs_the_comparison_that_a_user_costs() {
		ConfiguredUsers users = users(user("alice", "{bcrypt}wonder"), user("bob", "{bcrypt}builder"));
		AuthRequests.ask(users, "alice", "guess");
		assertThat(this.compared).containsExactly("wonder");
		this.compared.clear();
		for (int i = 0; i < 64; i++) {
			AuthRequests.ask(users, "mallory" + i, "guess");
		}
		// one each, and not the same for all: encodings may differ in what they cost
		assertThat(this.compared).hasSize(64).contains("wonder", "builder");
	}

	@Test
	void who_is_no_user_is_compared_with_the_same_user_each_time() {
		ConfiguredUsers users = users(user("alice", "{bcrypt}wonder"), user("bob", "{bcrypt}builder"),
				user("carol", "{bcrypt}carol"));
		for (int i = 0; i < 16; i++) {
			AuthRequests.ask(users, "mallory", "guess");
		}
		assertThat(this.compared).hasSize(16).containsOnly(this.compared.get(0));
	}

	@Test
	void users_have_names_and_each_its_own() {
		assertThatExceptionOfType(AuthenticationSetupException.class)
			.isThrownBy(() -> users(user("alice", "{bcrypt}wonder"), user(null, "{bcrypt}wonder")))
			.withMessage("'mqtt.server.auth.users[1].name' is not set");
		assertThatExceptionOfType(AuthenticationSetupException.class)
			.isThrownBy(() -> users(user("alice", "{bcrypt}wonder"), user("alice", "{bcrypt}other")))
			.withMessage("'mqtt.server.auth.users[1].name' is 'alice', as that of another user");
	}

	@Test
	void credentials_for_scram_are_those_of_users_who_have_them() {
		MqttScramCredentials credentials = MqttScramCredentials.of("wonder", 4_096);
		ConfiguredUsers users = users(user("alice", credentials.encoded()), user("bob", "{bcrypt}builder"));
		assertThat(users.credentials("alice")).isEqualTo(credentials);
		assertThat(users.credentials("bob")).isNull();
		assertThat(users.credentials("mallory")).isNull();
		assertThat(users.credentials()).containsExactly(credentials);
	}

	/**
	 * Encodes nothing and remembers what it was asked.
	 */
	private final class Recorder implements PasswordEncoder {

		@Override
		public String encode(@Nullable CharSequence password) {
			return String.valueOf(password);
		}

		@Override
		public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
			ConfiguredUsersTests.this.compared.add(String.valueOf(encoded));
			return String.valueOf(password).equals(encoded);
		}

	}

}
