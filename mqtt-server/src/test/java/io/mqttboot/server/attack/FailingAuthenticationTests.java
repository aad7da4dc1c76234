package io.mqttboot.server.attack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.testkit.ManualLoop;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Authentication that fails in every way it can: the client is refused, the others are
 * served, and no secret is logged.
 */
class FailingAuthenticationTests {

	private static final String SECRET = "correct horse battery staple";

	private static final MqttAuthResult.Accepted ACCEPTED = new MqttAuthResult.Accepted(null, null);

	private final Tally tally = new Tally();

	/** A way to fail. */
	enum Failure {

		THROWS {
			@Override
			CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
				throw new IllegalStateException("wrong password " + SECRET);
			}
		},
		OVERFLOWS {
			@Override
			CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
				throw new StackOverflowError();
			}
		},
		RETURNS_NULL {
			@Override
			@SuppressWarnings("NullAway")
			CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
				return nothing();
			}
		},
		ANSWERS_NULL {
			@Override
			CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
				return CompletableFuture.completedFuture(nothing());
			}
		},
		ANSWERS_FAILURE {
			@Override
			CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
				return CompletableFuture.failedFuture(new IllegalStateException("not " + SECRET));
			}
		},
		ASKS_WHO_CANNOT_ANSWER {
			@Override
			CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
				return CompletableFuture.completedFuture(new MqttAuthResult.Challenge(java.nio.ByteBuffer.allocate(1),
						(data) -> CompletableFuture.completedFuture(ACCEPTED)));
			}
		},
		NEVER_ANSWERS {
			@Override
			CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
				return new CompletableFuture<>();
			}
		};

		abstract CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request);

	}

	@SuppressWarnings("NullAway")
	private static <T> T nothing() {
		return (T) null;
	}

	// Lets everybody in but the client "victim".
	private static MqttAuthenticator failing(Failure failure) {
		return (request) -> request.clientId().equals("victim") ? failure.authenticate(request)
				: CompletableFuture.completedFuture(ACCEPTED);
	}

	@ParameterizedTest
	@EnumSource(Failure.class)
	void a_failure_refuses_the_client_and_nobody_else(Failure failure) {
		try (LogLines log = new LogLines();
				ManualBroker broker = new ManualBroker(
						(builder) -> builder.observer(this.tally).authenticator(failing(failure)))) {
			WirePeer neighbour = broker.client(Packets.connect("neighbour"));
			WirePeer victim = broker.peer().send(Packets.connect("victim").userName("u").password(SECRET).keepAlive(0));
			broker.advance(Duration.ofSeconds(12));
			victim.isRefused(0x87, 0x8C);
			neighbour.receivesNothing();
			broker.client(Packets.connect("next"));
			assertThat(this.tally.connected()).containsExactly("neighbour", "next");
			assertThat(this.tally.refusals().values()).containsExactly(1);
			assertThat(log.lines()).noneMatch((line) -> line.contains(SECRET));
		}
	}

	@ParameterizedTest
	@EnumSource(value = Failure.class, names = "NEVER_ANSWERS", mode = EnumSource.Mode.EXCLUDE)
	void a_failure_refuses_an_mqtt_3_client_in_its_words(Failure failure) {
		try (ManualBroker broker = new ManualBroker((builder) -> builder.authenticator(failing(failure)))) {
			broker.peer().send(Packets.connect(Version.V3_1_1, "victim")).isRefused(5);
		}
	}

	@Test
	void an_authenticator_that_throws_when_asked_what_it_supports_refuses() {
		MqttAuthenticator broken = new MqttAuthenticator() {

			@Override
			public boolean supports(@Nullable String method) {
				throw new IllegalStateException(SECRET);
			}

			@Override
			public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
				return CompletableFuture.completedFuture(ACCEPTED);
			}

		};
		try (LogLines log = new LogLines();
				ManualBroker broker = new ManualBroker(
						(builder) -> builder.observer(this.tally).authenticator(broken))) {
			broker.peer().send(Packets.connect("victim")).isRefused(0x87);
			assertThat(this.tally.refusals()).containsEntry(MqttReasonCode.NOT_AUTHORIZED, 1);
			assertThat(log.lines()).noneMatch((line) -> line.contains(SECRET));
		}
	}

	@Test
	void a_handler_that_throws_refuses_even_if_another_agrees() {
		try (LogLines log = new LogLines();
				ManualBroker broker = new ManualBroker(
						(builder) -> builder.authHandler((clientId, userName, password) -> true)
							.authHandler((clientId, userName, password) -> {
								throw new IllegalStateException("bad password " + password);
							}))) {
			broker.peer().send(Packets.connect("victim").userName("u").password(SECRET)).isRefused(0x87);
			assertThat(log.lines()).noneMatch((line) -> line.contains(SECRET));
		}
	}

	@Test
	void an_answer_that_never_comes_holds_no_place_after_the_timeout() {
		try (ManualBroker broker = new ManualBroker((builder) -> builder.authenticator(failing(Failure.NEVER_ANSWERS))
			.configure((config) -> config
				.limits(io.mqttboot.server.config.MqttLimits.builder().authQueueMax(1).build())))) {
			for (int i = 0; i < 3; i++) {
				WirePeer victim = broker.peer().send(Packets.connect("victim"));
				broker.peer().send(Packets.connect("other")).isRefused(0x89);
				broker.advance(Duration.ofSeconds(12));
				victim.isRefused(0x87);
				broker.client(Packets.connect("other")).leaves();
			}
		}
	}

	@Test
	void a_question_nobody_waits_for_keeps_its_place_in_the_executor_until_its_turn_and_is_not_asked() {
		List<String> asked = new ArrayList<>();
		ManualLoop executor = new ManualLoop();
		try (ManualBroker broker = new ManualBroker((builder) -> builder.authExecutor(executor)
			.authHandler((clientId, userName, password) -> asked.add(clientId))
			.configure((config) -> config
				.limits(io.mqttboot.server.config.MqttLimits.builder().authQueueMax(1).build())))) {
			WirePeer gone = broker.peer().send(Packets.connect("gone"));
			gone.abort();
			broker.peer().send(Packets.connect("early")).isRefused(0x89);
			executor.runAll();
			WirePeer late = broker.peer().send(Packets.connect("late"));
			executor.runAll();
			broker.run();
			assertThat(late.receive(io.mqttboot.testkit.wire.Connack.class).code()).isZero();
			assertThat(asked).containsExactly("late");
		}
	}

	@Test
	void an_executor_that_takes_nothing_refuses_as_busy() {
		try (ManualBroker broker = new ManualBroker((builder) -> builder.observer(this.tally).authExecutor((task) -> {
			throw new java.util.concurrent.RejectedExecutionException("full");
		}).authHandler((clientId, userName, password) -> true))) {
			broker.peer().send(Packets.connect("a")).isRefused(0x89);
			broker.peer().send(Packets.connect(Version.V3_1_1, "b")).isRefused(3);
			assertThat(this.tally.refusals()).containsEntry(MqttReasonCode.SERVER_BUSY, 2);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "NOT_AUTHORIZED", "SERVER_UNAVAILABLE", "QUOTA_EXCEEDED", "CLIENT_IDENTIFIER_NOT_VALID" })
	void why_an_authenticator_refuses_is_for_the_log_and_not_for_the_client(MqttReasonCode code) {
		MqttAuthResult refused = new MqttAuthResult.Refused(code, "table users is locked");
		try (LogLines log = new LogLines();
				ManualBroker broker = new ManualBroker(
						(builder) -> builder.authenticator((request) -> CompletableFuture.completedFuture(refused)))) {
			WirePeer victim = broker.peer().send(Packets.connect("victim"));
			Connack connack = victim.receive(Connack.class);
			assertThat(connack.code()).isEqualTo(code.value());
			assertThat(connack.has(Property.REASON_STRING)).isFalse();
			assertThat(log.lines()).anyMatch((line) -> line.contains("table users is locked"));
		}
	}

	@Test
	void an_authenticator_that_fails_all_the_time_is_a_line_a_second() {
		try (LogLines log = new LogLines();
				ManualBroker broker = new ManualBroker((builder) -> builder.authenticator(failing(Failure.THROWS)))) {
			for (int i = 0; i < 50; i++) {
				broker.peer().send(Packets.connect("victim")).isRefused(0x87);
			}
			assertThat(log.lines()).filteredOn((line) -> line.startsWith("WARN")).hasSize(1);
			broker.advance(Duration.ofSeconds(1));
			broker.peer().send(Packets.connect("victim")).isRefused(0x87);
			assertThat(log.lines()).filteredOn((line) -> line.startsWith("WARN")).hasSize(2);
		}
	}

	@Test
	void a_second_answer_changes_nothing() {
		try (ManualBroker broker = new ManualBroker(
				(builder) -> builder.observer(this.tally).authenticator((request) -> new Twice(ACCEPTED)))) {
			WirePeer client = broker.client(Packets.connect("client"));
			client.receivesNothing();
			assertThat(broker.statistics().clients()).isEqualTo(1);
			assertThat(this.tally.connected()).containsExactly("client");
		}
	}

	@Test
	void proving_oneself_again_without_an_answer_in_time_ends_the_connection() {
		MqttAuthenticator slow = new MqttAuthenticator() {

			@Override
			public boolean supports(@Nullable String method) {
				return true;
			}

			@Override
			public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
				return request.reauthentication() ? new CompletableFuture<>()
						: CompletableFuture.completedFuture(ACCEPTED);
			}

		};
		try (ManualBroker broker = new ManualBroker((builder) -> builder.authenticator(slow))) {
			WirePeer client = broker
				.client(Packets.connect("client").property(Property.AUTH_METHOD, "slow").keepAlive(60));
			client.send(Packets.auth(0x19).property(Property.AUTH_METHOD, "slow"));
			client.receivesNothing();
			broker.advance(Duration.ofSeconds(12));
			client.isDisconnected(0x87);
		}
	}

	/** A stage that tells everybody twice. */
	private static final class Twice extends CompletableFuture<MqttAuthResult> {

		private Twice(MqttAuthResult result) {
			complete(result);
		}

		@Override
		public CompletableFuture<MqttAuthResult> whenComplete(
				BiConsumer<? super MqttAuthResult, ? super Throwable> action) {
			super.whenComplete(action);
			return super.whenComplete(action);
		}

	}

}
