package io.mqttboot.spring.boot.autoconfigure.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.mqttboot.MqttVersion;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttScramClientAuthenticator;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttScramCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Clients that prove their password by SCRAM, over TCP.
 */
@Timeout(60)
class ScramAuthenticationTests {

	private static final String PENCIL = MqttScramCredentials.of("pencil", 4_096).encoded();

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttServerAutoConfiguration.class))
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-port=0");

	private static void isLetIn(MqttServer server, String userName, String password) {
		try (MqttClient client = client(server, userName, password)) {
			assertThat(client.connectAndWait(PATIENCE).isConnected()).isTrue();
			client.reauthenticate().join();
		}
	}

	private static void isKeptOut(MqttServer server, String userName, String password) {
		try (MqttClient client = client(server, userName, password)) {
			assertThatExceptionOfType(MqttClientException.class).isThrownBy(() -> client.connectAndWait(PATIENCE))
				.withMessageContaining("refused");
		}
	}

	private static MqttClient client(MqttServer server, String userName, String password) {
		return MqttClient.create()
			.serverUri("tcp://127.0.0.1:" + server.port())
			.clientId("scram")
			.version(MqttVersion.MQTT_5)
			.configure((config) -> config.automaticReconnect(false))
			.authenticator(new MqttScramClientAuthenticator(userName, password))
			.build();
	}

	@Test
	void users_of_the_configuration_with_such_credentials_prove_their_password() {
		this.runner
			.withPropertyValues("mqtt.server.auth.users[0].name=alice", "mqtt.server.auth.users[0].password=" + PENCIL,
					"mqtt.server.auth.users[1].name=bob", "mqtt.server.auth.users[1].password={noop}builder")
			.run((context) -> {
				MqttServer server = context.getBean(MqttServer.class);
				isLetIn(server, "alice", "pencil");
				isKeptOut(server, "alice", "wonder");
				isKeptOut(server, "bob", "builder");
				isKeptOut(server, "mallory", "pencil");
			});
	}

	@Test
	void users_of_a_bean_prove_their_password_and_configured_ones_hide_them() {
		MqttScramCredentials pen = MqttScramCredentials.of("pen", 4_096);
		this.runner.withBean(MqttScramUsers.class, () -> Map.of("alice", pen, "bob", pen, "carol", pen)::get)
			.withPropertyValues("mqtt.server.auth.users[0].name=alice", "mqtt.server.auth.users[0].password=" + PENCIL,
					"mqtt.server.auth.users[1].name=bob", "mqtt.server.auth.users[1].password={noop}builder")
			.run((context) -> {
				MqttServer server = context.getBean(MqttServer.class);
				isLetIn(server, "alice", "pencil");
				isKeptOut(server, "alice", "pen");
				isKeptOut(server, "bob", "pen");
				isLetIn(server, "carol", "pen");
				AuthRequests.isLetIn(server, "carol", "pen");
			});
	}

	@Test
	void without_such_credentials_the_method_is_unknown() {
		this.runner
			.withPropertyValues("mqtt.server.auth.users[0].name=bob",
					"mqtt.server.auth.users[0].password={noop}builder")
			.run((context) -> isKeptOut(context.getBean(MqttServer.class), "bob", "builder"));
	}

	@Test
	void a_user_has_its_authorities_and_attributes_after_the_proof() {
		MqttServerAuthProperties.User alice = new MqttServerAuthProperties.User();
		alice.setName("alice");
		alice.setPassword(PENCIL);
		alice.setAuthorities(Set.of("ROLE_DEVICE"));
		alice.setAttributes(Map.of("tenant", "t1"));
		ConfiguredUsers users = new ConfiguredUsers(List.of(alice), new PasswordEncodings(() -> null, false));
		ByteBuffer last = ByteBuffer.wrap(new byte[] { 1 });
		assertThat(proved(users, "alice", last))
			.isEqualTo(new MqttAuthResult.Accepted("alice", last, Map.of("tenant", "t1"), Set.of("ROLE_DEVICE"), null));
		assertThat(proved(users, "carol", last)).isEqualTo(new MqttAuthResult.Accepted("carol", last));
	}

	/** What comes of a proof that succeeds after one challenge. */
	private static MqttAuthResult proved(ConfiguredUsers users, String principal, ByteBuffer data) {
		MqttAuthenticator scram = new MqttAuthenticator() {

			@Override
			public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
				return CompletableFuture.completedFuture(new MqttAuthResult.Challenge(data,
						(answer) -> CompletableFuture.completedFuture(new MqttAuthResult.Accepted(principal, answer))));
			}

		};
		MqttAuthResult challenge = AuthRequests.ask(new ScramUsersAuthenticator(scram, users), null, null);
		assertThat(challenge).isInstanceOf(MqttAuthResult.Challenge.class);
		return ((MqttAuthResult.Challenge) challenge).next().apply(data).toCompletableFuture().join();
	}

}
