package io.mqttboot.server.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.MqttServerStartException;
import io.mqttboot.server.config.MqttClientAuth;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttCertificateAuthenticator;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.ByteWriter;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.netty.pkitesting.X509Bundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Connections over TLS, by sockets of the JVM.
 */
@Tag("tls")
@Timeout(60)
class TlsListenerTests {

	private static final int CONNACK = 0x20;

	private static final AtomicInteger CLIENTS = new AtomicInteger();

	private final Pki pki = new Pki("authority");

	private final AtomicReference<MqttTlsKeys> keys = new AtomicReference<>(
			this.pki.keys(this.pki.issue("CN=one", "localhost")));

	private final BlockingQueue<MqttReasonCode> refused = new LinkedBlockingQueue<>();

	private final BlockingQueue<MqttAuthRequest> asked = new LinkedBlockingQueue<>();

	private @Nullable MqttServer server;

	private MqttServerTls tls() {
		return MqttServerTls.of(this.keys::get);
	}

	private MqttServer start(MqttServerTls tls) {
		return start(MqttServer.create().port(0).securePort(0, tls));
	}

	private MqttServer start(MqttServerBuilder builder) {
		this.server = builder.authenticator((request) -> {
			this.asked.add(request);
			return CompletableFuture.completedFuture(new MqttAuthResult.Accepted(null, null));
		}).observer(new MqttServerObserver() {

			@Override
			public void clientRefused(MqttReasonCode reason) {
				TlsListenerTests.this.refused.add(reason);
			}

		}).start();
		return this.server;
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.stop();
		}
	}

	private static SSLSocket open(MqttServer server, SSLContext context) throws IOException {
		SSLSocket socket = (SSLSocket) context.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), server.securePort());
		socket.setSoTimeout(10_000);
		return socket;
	}

	private static SSLSocket connect(MqttServer server, SSLContext context) throws IOException {
		SSLSocket socket = open(server, context);
		greet(socket);
		return socket;
	}

	private static void greet(Socket socket) throws IOException {
		socket.getOutputStream().write(Packets.connect("client-" + CLIENTS.incrementAndGet()).bytes(Version.V5));
		InputStream in = socket.getInputStream();
		assertThat(in.read()).isEqualTo(CONNACK);
		in.readNBytes(in.read());
	}

	private static String shown(SSLSocket socket) throws IOException {
		Principal subject = socket.getSession().getPeerPrincipal();
		return subject.getName();
	}

	@Test
	void a_client_connects_and_sees_the_certificate() throws IOException {
		MqttServer running = start(tls());
		try (SSLSocket socket = connect(running, this.pki.client(null))) {
			assertThat(shown(socket)).isEqualTo("CN=one");
		}
		assertThat(running.port()).isPositive().isNotEqualTo(running.securePort());
		assertThat(running.secureWebSocketPort()).isEqualTo(-1);
	}

	@Test
	void renewed_keys_are_used_by_the_next_connection_and_the_open_one_stays() throws IOException {
		MqttServer running = start(tls());
		try (SSLSocket before = connect(running, this.pki.client(null))) {
			this.keys.set(this.pki.keys(this.pki.issue("CN=two", "localhost")));
			try (SSLSocket after = connect(running, this.pki.client(null))) {
				assertThat(shown(before)).isEqualTo("CN=one");
				assertThat(shown(after)).isEqualTo("CN=two");
			}
			before.getOutputStream().write(new byte[] { (byte) 0xC0, 0 });
			assertThat(before.getInputStream().readNBytes(2)).containsExactly(0xD0, 0);
		}
	}

	@Test
	void renewed_keys_that_cannot_be_used_leave_the_former_in_place() throws Exception {
		MqttServer running = start(tls());
		KeyManagerFactory empty = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		this.keys.set(new MqttTlsKeys(empty, null));
		try (SSLSocket socket = connect(running, this.pki.client(null))) {
			assertThat(shown(socket)).isEqualTo("CN=one");
		}
	}

	@Test
	void keys_that_cannot_be_used_fail_the_start_with_an_action() throws Exception {
		KeyManagerFactory empty = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		this.keys.set(new MqttTlsKeys(empty, null));
		assertThatExceptionOfType(MqttServerStartException.class).isThrownBy(() -> start(tls()))
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(MqttServerStartException.Kind.TLS))
			.satisfies((ex) -> assertThat(ex.action()).contains("private key"));
	}

	@Test
	void a_client_gets_the_certificate_of_the_host_that_it_names() throws IOException {
		MqttTlsKeys exact = this.pki.keys(this.pki.issue("CN=exact", "broker.example.org"));
		MqttTlsKeys wild = this.pki.keys(this.pki.issue("CN=wild", "one.example.com"));
		MqttServer running = start(
				tls().withServerNames(Map.of("Broker.example.org", () -> exact, "*.example.com", () -> wild)));
		assertThat(shownTo(running, "broker.example.org")).isEqualTo("CN=exact");
		assertThat(shownTo(running, "one.example.com")).isEqualTo("CN=wild");
		assertThat(shownTo(running, "a.one.example.com")).isEqualTo("CN=one");
		assertThat(shownTo(running, null)).isEqualTo("CN=one");
	}

	private String shownTo(MqttServer running, @Nullable String hostName) throws IOException {
		try (SSLSocket socket = open(running, this.pki.client(null))) {
			if (hostName != null) {
				SSLParameters parameters = socket.getSSLParameters();
				parameters.setServerNames(List.of(new SNIHostName(hostName)));
				socket.setSSLParameters(parameters);
			}
			greet(socket);
			return shown(socket);
		}
	}

	@Test
	void the_certificate_of_a_client_is_shown_to_who_authenticates() throws Exception {
		MqttServer running = start(tls().withClientAuth(MqttClientAuth.NEED));
		X509Bundle device = this.pki.issue("CN=device-7", "device");
		try (SSLSocket socket = connect(running, this.pki.client(device))) {
			MqttAuthRequest request = this.asked.take();
			assertThat(socket.isConnected()).isTrue();
			assertThat(request.certificates().get(0).getSubjectX500Principal().getName()).isEqualTo("CN=device-7");
		}
	}

	@Test
	void a_client_that_may_have_no_certificate_is_let_in_without() throws Exception {
		MqttServer running = start(tls().withClientAuth(MqttClientAuth.WANT));
		connect(running, this.pki.client(null)).close();
		assertThat(this.asked.take().certificates()).isEqualTo(List.<X509Certificate>of());
	}

	@Test
	void clients_without_a_certificate_that_is_trusted_are_refused_and_counted() throws Exception {
		MqttServer running = start(tls().withClientAuth(MqttClientAuth.NEED));
		X509Bundle stranger = new Pki("stranger").issue("CN=device", "device");
		for (X509Bundle own : new @Nullable X509Bundle[] { null, stranger, this.pki.issueExpired("CN=device") }) {
			try (SSLSocket socket = open(running, this.pki.client(own))) {
				assertThatIOException().isThrownBy(() -> greet(socket));
			}
			assertThat(this.refused.poll(10, TimeUnit.SECONDS)).isEqualTo(MqttReasonCode.NOT_AUTHORIZED);
		}
		assertThat(this.asked).isEmpty();
		connect(running, this.pki.client(this.pki.issue("CN=device", "device"))).close();
	}

	@Test
	void who_speaks_no_tls_is_closed_and_costs_nobody_else() throws Exception {
		MqttServer running = start(tls());
		try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), running.securePort())) {
			plain.setSoTimeout(10_000);
			plain.getOutputStream().write(Packets.connect("plain").bytes(Version.V5));
			plain.getInputStream().readAllBytes();
		}
		assertThat(this.refused.poll(10, TimeUnit.SECONDS)).isEqualTo(MqttReasonCode.NOT_AUTHORIZED);
		connect(running, this.pki.client(null)).close();
	}

	@ParameterizedTest
	@CsvSource({ "1, 21", "2, 21", "3, 22" })
	void versions_of_tls_that_are_not_safe_are_not_spoken(int minor, int answer) throws Exception {
		MqttServer running = start(tls());
		try (Socket old = new Socket(InetAddress.getLoopbackAddress(), running.securePort())) {
			old.setSoTimeout(10_000);
			old.getOutputStream().write(clientHello(minor));
			assertThat(old.getInputStream().read()).isEqualTo(answer); // an alert, or
																		// ServerHello
		}
	}

	// of one version, with ciphers that each has, for a key on the curve P-256
	private static byte[] clientHello(int minor) {
		ByteWriter body = new ByteWriter().raw(3, minor).raw(new byte[32]).one(0);
		body.two(8).two(0xC009).two(0xC00A).two(0xC02B).two(0xC02C).raw(1, 0);
		ByteWriter extensions = new ByteWriter().two(10).two(4).two(2).two(23).two(11).two(2).raw(1, 0);
		if (minor == 3) {
			extensions.two(13).two(4).two(2).two(0x0403);
		}
		body.binary(extensions.bytes());
		byte[] hello = new ByteWriter().raw(1, 0).binary(body.bytes()).bytes();
		return new ByteWriter().raw(22, 3, 1).binary(hello).bytes();
	}

	@Test
	void who_never_finishes_the_handshake_is_closed() throws Exception {
		MqttServer running = start(MqttServer.create()
			.port(0)
			.configure((config) -> config.limits(MqttLimits.builder().connectTimeout(Duration.ofSeconds(1)).build()))
			.securePort(0, tls()));
		try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), running.securePort())) {
			silent.setSoTimeout(10_000);
			assertThat(silent.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	@Clause("MQTT-4.13.1-1")
	void a_client_that_is_refused_while_it_sends_reads_why() throws IOException {
		MqttServer running = start(tls());
		try (SSLSocket socket = connect(running, this.pki.client(null))) {
			socket.getOutputStream().write(new byte[] { 0x30, (byte) 0xFF, (byte) 0xFF, 0x7F });
			byte[] words = socket.getInputStream().readAllBytes();
			assertThat(words[0] & 0xFF).isEqualTo(0xE0);
			assertThat(words[2] & 0xFF).isEqualTo(0x95);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "SUBJECT | CN=device-7,O=plant", "COMMON_NAME | device-7", "ALTERNATIVE_NAME | device.example" })
	void a_certificate_says_who_a_client_is(MqttCertificateAuthenticator.Name name, String principal) throws Exception {
		MqttAuthRequest request = ask(this.pki.issue("CN=device-7,O=plant", "device.example"));
		assertThat(decision(name, request)).isEqualTo(new MqttAuthResult.Accepted(principal, null));
	}

	@Test
	void who_has_no_certificate_or_no_such_name_in_it_is_left_to_others() throws Exception {
		MqttAuthRequest without = ask(null);
		MqttAuthRequest nameless = ask(this.pki.issue("O=plant", "device.example"));
		for (MqttCertificateAuthenticator.Name name : MqttCertificateAuthenticator.Name.values()) {
			assertThat(decision(name, without)).isInstanceOf(MqttAuthResult.Abstained.class);
		}
		assertThat(decision(MqttCertificateAuthenticator.Name.COMMON_NAME, nameless))
			.isInstanceOf(MqttAuthResult.Abstained.class);
	}

	private static MqttAuthResult decision(MqttCertificateAuthenticator.Name name, MqttAuthRequest request) {
		return new MqttCertificateAuthenticator(name).authenticate(request).toCompletableFuture().join();
	}

	private MqttAuthRequest ask(@Nullable X509Bundle own) throws Exception {
		MqttServer running = (this.server != null) ? this.server : start(tls().withClientAuth(MqttClientAuth.WANT));
		connect(running, this.pki.client(own)).close();
		return this.asked.take();
	}

}
