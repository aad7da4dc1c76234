package io.mqttboot.server.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import io.mqttboot.protocol.scram.ServerFirst;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.config.MqttAttempts;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttScramAuthenticator;
import io.mqttboot.server.spi.MqttScramCredentials;
import io.mqttboot.server.spi.MqttScramPasswordAuthenticator;
import io.mqttboot.server.tls.Pki;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.TcpWire;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WebSocketWire;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every mechanism with every logger at its most talkative, and packets logged as well: no
 * secret is in any line, as text, in Base64 or in hexadecimal numbers.
 */
@Timeout(60)
class SecretsTests {

	private static final String RIGHT = "correct horse battery staple";

	private static final String WRONG = "wrong donkey fuse paperclip";

	private static final Pki AUTHORITY = new Pki("authority");

	private static final MqttTlsKeys KEYS = AUTHORITY.keys(AUTHORITY.issue("CN=server", "localhost"));

	private static final MqttScramCredentials ANNA = MqttScramCredentials.of(RIGHT, 4096);

	private final Everything log = new Everything();

	private final List<byte[]> secrets = new ArrayList<>(
			List.of(bytes(RIGHT), bytes(WRONG), ANNA.storedKey(), ANNA.serverKey()));

	private final List<WirePeer> opened = new ArrayList<>();

	private @Nullable MqttServer server;

	@BeforeEach
	void listen() {
		this.log.begin();
	}

	@AfterEach
	void stop() {
		this.log.end();
		this.opened.forEach(WirePeer::close);
		this.opened.clear();
		if (this.server != null) {
			this.server.stop();
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private void start(UnaryOperator<MqttServerBuilder> setUp) {
		this.server = setUp.apply(MqttServer.create().port(0).debug())
			.secureWebSocketPort(0, MqttServerTls.of(() -> KEYS))
			.configure((config) -> config.attempts(MqttAttempts.UNLIMITED))
			.start();
	}

	// one over TCP, one over WebSocket with TLS
	private List<WirePeer> peers() {
		MqttServer running = java.util.Objects.requireNonNull(this.server);
		List<WirePeer> pair = List.of(new WirePeer(TcpWire.connect(running.port())),
				new WirePeer(WebSocketWire.connect(running.secureWebSocketPort(), AUTHORITY.client(null))));
		this.opened.addAll(pair);
		return pair;
	}

	private static Connect connect(Version version, String password) {
		return Packets.connect(version, "client").userName("anna").password(password);
	}

	private void passwordsAreSent() {
		for (Version version : Version.values()) {
			for (String password : List.of(RIGHT, WRONG)) {
				for (WirePeer peer : peers()) {
					peer.send(connect(version, password)).receiveUnlessClosed();
				}
			}
		}
		for (WirePeer peer : peers()) {
			// the password is longer than it says, and then it is no packet at all
			byte[] broken = connect(Version.V5, RIGHT).bytes(Version.V5);
			broken[broken.length - RIGHT.length() - 1]--;
			peer.send(broken).receiveUnlessClosed();
		}
		for (WirePeer peer : peers()) {
			peer.send(connect(Version.V5, RIGHT)).send(connect(Version.V5, WRONG)).receiveUnlessClosed();
		}
		nothingIsTold();
	}

	private void nothingIsTold() {
		assertThat(this.log.lines).isNotEmpty();
		for (byte[] secret : this.secrets) {
			for (String form : forms(secret)) {
				assertThat(this.log.lines).noneMatch((line) -> line.contains(form));
			}
		}
	}

	private static List<String> forms(byte[] secret) {
		// what stands in the middle of a longer text in Base64 begins at one of three
		// places
		List<String> forms = new ArrayList<>(List.of(new String(secret, StandardCharsets.ISO_8859_1),
				HexFormat.of().formatHex(secret), HexFormat.of().formatHex(secret).toUpperCase(Locale.ROOT),
				HexFormat.ofDelimiter(" ").formatHex(secret), Arrays.toString(secret)));
		for (int skipped = 0; skipped < 3; skipped++) {
			byte[] part = Arrays.copyOfRange(secret, skipped, skipped + (secret.length - skipped) / 3 * 3);
			forms.add(Base64.getEncoder().encodeToString(part));
			forms.add(Base64.getUrlEncoder().encodeToString(part));
		}
		return forms;
	}

	@Test
	void this_test_would_find_a_secret() {
		org.slf4j.Logger anybody = LoggerFactory.getLogger("com.example");
		for (String form : forms(bytes(RIGHT))) {
			anybody.trace("x{}y", form, new IllegalStateException("outside", new IllegalStateException(form)));
			assertThat(this.log.lines).last().matches((line) -> line.startsWith("x" + form + "y"));
			assertThat(this.log.lines).last().asString().containsSubsequence("outside", form);
		}
	}

	@Test
	void a_lambda_that_judges_passwords() {
		start((builder) -> builder.authHandler((clientId, userName, password) -> RIGHT.equals(password)));
		passwordsAreSent();
	}

	@Test
	void a_lambda_that_quotes_passwords_when_it_fails() {
		start((builder) -> builder.authHandler((clientId, userName, password) -> {
			throw new IllegalStateException("not " + password, new IllegalArgumentException(password));
		}));
		passwordsAreSent();
	}

	@Test
	void an_authenticator_that_quotes_passwords_when_it_fails_in_any_way() {
		List<MqttAuthenticator> failing = List.of((request) -> {
			throw quoting(request);
		}, (request) -> CompletableFuture.failedFuture(quoting(request)), (request) -> {
			throw new AssertionError(quoting(request));
		}, (request) -> CompletableFuture.supplyAsync(() -> {
			throw quoting(request);
		}), new MqttAuthenticator() {

			@Override
			public boolean supports(@Nullable String method) {
				throw new IllegalStateException(RIGHT);
			}

			@Override
			public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
				return CompletableFuture.completedFuture(new MqttAuthResult.Abstained());
			}

		});
		for (MqttAuthenticator each : failing) {
			start((builder) -> builder.authenticator(each));
			passwordsAreSent();
			stop();
			listen();
		}
	}

	private static IllegalStateException quoting(MqttAuthRequest request) {
		ByteBuffer password = java.util.Objects.requireNonNull(request.password());
		IllegalStateException failure = new IllegalStateException(
				request + " " + StandardCharsets.UTF_8.decode(password.duplicate()));
		failure.addSuppressed(new IllegalArgumentException(RIGHT));
		return failure;
	}

	@Test
	void users_with_credentials() {
		start((builder) -> builder.authenticator(new MqttScramPasswordAuthenticator(Map.of("anna", ANNA)::get)));
		passwordsAreSent();
	}

	@Test
	void users_whose_credentials_cannot_be_found() {
		start((builder) -> builder.authenticator(new MqttScramPasswordAuthenticator((name) -> {
			throw new IllegalStateException("cannot parse " + ANNA.encoded());
		})));
		passwordsAreSent();
	}

	@Test
	void proofs_that_are_right_wrong_and_broken() {
		start((builder) -> builder.authenticator(new MqttScramAuthenticator(Map.of("anna", ANNA)::get)));
		for (String password : List.of(RIGHT, WRONG)) {
			for (WirePeer wire : peers()) {
				ScramPeer anna = new ScramPeer(wire, "anna", password).connects("client");
				prove(anna);
				if (password.equals(RIGHT)) {
					anna.isLetIn();
					prove(anna.begins());
					anna.mayStay();
					anna.begins().asked();
					anna.says(RIGHT);
				}
				wire.receiveUnlessClosed();
			}
		}
		for (WirePeer wire : peers()) {
			ScramPeer anna = new ScramPeer(wire, "anna", RIGHT).connects("client");
			anna.says(anna.proof(anna.asked()) + "," + RIGHT).peer().receiveUnlessClosed();
		}
		for (WirePeer wire : peers()) {
			wire.send(ScramPeer.connect("client", "n,," + RIGHT)).receiveUnlessClosed();
		}
		nothingIsTold();
	}

	private void prove(ScramPeer anna) {
		ServerFirst asked = anna.asked();
		String proof = anna.proof(asked);
		this.secrets.add(Base64.getDecoder().decode(proof.replaceFirst(".*,p=", "")));
		anna.says(proof);
	}

	@Test
	void an_answer_to_a_challenge_that_is_quoted_by_a_failure() {
		start((builder) -> builder.authenticator(new MqttAuthenticator() {

			@Override
			public boolean supports(@Nullable String method) {
				return true;
			}

			@Override
			public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
				return CompletableFuture
					.completedFuture(new MqttAuthResult.Challenge(ByteBuffer.allocate(1), (answer) -> {
						throw new IllegalStateException(RIGHT);
					}));
			}

		}));
		for (WirePeer wire : peers()) {
			wire.send(ScramPeer.connect("client", WRONG)).receive();
			wire.send(Packets.auth(0x18, ScramPeer.METHOD, RIGHT)).isRefused(0x87);
		}
		nothingIsTold();
	}

	/** Every line of every logger, with all that stands in its exceptions. */
	private static final class Everything extends AppenderBase<ILoggingEvent> {

		private final List<String> lines = new CopyOnWriteArrayList<>();

		private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

		private final Logger root = this.context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

		private final Map<Logger, Level> before = new HashMap<>();

		private final List<Appender<ILoggingEvent>> others = new ArrayList<>();

		void begin() {
			for (Logger each : this.context.getLoggerList()) {
				if (each.getLevel() != null) {
					this.before.putIfAbsent(each, each.getLevel());
					each.setLevel((each == this.root) ? Level.TRACE : null);
				}
			}
			// the others need not write what only this reads
			this.root.iteratorForAppenders().forEachRemaining(this.others::add);
			this.others.forEach(this.root::detachAppender);
			setContext(this.context);
			this.root.addAppender(this);
			start();
		}

		void end() {
			this.root.detachAppender(this);
			stop();
			this.before.forEach(Logger::setLevel);
			this.others.forEach(this.root::addAppender);
			this.others.clear();
		}

		@Override
		protected void append(ILoggingEvent event) {
			this.lines.add(event.getFormattedMessage()
					+ " " + ((event.getThrowableProxy() != null)
							? ThrowableProxyUtil.asString(event.getThrowableProxy()) : "")
					+ " " + Arrays.toString(event.getArgumentArray()) + " " + event.getMDCPropertyMap());
		}

	}

}
