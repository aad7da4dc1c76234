package io.mqttboot.server.internal.handler;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.config.MqttAttempts;
import io.mqttboot.server.internal.admission.ClientKey;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.netty.channel.local.LocalAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Attempts that fail, and whom they cost what; time is turned by hand.
 */
class AttemptsTests {

	private static final String STRANGER = "192.0.2.1";

	private long millis = 1_700_000_000_000L;

	private int asked;

	// whether who is accepted gets a session
	private boolean sessions = true;

	private CompletionStage<MqttAuthResult> right = CompletableFuture
		.completedFuture(new MqttAuthResult.Accepted("owner", null));

	private CompletionStage<MqttAuthResult> wrong = CompletableFuture
		.completedFuture(new MqttAuthResult.Refused(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD, "wrong"));

	private Authentication authentication = authentication(MqttAttempts.DEFAULTS);

	private Authentication authentication(MqttAttempts limits) {
		return new Authentication(List.of((request) -> {
			this.asked++;
			return "right".equals(request.userName()) ? this.right : this.wrong;
		}), Runnable::run, 1000, limits, () -> this.millis);
	}

	private static MqttAuthRequest request(SocketAddress from, String clientId, String userName, MqttVersion version,
			boolean again) {
		return new MqttAuthRequest(clientId, userName, null, null, null, again, version, from, List.of(), List.of());
	}

	private static SocketAddress address(String text) {
		try {
			return new InetSocketAddress(InetAddress.getByName(text), 50_000);
		}
		catch (UnknownHostException ex) {
			throw new AssertionError(ex);
		}
	}

	private MqttReasonCode ask(MqttAuthRequest request) {
		List<MqttAuthResult> answers = new ArrayList<>();
		Authentication.Question question = this.authentication.authenticate(request, answers::add);
		assertThat(answers).hasSize(1);
		if (answers.get(0) instanceof MqttAuthResult.Accepted && this.sessions) {
			question.letIn();
		}
		return (answers.get(0) instanceof MqttAuthResult.Refused refused) ? refused.reasonCode()
				: MqttReasonCode.SUCCESS;
	}

	private MqttReasonCode ask(String from, String clientId, String userName) {
		return ask(request(address(from), clientId, userName, MqttVersion.MQTT_5, false));
	}

	private void fails(int times, String from, String clientId) {
		for (int i = 0; i < times; i++) {
			assertThat(ask(from, clientId, "wrong")).isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
		}
	}

	// each time under another client identifier
	private void fails(int times, String from) {
		for (int i = 0; i < times; i++) {
			fails(1, from, "client" + i);
		}
	}

	private void isBlocked(String from, String clientId) {
		int before = this.asked;
		assertThat(ask(from, clientId, "right")).isEqualTo(MqttReasonCode.QUOTA_EXCEEDED);
		assertThat(this.asked).as("nobody is asked").isEqualTo(before);
	}

	private void isOpen(String from, String clientId) {
		assertThat(ask(from, clientId, "right")).isEqualTo(MqttReasonCode.SUCCESS);
	}

	private void pass(Duration time) {
		this.millis += time.toMillis();
	}

	@Test
	void ten_failures_within_a_minute_block_an_address_for_a_minute() {
		fails(9, STRANGER);
		isOpen(STRANGER, "own");
		fails(1, STRANGER);
		isBlocked(STRANGER, "own");
		isOpen("192.0.2.2", "own");
		pass(Duration.ofSeconds(59));
		isBlocked(STRANGER, "own");
		pass(Duration.ofSeconds(1));
		isOpen(STRANGER, "own");
		fails(9, STRANGER);
		isOpen(STRANGER, "own");
	}

	@Test
	void guesses_that_wait_when_an_address_is_blocked_cost_nothing_more() {
		Queue<Runnable> waiting = new ArrayDeque<>();
		this.authentication = new Authentication(List.of((request) -> {
			this.asked++;
			return this.wrong;
		}), waiting::add, 1000, MqttAttempts.DEFAULTS, () -> this.millis);
		List<MqttReasonCode> answers = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			MqttAuthRequest guess = request(address(STRANGER), "client" + i, "wrong", MqttVersion.MQTT_5, false);
			this.authentication.authenticate(guess,
					(result) -> answers.add(((MqttAuthResult.Refused) result).reasonCode()));
		}
		waiting.forEach(Runnable::run);
		assertThat(this.asked).isEqualTo(10);
		assertThat(answers).hasSize(100);
		assertThat(answers.subList(10, 100)).containsOnly(MqttReasonCode.QUOTA_EXCEEDED);
	}

	@Test
	void who_is_accepted_and_gets_no_session_is_not_at_home_under_the_identifier_of_another() {
		isOpen("192.0.2.7", "own");
		this.sessions = false; // it is another principal's
		isOpen(STRANGER, "own");
		for (int i = 0; i < 10; i++) {
			fails(1, "198.51.100." + i, "own");
		}
		isBlocked(STRANGER, "own");
		isOpen("192.0.2.7", "own");
	}

	@Test
	void who_goes_before_the_answer_comes_has_guessed_all_the_same() {
		for (int i = 0; i < 10; i++) {
			CompletableFuture<MqttAuthResult> later = new CompletableFuture<>();
			this.wrong = later;
			MqttAuthRequest guess = request(address(STRANGER), "client" + i, "wrong", MqttVersion.MQTT_5, false);
			this.authentication.authenticate(guess, (result) -> assertThat(result).isNull()).giveUp();
			later.complete(new MqttAuthResult.Refused(MqttReasonCode.NOT_AUTHORIZED, "late"));
		}
		isBlocked(STRANGER, "own");
	}

	@Test
	void an_mqtt_3_client_is_told_that_it_is_not_authorized() {
		fails(10, STRANGER);
		assertThat(ask(request(address(STRANGER), "own", "right", MqttVersion.MQTT_3_1_1, false)))
			.isEqualTo(MqttReasonCode.NOT_AUTHORIZED);
	}

	@Test
	void failures_that_are_long_ago_do_not_count() {
		fails(1, STRANGER);
		pass(Duration.ofSeconds(30));
		fails(8, STRANGER);
		pass(Duration.ofSeconds(31));
		fails(1, STRANGER);
		isOpen(STRANGER, "own");
		fails(1, STRANGER);
		isBlocked(STRANGER, "own");
	}

	@Test
	void who_is_let_in_between_has_no_more_attempts_than_others() {
		for (int i = 0; i < 9; i++) {
			fails(1, STRANGER, "client" + i);
			isOpen(STRANGER, "own");
		}
		fails(1, STRANGER);
		isBlocked(STRANGER, "own");
	}

	@ParameterizedTest
	@CsvSource({ "2001:db8:1:2::1, 2001:db8:1:2:ffff::2, true", "2001:db8:1:2::1, 2001:db8:1:3::1, false",
			"::ffff:192.0.2.1, 192.0.2.1, true", "192.0.2.1, 192.0.2.3, false" })
	void an_ipv6_network_counts_as_one_address(String guesser, String other, boolean same) {
		fails(10, guesser);
		isBlocked(guesser, "own");
		if (same) {
			isBlocked(other, "own");
		}
		else {
			isOpen(other, "own");
		}
	}

	@Test
	void a_client_identifier_is_blocked_for_strangers_but_not_where_it_is_at_home() {
		isOpen("198.51.100.7", "victim");
		for (int i = 0; i < 10; i++) {
			fails(1, "192.0.2." + i, "victim");
		}
		isBlocked("192.0.2.100", "victim");
		isOpen("192.0.2.100", "other");
		isOpen("198.51.100.7", "victim");
		isBlocked("192.0.2.100", "victim");
		pass(Duration.ofMinutes(1));
		isOpen("192.0.2.100", "victim");
	}

	@Test
	void failures_at_home_do_not_shut_others_out() {
		isOpen("198.51.100.7", "client");
		fails(9, "198.51.100.7", "client");
		fails(9, STRANGER, "client");
		isOpen("192.0.2.2", "client");
	}

	@Test
	void each_limit_can_be_switched_off() {
		this.authentication = authentication(new MqttAttempts(0, 3, Duration.ofMinutes(1), Duration.ofMinutes(1), 100));
		fails(50, STRANGER);
		isOpen(STRANGER, "own");
		fails(2, STRANGER, "client0");
		isBlocked(STRANGER, "client0");
		this.authentication = authentication(new MqttAttempts(3, 0, Duration.ofMinutes(1), Duration.ofMinutes(1), 100));
		for (int i = 0; i < 50; i++) {
			fails(1, "192.0.2." + i, "victim");
		}
		isOpen("192.0.2.100", "victim");
		fails(3, "203.0.113.9", "victim");
		isBlocked("203.0.113.9", "victim");
	}

	@Test
	void where_there_is_no_address_only_client_identifiers_are_limited() {
		for (int i = 0; i < 30; i++) {
			assertThat(ask(request(new LocalAddress("x"), "client" + i, "wrong", MqttVersion.MQTT_5, false)))
				.isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
		}
	}

	@Test
	void what_is_not_the_clients_fault_is_no_failure() {
		for (CompletionStage<MqttAuthResult> answer : List.of(
				CompletableFuture.<MqttAuthResult>failedFuture(new IllegalStateException()),
				CompletableFuture
					.<MqttAuthResult>completedFuture(new MqttAuthResult.Refused(MqttReasonCode.SERVER_BUSY, "busy")),
				CompletableFuture.<MqttAuthResult>completedFuture(
						new MqttAuthResult.Refused(MqttReasonCode.SERVER_UNAVAILABLE, "no directory")))) {
			this.wrong = answer;
			for (int i = 0; i < 20; i++) {
				ask(STRANGER, "client", "wrong");
			}
		}
		isOpen(STRANGER, "client");
	}

	@Test
	void whom_nobody_knows_has_failed() {
		this.wrong = CompletableFuture.completedFuture(new MqttAuthResult.Abstained());
		fails(10, STRANGER);
		isBlocked(STRANGER, "own");
	}

	@Test
	void guesses_that_are_made_all_at_once_are_not_judged_beyond_the_limit() {
		CompletableFuture<MqttAuthResult> judged = new CompletableFuture<>();
		CompletableFuture<MqttAuthResult> judgedLast = new CompletableFuture<>();
		this.wrong = judged;
		this.right = judgedLast;
		List<MqttAuthResult> answers = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			this.authentication.authenticate(request(address(STRANGER), "c" + i, "wrong", MqttVersion.MQTT_5, false),
					answers::add);
		}
		this.authentication.authenticate(request(address(STRANGER), "c", "right", MqttVersion.MQTT_5, false),
				answers::add);
		assertThat(this.asked).isEqualTo(11);
		judged.complete(new MqttAuthResult.Refused(MqttReasonCode.NOT_AUTHORIZED, "wrong"));
		judgedLast.complete(new MqttAuthResult.Accepted("owner", null));
		assertThat(answers).hasSize(11).allMatch(MqttAuthResult.Refused.class::isInstance);
	}

	@Test
	void who_is_connected_may_prove_itself_again_and_counts_when_it_fails() {
		fails(9, STRANGER);
		assertThat(ask(request(address(STRANGER), "client", "wrong", MqttVersion.MQTT_5, true)))
			.isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
		isBlocked(STRANGER, "own");
		assertThat(ask(request(address(STRANGER), "client", "right", MqttVersion.MQTT_5, true)))
			.isEqualTo(MqttReasonCode.SUCCESS);
	}

	@Test
	void only_so_many_are_remembered_and_those_longest_unheard_of_are_forgotten() {
		Failures failures = new Failures(2, 60_000, 60_000, 3);
		for (String key : List.of("a", "a", "b", "c")) {
			failures.failed(key, 0);
		}
		assertThat(failures.isBlocked("a", 1)).isTrue(); // heard of again
		for (int i = 0; i < 1000; i++) {
			failures.failed("stranger" + i, 2);
			assertThat(failures.isBlocked("a", 2)).isTrue();
		}
		assertThat(failures.tracked()).isEqualTo(3);
		assertThat(failures.failed("b", 3)).as("its first failure is forgotten").isFalse();
	}

	@Test
	void long_client_identifiers_are_remembered_shortly_and_told_apart() {
		String longest = "x".repeat(65_535);
		assertThat(ClientKey.id(longest)).isInstanceOfSatisfying(ByteBuffer.class,
				(digest) -> assertThat(digest.capacity()).isEqualTo(32));
		assertThat(ClientKey.id("x".repeat(64))).isEqualTo("x".repeat(64));
		for (int i = 0; i < 10; i++) {
			fails(1, "192.0.2." + i, longest);
		}
		isBlocked("192.0.2.100", longest);
		isOpen("192.0.2.100", "x".repeat(65_534));
	}

	@Test
	void who_stops_failing_is_forgotten() {
		Failures failures = new Failures(2, 1000, 1000, 3);
		failures.failed("a", 0);
		assertThat(failures.isBlocked("a", 1000)).isFalse();
		assertThat(failures.tracked()).isZero();
	}

	@Test
	void many_threads_block_a_key_once() throws Exception {
		Failures failures = new Failures(500, 60_000, 60_000, 10);
		int threads = 8;
		CountDownLatch start = new CountDownLatch(1);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<Integer>> blocks = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				blocks.add(executor.submit(() -> {
					start.await();
					int blocked = 0;
					for (int j = 0; j < 1000; j++) {
						blocked += failures.failed("guessed", 1) ? 1 : 0;
						failures.isBlocked("other", 1);
					}
					return blocked;
				}));
			}
			start.countDown();
			int sum = 0;
			for (Future<Integer> each : blocks) {
				sum += each.get();
			}
			assertThat(sum).isEqualTo(1);
			assertThat(failures.isBlocked("guessed", 1)).isTrue();
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void values_out_of_range_are_refused() {
		Duration minute = Duration.ofMinutes(1);
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttAttempts(-1, 1, minute, minute, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttAttempts(1001, 1, minute, minute, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttAttempts(1, -1, minute, minute, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttAttempts(1, 1, Duration.ZERO, minute, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttAttempts(1, 1, minute, Duration.ZERO, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttAttempts(1, 1, minute, minute, 0));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new MqttAttempts(1, 1, Duration.ofSeconds(Long.MAX_VALUE), minute, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttAttempts(1, 1, minute, Duration.ofDays(366), 1));
	}

}
