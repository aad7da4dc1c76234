package io.mqttboot.server.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerStartException;
import io.mqttboot.server.config.MqttClientAuth;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.tls.Pki;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.netty.pkitesting.RevocationServer;
import io.netty.pkitesting.X509Bundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Ways around the certificates of clients: a port or a host that does not ask for them, a
 * trust store that is empty, a renewal that breaks them, a session that is resumed.
 */
@Tag("tls")
@Timeout(60)
class CertificateTests {

	private static final String HOST = "broker.example.org";

	private static final byte[] UPGRADE = ("GET /mqtt HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
			+ "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
			+ "Sec-WebSocket-Protocol: mqtt\r\nSec-WebSocket-Version: 13\r\n\r\n")
		.getBytes(StandardCharsets.US_ASCII);

	private final Pki pki = new Pki("authority");

	private final X509Bundle own = this.pki.issue("CN=server", "localhost");

	private final X509Bundle device = this.pki.issue("CN=device", "device");

	private final AtomicReference<MqttTlsKeys> keys = new AtomicReference<>(this.pki.keys(this.own));

	private final AtomicInteger asked = new AtomicInteger();

	private @Nullable MqttServer server;

	private MqttServer start(MqttClientAuth auth) {
		Supplier<MqttTlsKeys> supplier = this.keys::get;
		MqttServerTls tls = MqttServerTls.of(supplier).withServerNames(Map.of(HOST, supplier)).withClientAuth(auth);
		this.server = MqttServer.create()
			.configure((config) -> config.listeners(List.of(MqttListenerConfig.tcp("127.0.0.1", 0).withTls(tls),
					MqttListenerConfig.webSocket("127.0.0.1", 0).withTls(tls))))
			.authenticator((request) -> {
				this.asked.incrementAndGet();
				return CompletableFuture.completedFuture(new MqttAuthResult.Accepted(null, null));
			})
			.start();
		return this.server;
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.stop();
		}
	}

	/** What a port answers to who begins to speak, -1 if nothing. */
	private static int answer(MqttServer server, MqttListenerConfig.Kind kind, SSLContext context,
			@Nullable String hostName) {
		boolean webSocket = kind == MqttListenerConfig.Kind.WEBSOCKET;
		int port = webSocket ? server.secureWebSocketPort() : server.securePort();
		try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(10_000);
			if (hostName != null) {
				SSLParameters parameters = socket.getSSLParameters();
				parameters.setServerNames(List.of(new SNIHostName(hostName)));
				socket.setSSLParameters(parameters);
			}
			socket.getOutputStream().write(webSocket ? UPGRADE : Packets.connect("client").bytes(Version.V5));
			return socket.getInputStream().read();
		}
		catch (IOException ex) {
			return -1; // the alert of TLS, or the end of the connection
		}
	}

	@ParameterizedTest
	@CsvSource({ "TCP,", "TCP," + HOST, "WEBSOCKET,", "WEBSOCKET," + HOST })
	void no_port_and_no_host_answers_without_a_certificate(MqttListenerConfig.Kind kind, @Nullable String hostName) {
		MqttServer running = start(MqttClientAuth.NEED);
		assertThat(answer(running, kind, this.pki.client(null), hostName)).isEqualTo(-1);
		X509Bundle stranger = new Pki("authority").issue("CN=device", "device");
		assertThat(answer(running, kind, this.pki.client(stranger), hostName)).isEqualTo(-1);
		assertThat(this.asked).hasValue(0);
		assertThat(answer(running, kind, this.pki.client(this.device), hostName)).isPositive();
	}

	@ParameterizedTest
	@EnumSource(MqttListenerConfig.Kind.class)
	void a_certificate_that_need_not_be_shown_has_to_be_good_if_it_is(MqttListenerConfig.Kind kind) {
		MqttServer running = start(MqttClientAuth.WANT);
		assertThat(answer(running, kind, this.pki.client(null), null)).isPositive();
		assertThat(answer(running, kind, this.pki.client(Pki.selfSigned("CN=authority")), null)).isEqualTo(-1);
		assertThat(answer(running, kind, this.pki.client(this.pki.issueExpired("CN=device")), null)).isEqualTo(-1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void a_trust_store_without_an_authority_refuses_the_start(boolean empty) throws Exception {
		this.keys.set(untrusting(empty));
		for (MqttClientAuth auth : List.of(MqttClientAuth.WANT, MqttClientAuth.NEED)) {
			assertThatExceptionOfType(MqttServerStartException.class).isThrownBy(() -> start(auth))
				.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(MqttServerStartException.Kind.TLS))
				.withMessageContaining("no authority is trusted");
		}
		start(MqttClientAuth.NONE);
	}

	// an empty trust store, or none at all
	private MqttTlsKeys untrusting(boolean empty) throws Exception {
		if (!empty) {
			return new MqttTlsKeys(this.own.toKeyManagerFactory(), null);
		}
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store);
		return new MqttTlsKeys(this.own.toKeyManagerFactory(), trust);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void a_renewal_that_trusts_nobody_or_anybody_changes_nothing_and_is_said(boolean empty) throws Exception {
		MqttServer running = start(MqttClientAuth.NEED);
		try (LogLines log = new LogLines()) {
			this.keys.set(untrusting(empty));
			for (MqttListenerConfig.Kind kind : MqttListenerConfig.Kind.values()) {
				assertThat(answer(running, kind, this.pki.client(null), null)).isEqualTo(-1);
				assertThat(answer(running, kind, this.pki.client(this.device), null)).isPositive();
			}
			assertThat(log.lines()).filteredOn((line) -> line.startsWith("ERROR"))
				.hasSize(2) // one for each port
				.allMatch((line) -> line.contains("Renewed TLS keys cannot be used, the former ones stay"))
				.allMatch((line) -> line.contains("no authority is trusted"));
		}
	}

	@Test
	void a_session_of_tls_is_not_resumed_with_a_certificate_that_was_revoked() throws Exception {
		RevocationServer lists = this.pki.lists();
		this.keys.set(this.pki.keysWithRevoked(this.own, lists));
		MqttServer running = start(MqttClientAuth.NEED);
		SSLContext remembers = this.pki.client(this.device);
		assertThat(answer(running, MqttListenerConfig.Kind.TCP, remembers, null)).isPositive();
		assertThat(answer(running, MqttListenerConfig.Kind.TCP, remembers, null)).isPositive();
		lists.revoke(this.device, Instant.now().minusSeconds(60));
		this.keys.set(this.pki.keysWithRevoked(this.own, lists));
		for (int i = 0; i < 3; i++) {
			assertThat(answer(running, MqttListenerConfig.Kind.TCP, remembers, null)).isEqualTo(-1);
			assertThat(answer(running, MqttListenerConfig.Kind.TCP, remembers, HOST)).isEqualTo(-1);
		}
		assertThat(this.asked).hasValue(2);
	}

}
