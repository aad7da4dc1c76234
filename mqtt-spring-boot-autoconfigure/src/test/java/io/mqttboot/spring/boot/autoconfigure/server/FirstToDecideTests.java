package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FirstToDecideTests {

	private static final MqttAuthResult ABSTAINED = new MqttAuthResult.Abstained();

	private static final MqttAuthResult ACCEPTED = new MqttAuthResult.Accepted("alice", null);

	private static final MqttAuthResult REFUSED = new MqttAuthResult.Refused(MqttReasonCode.NOT_AUTHORIZED, "no");

	private final List<MqttAuthResult> said = new ArrayList<>();

	@Test
	void who_does_not_abstain_decides_and_the_rest_are_not_asked() {
		assertThat(ask(ABSTAINED, ACCEPTED, REFUSED)).isEqualTo(ACCEPTED);
		assertThat(this.said).containsExactly(ABSTAINED, ACCEPTED);
		assertThat(ask(REFUSED, ACCEPTED)).isEqualTo(REFUSED);
	}

	@Test
	void it_abstains_when_all_do() {
		assertThat(ask(ABSTAINED, ABSTAINED)).isEqualTo(ABSTAINED);
	}

	@Test
	void one_that_fails_is_not_followed_by_the_next() {
		MqttAuthenticator failing = (request) -> CompletableFuture.failedFuture(new IllegalStateException("broken"));
		CompletableFuture<MqttAuthResult> answer = new FirstToDecide(List.of(failing, new Saying(ACCEPTED)))
			.authenticate(AuthRequests.request("alice", "wonder"))
			.toCompletableFuture();
		assertThat(answer).isCompletedExceptionally();
		assertThat(this.said).isEmpty();
	}

	@Test
	void it_speaks_no_method_that_none_of_them_speaks() {
		FirstToDecide authenticator = new FirstToDecide(List.of(new Saying(ACCEPTED)));
		assertThat(authenticator.supports(null)).isTrue();
		assertThat(authenticator.supports("SCRAM-SHA-256")).isFalse();
	}

	private MqttAuthResult ask(MqttAuthResult... answers) {
		this.said.clear();
		List<MqttAuthenticator> authenticators = new ArrayList<>();
		for (MqttAuthResult answer : answers) {
			authenticators.add(new Saying(answer));
		}
		return AuthRequests.ask(new FirstToDecide(authenticators), "alice", "wonder");
	}

	/**
	 * Always says the same.
	 */
	private final class Saying implements MqttAuthenticator {

		private final MqttAuthResult answer;

		Saying(MqttAuthResult answer) {
			this.answer = answer;
		}

		@Override
		public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
			FirstToDecideTests.this.said.add(this.answer);
			return CompletableFuture.completedFuture(this.answer);
		}

	}

}
