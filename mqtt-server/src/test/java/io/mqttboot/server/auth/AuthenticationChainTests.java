package io.mqttboot.server.auth;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.internal.handler.Authentication;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several authenticators: who is asked, in what order, and what comes of their answers.
 */
class AuthenticationChainTests {

	private static final MqttAuthResult ABSTAINED = new MqttAuthResult.Abstained();

	private static final MqttAuthResult REFUSED = new MqttAuthResult.Refused(MqttReasonCode.BANNED, "not this one");

	private final List<String> asked = new ArrayList<>();

	private final List<MqttAuthResult> answers = new ArrayList<>();

	private static MqttAuthResult accepted(String principal) {
		return new MqttAuthResult.Accepted(principal, null);
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	private static MqttAuthRequest request(@Nullable String userName, @Nullable String method) {
		return new MqttAuthRequest("client", userName, null, method, null, false, MqttVersion.MQTT_5,
				new InetSocketAddress(0), List.of(), List.of());
	}

	// speaks every method
	private MqttAuthenticator answering(String name, CompletionStage<MqttAuthResult> answer) {
		return new MqttAuthenticator() {

			@Override
			public boolean supports(@Nullable String method) {
				return true;
			}

			@Override
			public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
				AuthenticationChainTests.this.asked.add(name);
				return answer;
			}

		};
	}

	private MqttAuthenticator answering(String name, MqttAuthResult answer) {
		return answering(name, CompletableFuture.completedFuture(answer));
	}

	// asks a question, and then answers
	private MqttAuthenticator challenging(String name, CompletionStage<MqttAuthResult> answer) {
		return answering(name, new MqttAuthResult.Challenge(bytes(name + "?"), (data) -> {
			this.asked
				.add(name + " heard " + ((data != null) ? StandardCharsets.UTF_8.decode(data.duplicate()) : "nothing"));
			return answer;
		}));
	}

	private MqttAuthenticator challenging(String name, MqttAuthResult answer) {
		return challenging(name, CompletableFuture.completedFuture(answer));
	}

	private Authentication.Question ask(MqttAuthRequest request, MqttAuthenticator... authenticators) {
		return new Authentication(List.of(authenticators), Runnable::run, 1).authenticate(request, this.answers::add);
	}

	private MqttAuthResult decision(MqttAuthenticator... authenticators) {
		ask(request("user", null), authenticators);
		assertThat(this.answers).hasSize(1);
		return this.answers.get(0);
	}

	private static void isRefused(MqttAuthResult result) {
		assertThat(result).isInstanceOf(MqttAuthResult.Refused.class);
	}

	@Test
	void all_that_do_not_abstain_are_asked_in_order_and_the_first_name_counts() {
		MqttAuthResult result = decision(answering("a", ABSTAINED), answering("b", accepted("first")),
				answering("c", ABSTAINED), answering("d", accepted("second")));
		assertThat(this.asked).containsExactly("a", "b", "c", "d");
		assertThat(result).isEqualTo(accepted("first"));
	}

	@Test
	void one_refusal_is_enough_and_ends_it() {
		assertThat(decision(answering("a", accepted("first")), answering("b", REFUSED), answering("c", accepted("x"))))
			.isEqualTo(REFUSED);
		assertThat(this.asked).containsExactly("a", "b");
	}

	@Test
	void what_several_found_is_put_together() {
		Instant early = Instant.ofEpochSecond(1);
		Instant late = Instant.ofEpochSecond(2);
		MqttAuthResult result = decision(
				answering("a",
						new MqttAuthResult.Accepted(null, bytes("1"), Map.of("site", "north"), Set.of("read"), late)),
				answering("b",
						new MqttAuthResult.Accepted("b", bytes("2"), Map.of("site", "south", "line", "7"),
								Set.of("write", "read"), early)),
				answering("c", new MqttAuthResult.Accepted("c", null)));
		assertThat(result).isEqualTo(new MqttAuthResult.Accepted("b", bytes("2"), Map.of("site", "north", "line", "7"),
				Set.of("read", "write"), early));
	}

	@Test
	void whom_nobody_knows_is_told_what_a_wrong_password_is_told() {
		assertThat(decision(answering("a", ABSTAINED))).isInstanceOfSatisfying(MqttAuthResult.Refused.class,
				(refused) -> assertThat(refused.reasonCode()).isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD));
	}

	@Test
	void who_says_nothing_of_itself_and_is_known_to_nobody_is_not_authorized() {
		ask(request(null, null), answering("a", ABSTAINED));
		assertThat(this.answers).singleElement()
			.isInstanceOfSatisfying(MqttAuthResult.Refused.class,
					(refused) -> assertThat(refused.reasonCode()).isEqualTo(MqttReasonCode.NOT_AUTHORIZED));
	}

	@Test
	void those_after_a_challenge_are_asked_when_it_is_answered() {
		Authentication.Question question = ask(request(null, "m"), answering("before", accepted("before")),
				challenging("riddle", accepted("riddle")), answering("after", REFUSED));
		assertThat(this.answers).singleElement().isInstanceOf(MqttAuthResult.Challenge.class);
		question.proceed(bytes("answer"));
		assertThat(this.asked).containsExactly("before", "riddle", "riddle heard answer", "after");
		assertThat(this.answers).element(1).isEqualTo(REFUSED);
	}

	@Test
	void what_was_found_before_a_challenge_is_not_forgotten() {
		Authentication.Question question = ask(request(null, "m"), answering("before", accepted("before")),
				challenging("one", ABSTAINED), challenging("two", accepted("two")), answering("after", ABSTAINED));
		question.proceed(bytes("1"));
		question.proceed(null);
		assertThat(this.asked).containsExactly("before", "one", "one heard 1", "two", "two heard nothing", "after");
		assertThat(this.answers).hasSize(3).last().isEqualTo(accepted("before"));
	}

	@Test
	void a_challenge_that_all_abstain_after_is_a_refusal() {
		ask(request(null, "m"), challenging("one", ABSTAINED), answering("after", ABSTAINED)).proceed(bytes("1"));
		isRefused(this.answers.get(1));
	}

	@Test
	void a_failure_after_a_challenge_refuses_although_others_would_accept() {
		for (CompletionStage<MqttAuthResult> failure : List
			.of(CompletableFuture.<MqttAuthResult>failedFuture(new IllegalStateException()), nothing(), cancelled())) {
			this.answers.clear();
			ask(request(null, "m"), answering("before", accepted("before")), challenging("broken", failure),
					answering("after", accepted("after")))
				.proceed(bytes("1"));
			isRefused(this.answers.get(1));
		}
		assertThat(this.asked).doesNotContain("after");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	void a_failure_refuses_wherever_it_stands(int place) {
		for (CompletionStage<MqttAuthResult> failure : List.of(
				CompletableFuture.<MqttAuthResult>failedFuture(new IllegalStateException()), nothing(), cancelled(),
				both())) {
			List<MqttAuthenticator> chain = new ArrayList<>(
					List.of(answering("one", accepted("one")), answering("other", accepted("other"))));
			chain.add(place, answering("broken", failure));
			this.answers.clear();
			isRefused(decision(chain.toArray(MqttAuthenticator[]::new)));
		}
	}

	@Test
	void an_answer_without_a_challenge_is_a_refusal() {
		Authentication.Question question = ask(request(null, "m"), challenging("one", accepted("one")));
		question.proceed(bytes("1"));
		question.proceed(bytes("1"));
		assertThat(this.answers).hasSize(3);
		isRefused(this.answers.get(2));
	}

	@Test
	void an_executor_that_breaks_refuses() {
		new Authentication(List.of(answering("a", accepted("a"))), (task) -> {
			throw new OutOfMemoryError("no thread");
		}, 1).authenticate(request(null, null), this.answers::add);
		isRefused(this.answers.get(0));
		assertThat(this.asked).isEmpty();
	}

	// an answer of null
	@SuppressWarnings("NullAway")
	private static CompletionStage<MqttAuthResult> nothing() {
		return CompletableFuture.completedFuture(null);
	}

	private static CompletionStage<MqttAuthResult> cancelled() {
		CompletableFuture<MqttAuthResult> stage = new CompletableFuture<>();
		stage.cancel(true);
		return stage;
	}

	// a stage that says both: accepted, and failed
	private static CompletionStage<MqttAuthResult> both() {
		return new CompletableFuture<>() {

			@Override
			public CompletableFuture<MqttAuthResult> whenComplete(
					java.util.function.BiConsumer<? super MqttAuthResult, ? super Throwable> action) {
				action.accept(accepted("x"), new CancellationException());
				return this;
			}

		};
	}

}
