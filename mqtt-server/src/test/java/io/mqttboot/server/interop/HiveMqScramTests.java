package io.mqttboot.server.interop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientConfig;
import com.hivemq.client.mqtt.mqtt5.auth.Mqtt5EnhancedAuthMechanism;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5Auth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5AuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5EnhancedAuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import io.mqttboot.server.spi.MqttScramAuthenticator;
import io.mqttboot.server.spi.MqttScramCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * HiveMQ's client proves itself by SCRAM-SHA-256, with arithmetic of Java's own.
 */
class HiveMqScramTests {

	private static final MqttScramCredentials CREDENTIALS = MqttScramCredentials.of("pencil", 4096);

	@RegisterExtension
	static LoopbackBroker broker = new LoopbackBroker((builder) -> builder
		.authenticator(new MqttScramAuthenticator((name) -> name.equals("anna") ? CREDENTIALS : null)));

	@Test
	void a_client_proves_itself_when_it_connects_and_again() {
		Scram scram = new Scram("anna", "pencil");
		Mqtt5BlockingClient client = client(scram);
		client.connect();
		client.reauth();
		client.reauth();
		assertThat(scram.successes).hasValue(3);
		client.disconnect();
	}

	@Test
	void a_client_with_a_wrong_password_or_name_is_refused() {
		for (Scram scram : new Scram[] { new Scram("anna", "guess"), new Scram("bob", "pencil") }) {
			assertThatThrownBy(client(scram)::connect).isInstanceOfSatisfying(Mqtt5ConnAckException.class,
					(refused) -> assertThat(refused.getMqttMessage().getReasonCode())
						.isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED));
			assertThat(scram.successes).hasValue(0);
		}
	}

	@Test
	void a_client_that_forgets_its_password_is_disconnected_when_it_proves_itself_again() {
		Scram scram = new Scram("anna", "pencil");
		Mqtt5BlockingClient client = client(scram);
		client.connect();
		scram.password = "forgotten";
		assertThatThrownBy(client::reauth).isInstanceOf(Mqtt5DisconnectException.class);
		assertThat(scram.successes).hasValue(1);
	}

	private static Mqtt5BlockingClient client(Scram scram) {
		return Mqtt5Client.builder()
			.identifier(LoopbackBroker.name("scram"))
			.serverHost(LoopbackBroker.HOST)
			.serverPort(broker.port())
			.enhancedAuth(scram)
			.buildBlocking();
	}

	/**
	 * The client's side, made with nothing but the JDK.
	 */
	private static final class Scram implements Mqtt5EnhancedAuthMechanism {

		private final AtomicInteger successes = new AtomicInteger();

		private final String userName;

		private volatile String password;

		private volatile String bare = "";

		private volatile String expected = "";

		Scram(String userName, String password) {
			this.userName = userName;
			this.password = password;
		}

		@Override
		public MqttUtf8String getMethod() {
			return MqttUtf8String.of("SCRAM-SHA-256");
		}

		@Override
		public int getTimeout() {
			return (int) Inbox.PATIENCE.toSeconds();
		}

		private byte[] first() {
			this.bare = "n=" + this.userName + ",r=" + System.nanoTime();
			return ("n,," + this.bare).getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public CompletableFuture<Void> onAuth(Mqtt5ClientConfig config, Mqtt5Connect connect,
				Mqtt5EnhancedAuthBuilder builder) {
			builder.data(first());
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public CompletableFuture<Void> onReAuth(Mqtt5ClientConfig config, Mqtt5AuthBuilder builder) {
			builder.data(first());
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public CompletableFuture<Boolean> onContinue(Mqtt5ClientConfig config, Mqtt5Auth auth,
				Mqtt5AuthBuilder builder) {
			try {
				String asked = StandardCharsets.UTF_8.decode(auth.getData().orElseThrow()).toString();
				String[] fields = asked.split(",");
				byte[] salt = Base64.getDecoder().decode(fields[1].substring(2));
				int iterations = Integer.parseInt(fields[2].substring(2));
				byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
					.generateSecret(new PBEKeySpec(this.password.toCharArray(), salt, iterations, 256))
					.getEncoded();
				String withoutProof = "c=biws," + fields[0];
				String said = this.bare + "," + asked + "," + withoutProof;
				byte[] clientKey = hmac(salted, "Client Key");
				byte[] proof = hmac(MessageDigest.getInstance("SHA-256").digest(clientKey), said);
				for (int i = 0; i < proof.length; i++) {
					proof[i] ^= clientKey[i];
				}
				this.expected = "v=" + Base64.getEncoder().encodeToString(hmac(hmac(salted, "Server Key"), said));
				builder.data((withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof))
					.getBytes(StandardCharsets.UTF_8));
				return CompletableFuture.completedFuture(true);
			}
			catch (GeneralSecurityException ex) {
				return CompletableFuture.failedFuture(ex);
			}
		}

		private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		}

		private CompletableFuture<Boolean> succeeded(ByteBuffer data) {
			boolean proved = StandardCharsets.UTF_8.decode(data).toString().equals(this.expected);
			if (proved) {
				this.successes.incrementAndGet();
			}
			return CompletableFuture.completedFuture(proved);
		}

		@Override
		public CompletableFuture<Boolean> onAuthSuccess(Mqtt5ClientConfig config, Mqtt5ConnAck connAck) {
			return succeeded(connAck.getEnhancedAuth().orElseThrow().getData().orElseThrow());
		}

		@Override
		public CompletableFuture<Boolean> onReAuthSuccess(Mqtt5ClientConfig config, Mqtt5Auth auth) {
			return succeeded(auth.getData().orElseThrow());
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

	}

}
