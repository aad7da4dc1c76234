package io.mqttboot.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.spi.MqttClientAuthenticator;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttScramClientAuthenticator;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttScramAuthenticator;
import io.mqttboot.server.spi.MqttScramCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * SCRAM-SHA-256 from the client's side: with a server of our own, and with servers that
 * lie.
 */
class ScramTests {

	private static final MqttScramCredentials CREDENTIALS = MqttScramCredentials.of("pencil", 4096);

	private final MqttServer server = MqttServer.create()
		.port(0)
		.authenticator(new MqttScramAuthenticator((name) -> name.equals("\u00E9lise") ? CREDENTIALS : null))
		.start();

	@AfterEach
	void stop() {
		this.server.stop();
	}

	private MqttClientBuilder client(MqttClientAuthenticator method) {
		return MqttClient.create()
			.port(this.server.port())
			.version(MqttVersion.MQTT_5)
			.clientId("client")
			.authenticator(method)
			.configure((config) -> config.automaticReconnect(false));
	}

	@Test
	void the_server_lets_in_who_proves_the_password_and_again() throws Exception {
		// the name composed in another way, and prepared to be the same
		try (MqttClient client = client(new MqttScramClientAuthenticator("e\u0301lise", "pencil")).connect()) {
			client.connected().get(10, TimeUnit.SECONDS);
			client.reauthenticate().get(10, TimeUnit.SECONDS);
			client.reauthenticate().get(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void a_password_that_is_wrong_later_ends_the_connection() throws Exception {
		AtomicReference<String> password = new AtomicReference<>("pencil");
		try (MqttClient client = client(new MqttScramClientAuthenticator("\u00E9lise", password::get)).connect()) {
			client.connected().get(10, TimeUnit.SECONDS);
			password.set("forgotten");
			CompletableFuture<Void> again = client.reauthenticate();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> again.get(10, TimeUnit.SECONDS))
				.havingCause()
				.isInstanceOfSatisfying(MqttClientException.class,
						(failure) -> assertThat(failure.reasonCode()).isEqualTo(MqttReasonCode.NOT_AUTHORIZED));
		}
	}

	@Test
	void nothing_that_is_logged_shows_the_password() throws Exception {
		Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		Level before = root.getLevel();
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.setContext(root.getLoggerContext());
		log.start();
		root.addAppender(log);
		root.setLevel(Level.TRACE);
		try {
			try (MqttClient client = client(new MqttScramClientAuthenticator("\u00E9lise", "pencil")).connect()) {
				client.connected().get(10, TimeUnit.SECONDS);
				client.reauthenticate().get(10, TimeUnit.SECONDS);
			}
			try (MqttClient client = client(new MqttScramClientAuthenticator("\u00E9lise", "pencils")).connect()) {
				assertThatExceptionOfType(ExecutionException.class)
					.isThrownBy(() -> client.connected().get(10, TimeUnit.SECONDS));
			}
		}
		finally {
			root.detachAppender(log);
			root.setLevel(before);
		}
		assertThat(List.copyOf(log.list)).isNotEmpty().allSatisfy((event) -> {
			String thrown = (event.getThrowableProxy() != null) ? ThrowableProxyUtil.asString(event.getThrowableProxy())
					: "";
			assertThat(event.getFormattedMessage() + thrown).doesNotContain("pencil", "cGVuY2ls", "70656e63696c");
		});
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static MqttClientAuthenticator.Exchange exchange() {
		return new MqttScramClientAuthenticator("user", "pencil").begin("mqtt://server");
	}

	private static byte[] first(MqttClientAuthenticator.Exchange exchange) {
		byte[] first = exchange.first();
		assertThat(first).isNotNull();
		return java.util.Objects.requireNonNull(first);
	}

	@Test
	void each_time_another_number_is_said() {
		assertThat(text(first(exchange()))).matches("n,,n=user,r=[!-+\\--~]{24}").isNotEqualTo(text(first(exchange())));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "r=other,s=AAAA,i=4096", "r=NONCE,s=AAAA,i=4096", "r=NONCEx,s=AAAA,i=1",
			"r=NONCEx,s=AAAA,i=2000000000", "r=NONCEx,s=pencil!,i=4096", "m=x,r=NONCEx,s=AAAA,i=4096" })
	void a_server_that_asks_in_another_way_gets_no_proof(String challenge) {
		MqttClientAuthenticator.Exchange exchange = exchange();
		String nonce = text(first(exchange)).replaceFirst(".*,r=", "");
		assertThatIllegalStateException().isThrownBy(() -> exchange.answer(bytes(challenge.replace("NONCE", nonce))))
			.withMessageStartingWith("SCRAM-SHA-256: ")
			.withMessageNotContaining("pencil")
			.withMessageNotContaining(nonce)
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "v=", "e=other-error", "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "x" })
	void a_server_that_does_not_prove_that_it_knows_the_password_is_left(String last) {
		MqttClientAuthenticator.Exchange exchange = exchange();
		assertThatIllegalStateException().as("not even asked").isThrownBy(() -> exchange.succeeded(bytes(last)));
		String nonce = text(first(exchange)).replaceFirst(".*,r=", "");
		exchange.answer(bytes("r=" + nonce + "x,s=AAAA,i=4096"));
		assertThatIllegalStateException().isThrownBy(() -> exchange.succeeded(bytes(last)))
			.withMessageStartingWith("SCRAM-SHA-256: ");
		assertThatIllegalStateException().as("asked twice")
			.isThrownBy(() -> exchange.answer(bytes("r=" + nonce + "x,s=AAAA,i=4096")));
	}

	@Test
	void what_it_is_made_of_cannot_be_read() {
		assertThat(new MqttScramClientAuthenticator("user", "pencil"))
			.hasToString("MqttScramClientAuthenticator[userName=user]");
		assertThatIllegalStateException()
			.isThrownBy(() -> new MqttScramClientAuthenticator("\u0007", "pencil").begin("x"));
	}

}
