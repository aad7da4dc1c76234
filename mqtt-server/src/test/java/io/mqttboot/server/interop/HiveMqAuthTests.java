package io.mqttboot.server.interop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientConfig;
import com.hivemq.client.mqtt.mqtt5.auth.Mqtt5EnhancedAuthMechanism;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5Auth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5AuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5EnhancedAuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * HiveMQ's client answers a challenge when it connects, and again later.
 */
class HiveMqAuthTests {

	private static final String METHOD = "HMAC";

	private static final Challenger CHALLENGER = new Challenger();

	@RegisterExtension
	static LoopbackBroker broker = new LoopbackBroker((builder) -> builder.authenticator(CHALLENGER));

	@Test
	void a_client_that_knows_the_key_is_let_in_and_may_prove_itself_again() {
		int before = CHALLENGER.accepted.get();
		Answer answer = new Answer("the key");
		Mqtt5BlockingClient client = client(answer);
		client.connect();
		assertThat(CHALLENGER.accepted.get() - before).isEqualTo(1);
		client.reauth();
		assertThat(CHALLENGER.accepted.get() - before).isEqualTo(2);
		assertThat(answer.successes).hasValue(2);
		client.disconnect();
	}

	@Test
	void a_client_that_does_not_know_the_key_is_refused() {
		Mqtt5BlockingClient client = client(new Answer("a guess"));
		assertThatThrownBy(client::connect).isInstanceOfSatisfying(Mqtt5ConnAckException.class,
				(refused) -> assertThat(refused.getMqttMessage().getReasonCode())
					.isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED));
	}

	private static Mqtt5BlockingClient client(Answer answer) {
		return Mqtt5Client.builder()
			.identifier(LoopbackBroker.name("prover"))
			.serverHost(LoopbackBroker.HOST)
			.serverPort(broker.port())
			.enhancedAuth(answer)
			.buildBlocking();
	}

	private static ByteBuffer sign(String key, ByteBuffer challenge) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			mac.update(challenge.duplicate());
			return ByteBuffer.wrap(mac.doFinal());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The server's side: asks for the signature of a number that it never asked before.
	 */
	private static final class Challenger implements MqttAuthenticator {

		private final AtomicInteger numbers = new AtomicInteger();

		private final AtomicInteger accepted = new AtomicInteger();

		@Override
		public boolean supports(@Nullable String method) {
			return METHOD.equals(method);
		}

		@Override
		public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
			ByteBuffer challenge = ByteBuffer.allocate(4).putInt(0, this.numbers.incrementAndGet());
			return CompletableFuture
				.completedFuture(new MqttAuthResult.Challenge(challenge, (answer) -> judge(challenge, answer)));
		}

		private CompletionStage<MqttAuthResult> judge(ByteBuffer challenge, @Nullable ByteBuffer answer) {
			if (!sign("the key", challenge).equals(answer)) {
				return CompletableFuture.completedFuture(
						new MqttAuthResult.Refused(MqttReasonCode.NOT_AUTHORIZED, "not signed with the key"));
			}
			this.accepted.incrementAndGet();
			return CompletableFuture.completedFuture(new MqttAuthResult.Accepted("prover", null));
		}

	}

	/**
	 * The client's side: signs what it is asked.
	 */
	private static final class Answer implements Mqtt5EnhancedAuthMechanism {

		private final String key;

		private final AtomicInteger successes = new AtomicInteger();

		Answer(String key) {
			this.key = key;
		}

		@Override
		public MqttUtf8String getMethod() {
			return MqttUtf8String.of(METHOD);
		}

		@Override
		public int getTimeout() {
			return (int) Inbox.PATIENCE.toSeconds();
		}

		@Override
		public CompletableFuture<Void> onAuth(Mqtt5ClientConfig config, Mqtt5Connect connect,
				Mqtt5EnhancedAuthBuilder builder) {
			return done();
		}

		@Override
		public CompletableFuture<Void> onReAuth(Mqtt5ClientConfig config, Mqtt5AuthBuilder builder) {
			return done();
		}

		@Override
		public CompletableFuture<Boolean> onContinue(Mqtt5ClientConfig config, Mqtt5Auth auth,
				Mqtt5AuthBuilder builder) {
			builder.data(sign(this.key, auth.getData().orElseThrow()));
			return CompletableFuture.completedFuture(true);
		}

		@Override
		public CompletableFuture<Boolean> onAuthSuccess(Mqtt5ClientConfig config, Mqtt5ConnAck connAck) {
			this.successes.incrementAndGet();
			return CompletableFuture.completedFuture(true);
		}

		@Override
		public CompletableFuture<Boolean> onReAuthSuccess(Mqtt5ClientConfig config, Mqtt5Auth auth) {
			this.successes.incrementAndGet();
			return CompletableFuture.completedFuture(true);
		}

		@Override
		public void onAuthRejected(Mqtt5ClientConfig config, Mqtt5ConnAck connAck) {
			// connect() says so
		}

		@Override
		public void onReAuthRejected(Mqtt5ClientConfig config, Mqtt5Disconnect disconnect) {
			// reauth() says so
		}

		@Override
		public void onAuthError(Mqtt5ClientConfig config, Throwable cause) {
			// connect() says so
		}

		@Override
		public void onReAuthError(Mqtt5ClientConfig config, Throwable cause) {
			// reauth() says so
		}

		private static CompletableFuture<Void> done() {
			return CompletableFuture.completedFuture(null);
		}

	}

}
