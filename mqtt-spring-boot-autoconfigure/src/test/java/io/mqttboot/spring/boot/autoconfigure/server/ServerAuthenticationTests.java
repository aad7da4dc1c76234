package io.mqttboot.spring.boot.autoconfigure.server;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttScramCredentials;
import io.mqttboot.server.spi.MqttServerAuthHandler;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static io.mqttboot.spring.boot.autoconfigure.server.AuthRequests.isKeptOut;
import static io.mqttboot.spring.boot.autoconfigure.server.AuthRequests.isLetIn;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may connect, as configured: each way with clients over TCP that are let in and
 * clients that are not.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServerAuthenticationTests {

	private static final int BAD_USER_NAME_OR_PASSWORD = 0x86;

	private static final int NOT_AUTHORIZED = 0x87;

	private static final PasswordEncoder BCRYPT = new BCryptPasswordEncoder(4);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttServerAutoConfiguration.class))
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-port=0");

	private ApplicationContextRunner users(String... passwords) {
		ApplicationContextRunner with = this.runner;
		for (int i = 0; i < passwords.length; i++) {
			with = with.withPropertyValues("mqtt.server.auth.users[" + i + "].name=user" + i,
					"mqtt.server.auth.users[" + i + "].password=" + passwords[i]);
		}
		return with;
	}

	private ApplicationContextRunner details() {
		return this.runner.withBean(PasswordEncoder.class, () -> BCRYPT)
			.withBean(UserDetailsService.class, () -> new InMemoryUserDetailsManager(
					User.withUsername("alice").password(BCRYPT.encode("wonder")).roles("DEVICE").build()));
	}

	private static Consumer<MqttServer> nobodyAsks() {
		return (server) -> isLetIn(server, "anybody", "anything");
	}

	private void run(ApplicationContextRunner with, Consumer<MqttServer> test) {
		with.run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context.getBean(MqttServer.class));
		});
	}

	private static void fails(ApplicationContextRunner with, String key, String help) {
		with.run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = FailureAnalysisTests.analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).startsWith("'mqtt.server.auth." + key + "' ").endsWith(".");
			assertThat(analysis.getAction()).contains(help);
			assertThat(analysis.getDescription() + analysis.getAction()).doesNotContain("hunter2");
			for (Throwable each = context.getStartupFailure(); each != null; each = each.getCause()) {
				assertThat(each.toString()).doesNotContain("hunter2");
			}
		});
	}

	@Test
	void users_of_the_configuration_are_let_in_and_nobody_else() {
		run(users("{noop}wonder", "{bcrypt}" + BCRYPT.encode("builder"),
				MqttScramCredentials.of("pencil", 4_096).encoded())
			.withPropertyValues("mqtt.server.ip=0.0.0.0"), (server) -> {
				isLetIn(server, "user0", "wonder");
				isLetIn(server, "user1", "builder");
				isLetIn(server, "user2", "pencil");
				isKeptOut(server, "user0", "builder", BAD_USER_NAME_OR_PASSWORD);
				isKeptOut(server, "user1", "wonder", BAD_USER_NAME_OR_PASSWORD);
				isKeptOut(server, "user2", null, BAD_USER_NAME_OR_PASSWORD);
				isKeptOut(server, "nobody", "wonder", BAD_USER_NAME_OR_PASSWORD);
				isKeptOut(server, null, null, NOT_AUTHORIZED);
			});
	}

	@Test
	void users_with_scram_credentials_need_no_library() {
		run(users(MqttScramCredentials.of("pencil", 4_096).encoded())
			.withClassLoader(new FilteredClassLoader("org.springframework.security")), (server) -> {
				isLetIn(server, "user0", "pencil");
				isKeptOut(server, "user0", "wonder", BAD_USER_NAME_OR_PASSWORD);
			});
	}

	@Test
	void a_password_that_cannot_be_used_stops_the_start_without_being_shown() {
		fails(users("hunter2"), "users[0].password", "{scram-sha-256}");
		fails(users("{noop}wonder", "{hunter2}hunter2"), "users[1].password", "{scram-sha-256}");
		fails(users("{bcrypt}$2a$04$hunter2").withClassLoader(new FilteredClassLoader("org.springframework.security")),
				"users[0].password", "spring-security-crypto");
		fails(this.runner.withPropertyValues("mqtt.server.auth.users[0].name=alice"), "users[0].password", "MqttPass");
		fails(this.runner.withPropertyValues("mqtt.server.auth.users[0].password={noop}x"), "users[0].name", "name");
	}

	@Test
	void beans_of_the_application_are_asked_before_and_must_agree() {
		MqttServerAuthHandler handler = (clientId, userName, password) -> !"user1".equals(userName);
		run(users("{noop}wonder", "{noop}builder").withBean(MqttServerAuthHandler.class, () -> handler), (server) -> {
			isLetIn(server, "user0", "wonder");
			isKeptOut(server, "user0", "builder", BAD_USER_NAME_OR_PASSWORD);
			isKeptOut(server, "user1", "builder", BAD_USER_NAME_OR_PASSWORD);
			isLetIn(server, "one whom the handler knows", null);
		});
	}

	@Test
	void spring_security_decides_where_it_has_users_and_nothing_else_authenticates_clients() {
		run(details().withPropertyValues("mqtt.server.ip=0.0.0.0"), (server) -> {
			isLetIn(server, "alice", "wonder");
			isKeptOut(server, "alice", "wander", BAD_USER_NAME_OR_PASSWORD);
			isKeptOut(server, "bob", "wonder", BAD_USER_NAME_OR_PASSWORD);
			isKeptOut(server, null, null, NOT_AUTHORIZED);
		});
		AuthenticationManager manager = (token) -> {
			if (!"wonder".equals(token.getCredentials())) {
				throw new BadCredentialsException("no");
			}
			return UsernamePasswordAuthenticationToken.authenticated(token.getName(), null, List.of());
		};
		run(this.runner.withBean(AuthenticationManager.class, () -> manager), (server) -> {
			isLetIn(server, "anybody", "wonder");
			isKeptOut(server, "anybody", "wander", BAD_USER_NAME_OR_PASSWORD);
		});
	}

	@Test
	void spring_security_stands_back_when_something_else_authenticates_clients() {
		run(details().withBean(MqttServerAuthHandler.class, () -> (clientId, userName, password) -> true),
				nobodyAsks());
		run(details().withBean(MqttAuthenticator.class,
				() -> (request) -> CompletableFuture.completedFuture(new MqttAuthResult.Accepted(null, null))),
				nobodyAsks());
		run(details().withPropertyValues("mqtt.server.auth.users[0].name=bob",
				"mqtt.server.auth.users[0].password={noop}builder"), (server) -> {
					isLetIn(server, "bob", "builder");
					isKeptOut(server, "alice", "wonder", BAD_USER_NAME_OR_PASSWORD);
				});
		run(details().withPropertyValues("mqtt.server.auth.spring-security=false"), nobodyAsks());
	}

	@Test
	void spring_security_stands_beside_others_when_it_is_told_to() {
		run(details().withPropertyValues("mqtt.server.auth.spring-security=true", "mqtt.server.auth.users[0].name=bob",
				"mqtt.server.auth.users[0].password={noop}builder"), (server) -> {
					isLetIn(server, "bob", "builder");
					isLetIn(server, "alice", "wonder");
					isKeptOut(server, "bob", "wonder", BAD_USER_NAME_OR_PASSWORD);
					isKeptOut(server, "carol", "wonder", BAD_USER_NAME_OR_PASSWORD);
				});
		MqttServerAuthHandler handler = (clientId, userName, password) -> clientId.equals("other");
		run(details().withPropertyValues("mqtt.server.auth.spring-security=true")
			.withBean(MqttServerAuthHandler.class, () -> handler),
				(server) -> isKeptOut(server, "alice", "wonder", BAD_USER_NAME_OR_PASSWORD));
	}

	@Test
	void what_is_asked_for_and_not_there_stops_the_start() {
		fails(this.runner.withPropertyValues("mqtt.server.auth.spring-security=true"), "spring-security",
				"UserDetailsService");
		fails(this.runner.withPropertyValues("mqtt.server.auth.jwt.enabled=true"), "jwt.enabled", "issuer-uri");
		fails(this.runner.withPropertyValues("mqtt.server.auth.jwt.enabled=true")
			.withClassLoader(new FilteredClassLoader("org.springframework.security")), "jwt.enabled",
				"spring-boot-starter-security-oauth2-resource-server");
		fails(details().withBean("another", UserDetailsService.class, InMemoryUserDetailsManager::new),
				"spring-security", "@Primary");
	}

	@Test
	void the_user_that_spring_boot_makes_up_is_none_of_the_server_unless_it_is_told_to(CapturedOutput output) {
		WebApplicationContextRunner web = new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SecurityAutoConfiguration.class,
					UserDetailsServiceAutoConfiguration.class, MqttServerAutoConfiguration.class))
			// with a resource server Spring Boot makes up nobody
			.withClassLoader(new FilteredClassLoader("org.springframework.security.oauth2"))
			.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-port=0");
		web.run((context) -> {
			assertThat(context).hasSingleBean(UserDetailsService.class);
			nobodyAsks().accept(context.getBean(MqttServer.class));
			assertThat(output).contains("'mqtt.server.auth.spring-security' set to 'true' would make it one");
		});
		web.withPropertyValues("mqtt.server.ip=0.0.0.0").run((context) -> assertThat(context).hasFailed());
		web.withPropertyValues("mqtt.server.auth.spring-security=true")
			.run((context) -> isKeptOut(context.getBean(MqttServer.class), "user", "guess", BAD_USER_NAME_OR_PASSWORD));
		web.withPropertyValues("spring.security.user.name=alice", "spring.security.user.password=wonder")
			.run((context) -> {
				isLetIn(context.getBean(MqttServer.class), "alice", "wonder");
				isKeptOut(context.getBean(MqttServer.class), "alice", "guess", BAD_USER_NAME_OR_PASSWORD);
			});
	}

	@Test
	void tokens_are_judged_by_the_decoder_of_the_resource_server() {
		String token = Tokens.issue((claims) -> {
		});
		ApplicationContextRunner decoder = this.runner.withBean(JwtDecoder.class, Tokens::decoder);
		run(decoder.withPropertyValues("mqtt.server.ip=0.0.0.0"), (server) -> {
			isLetIn(server, null, token);
			isLetIn(server, "alice", token);
			isKeptOut(server, "bob", token, BAD_USER_NAME_OR_PASSWORD);
			isKeptOut(server, null, Tokens.forge(), BAD_USER_NAME_OR_PASSWORD);
			isKeptOut(server, "alice", "wonder", BAD_USER_NAME_OR_PASSWORD);
		});
		run(decoder.withPropertyValues("mqtt.server.auth.jwt.enabled=false"), nobodyAsks());
		run(decoder.withBean(MqttServerAuthHandler.class, () -> (clientId, userName, password) -> true), nobodyAsks());
	}

	@Test
	void a_client_stays_no_longer_than_its_token() {
		run(this.runner.withBean(JwtDecoder.class, Tokens::decoder), (server) -> {
			// over, though the decoder bears with clocks that differ
			isKeptOut(server, null, Tokens.issue((claims) -> claims.expiresAt(Instant.now().minusSeconds(10))),
					BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED);
			try (WirePeer peer = WirePeer.connect(server.port())) {
				peer.connects(Packets.connect("client")
					.userName("alice")
					.password(Tokens.issue((claims) -> claims.expiresAt(Instant.now().plusSeconds(2)))));
				peer.isDisconnected(NOT_AUTHORIZED);
			}
		});
	}

	@Test
	void tokens_users_and_spring_security_stand_side_by_side() {
		String token = Tokens.issue((claims) -> claims.subject("carol"));
		run(details().withBean(JwtDecoder.class, Tokens::decoder)
			.withPropertyValues("mqtt.server.auth.spring-security=true", "mqtt.server.auth.jwt.enabled=true",
					"mqtt.server.auth.users[0].name=bob", "mqtt.server.auth.users[0].password={noop}builder"),
				(server) -> {
					isLetIn(server, "carol", token);
					isLetIn(server, "bob", "builder");
					isLetIn(server, "alice", "wonder");
					isKeptOut(server, "alice", token, BAD_USER_NAME_OR_PASSWORD);
					isKeptOut(server, "carol", Tokens.forge(), BAD_USER_NAME_OR_PASSWORD);
				});
	}

	@Test
	void the_keys_of_tokens_and_the_converter_of_the_application_are_used() {
		JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
		converter.setPrincipalClaimName("device");
		String token = Tokens.issue((claims) -> claims.claim("device", "d1").claim("serial", "s1"));
		ApplicationContextRunner decoder = this.runner.withBean(JwtDecoder.class, Tokens::decoder);
		run(decoder.withBean(JwtAuthenticationConverter.class, () -> converter), (server) -> {
			isLetIn(server, "d1", token);
			isKeptOut(server, "alice", token, BAD_USER_NAME_OR_PASSWORD);
		});
		run(decoder.withPropertyValues("mqtt.server.auth.jwt.principal-claim=serial"), (server) -> {
			isLetIn(server, "s1", token);
			isKeptOut(server, "alice", token, BAD_USER_NAME_OR_PASSWORD);
		});
	}

	@Test
	void users_of_a_bean_are_known_by_their_credentials() {
		Map<String, MqttScramCredentials> store = Map.of("alice", MqttScramCredentials.of("pencil", 4_096));
		run(this.runner.withBean(MqttScramUsers.class, () -> store::get), (server) -> {
			isLetIn(server, "alice", "pencil");
			isKeptOut(server, "alice", "wonder", BAD_USER_NAME_OR_PASSWORD);
			isKeptOut(server, "bob", "pencil", BAD_USER_NAME_OR_PASSWORD);
		});
		MqttScramUsers broken = (userName) -> {
			throw new IOException("pencil");
		};
		run(this.runner.withBean(MqttScramUsers.class, () -> broken),
				(server) -> isKeptOut(server, "alice", "pencil", NOT_AUTHORIZED));
	}

	@Test
	void certificates_that_nobody_is_asked_for_stop_the_start() {
		ApplicationContextRunner with = this.runner.withPropertyValues("mqtt.server.auth.certificate=common-name");
		fails(with, "certificate", "'mqtt.server.ssl.client-auth' to 'need' or 'want'");
		// without a bundle there is no port with TLS at all
		fails(with.withPropertyValues("mqtt.server.ssl.client-auth=need"), "certificate", "'mqtt.server.ssl.bundle'");
	}

}
