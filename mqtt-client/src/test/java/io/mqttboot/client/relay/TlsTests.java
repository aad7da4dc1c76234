package io.mqttboot.client.relay;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.MqttClientBuilder;
import io.mqttboot.client.config.MqttClientTls;
import io.mqttboot.client.config.MqttProxy;
import io.mqttboot.client.config.MqttReconnect;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.server.MqttServer;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whom a client trusts, and whom it does not, over TLS and secure WebSocket.
 */
class TlsTests {

	private final X509Bundle authority;

	private final MqttServer server = MqttServer.create().port(0).webSocketPort(0).start();

	private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

	private @Nullable Relay end;

	private SSLServerSocket listener;

	TlsTests() throws Exception {
		this.authority = authority("CN=the authority");
	}

	@AfterEach
	void stop() {
		if (this.end != null) {
			this.end.close();
		}
		this.server.stop();
	}

	private static X509Bundle authority(String name) throws Exception {
		return new CertificateBuilder().ecp256().subject(name).setIsCertificateAuthority(true).buildSelfSigned();
	}

	private CertificateBuilder certificate() {
		return new CertificateBuilder().ecp256().subject("CN=somebody").addSanDnsName("localhost");
	}

	private static SSLContext context(@Nullable X509Bundle own, X509Bundle trusted) throws Exception {
		SSLContext context = SSLContext.getInstance("TLS");
		KeyManager[] keys = (own != null) ? own.toKeyManagerFactory().getKeyManagers() : null;
		context.init(keys, new TrustManager[] { trusted.toTrustManager() }, new SecureRandom());
		return context;
	}

	// the end of TLS in front of the server
	private int listen(X509Bundle own, int port, boolean mutual, String... protocols) throws Exception {
		this.listener = (SSLServerSocket) context(own, this.authority).getServerSocketFactory()
			.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
		this.listener.setNeedClientAuth(mutual);
		if (protocols.length > 0) {
			this.listener.setEnabledProtocols(protocols); // before it waits for somebody
		}
		this.end = new Relay(this.listener, (in, out) -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		return this.end.port();
	}

	private int listen(X509Bundle own) throws Exception {
		return listen(own, this.server.port(), false);
	}

	private MqttClientBuilder client(String uri, MqttClientTls tls) {
		return MqttClient.create()
			.serverUri(uri)
			.configure((config) -> config.tls(tls)
				.reconnect(new MqttReconnect(Duration.ofMillis(10), Duration.ofMillis(50), 0)))
			.observer(new MqttClientObserver() {

				@Override
				public void attemptFailed(String serverUri, MqttClientException cause) {
					TlsTests.this.told.add("failed: " + cause.getMessage());
				}

				@Override
				public void connected(String serverUri, boolean again) {
					TlsTests.this.told.add("connected");
				}

			});
	}

	private String next() throws InterruptedException {
		return this.told.poll(10, TimeUnit.SECONDS);
	}

	private MqttClientTls trusting(X509Bundle whom) throws Exception {
		SSLContext context = context(null, whom);
		return MqttClientTls.of(() -> context);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssl://localhost:%d", "mqtts://localhost:%d", "wss://localhost:%d/mqtt" })
	void messages_come_over_an_encrypted_connection(String uri) throws Exception {
		boolean webSocket = uri.startsWith("wss");
		int port = listen(certificate().buildIssuedBy(this.authority),
				webSocket ? this.server.webSocketPort() : this.server.port(), false);
		try (MqttClient client = client(uri.formatted(port), trusting(this.authority)).connect()) {
			client.subQos1("a", (topic, payload) -> this.told.add(MqttPayload.text(payload)));
			client.publish("a", "secret", MqttQos.AT_LEAST_ONCE).get(10, TimeUnit.SECONDS);
			assertThat(next()).isEqualTo("connected");
			assertThat(next()).isEqualTo("secret");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssl://localhost:%d", "wss://localhost:%d/mqtt" })
	void a_server_that_nobody_vouches_for_is_not_trusted(String uri) throws Exception {
		int port = listen(certificate().buildIssuedBy(this.authority));
		try (MqttClient client = client(uri.formatted(port), trusting(authority("CN=another authority"))).connect()) {
			assertThat(next()).startsWith("failed: TLS failed: ");
			assertThat(client.isConnected()).isFalse();
		}
	}

	@Test
	void a_certificate_that_names_another_host_is_not_trusted() throws Exception {
		int port = listen(new CertificateBuilder().ecp256()
			.subject("CN=localhost")
			.addSanDnsName("other.example")
			.buildIssuedBy(this.authority));
		try (MqttClient client = client("ssl://localhost:" + port, trusting(this.authority)).connect()) {
			assertThat(next()).startsWith("failed: TLS failed: ").contains("localhost");
		}
	}

	@Test
	void a_certificate_that_names_no_address_is_not_trusted_for_one() throws Exception {
		int port = listen(certificate().buildIssuedBy(this.authority));
		try (MqttClient client = client("ssl://127.0.0.1:" + port, trusting(this.authority)).connect()) {
			assertThat(next()).startsWith("failed: TLS failed: ");
		}
	}

	@Test
	void a_test_may_switch_the_verification_of_host_names_off() throws Exception {
		int port = listen(certificate().buildIssuedBy(this.authority));
		try (MqttClient client = client("ssl://127.0.0.1:" + port, trusting(this.authority).withVerifyHostName(false))
			.connect()) {
			assertThat(next()).isEqualTo("connected");
		}
	}

	@Test
	void a_certificate_that_has_expired_is_not_trusted() throws Exception {
		Instant now = Instant.now();
		int port = listen(certificate().notBefore(now.minus(3, ChronoUnit.DAYS))
			.notAfter(now.minus(1, ChronoUnit.DAYS))
			.buildIssuedBy(this.authority));
		try (MqttClient client = client("ssl://localhost:" + port, trusting(this.authority)).connect()) {
			assertThat(next()).startsWith("failed: TLS failed: ");
		}
	}

	@Test
	void a_client_shows_its_certificate_where_it_is_asked_for() throws Exception {
		int port = listen(certificate().buildIssuedBy(this.authority), this.server.port(), true);
		SSLContext known = context(certificate().addExtendedKeyUsageClientAuth().buildIssuedBy(this.authority),
				this.authority);
		try (MqttClient client = client("ssl://localhost:" + port, MqttClientTls.of(() -> known)).connect()) {
			assertThat(next()).isEqualTo("connected");
		}
		try (MqttClient client = client("ssl://localhost:" + port, trusting(this.authority)).connect()) {
			assertThat(next()).startsWith("failed: ");
			assertThat(client.isConnected()).isFalse();
		}
	}

	@Test
	void a_renewed_context_is_used_from_the_next_attempt_on() throws Exception {
		int port = listen(certificate().buildIssuedBy(this.authority));
		AtomicReference<SSLContext> current = new AtomicReference<>(context(null, authority("CN=the old authority")));
		try (MqttClient client = client("ssl://localhost:" + port, MqttClientTls.of(current::get)).connect()) {
			assertThat(next()).startsWith("failed: TLS failed: ");
			current.set(context(null, this.authority));
			client.connected().get(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void a_context_that_cannot_be_made_costs_its_attempt() throws Exception {
		int port = listen(certificate().buildIssuedBy(this.authority));
		AtomicReference<SSLContext> current = new AtomicReference<>();
		MqttClientTls tls = MqttClientTls.of(() -> {
			if (current.get() == null) {
				throw new IllegalStateException("no key store");
			}
			return current.get();
		});
		try (MqttClient client = client("ssl://localhost:" + port, tls).connect()) {
			assertThat(next()).contains("no key store");
			current.set(context(null, this.authority));
			client.connected().get(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void only_the_versions_and_ciphers_are_offered_that_were_asked_for() throws Exception {
		int port = listen(certificate().buildIssuedBy(this.authority), this.server.port(), false, "TLSv1.2");
		try (MqttClient client = client("ssl://localhost:" + port,
				trusting(this.authority).withProtocols(List.of("TLSv1.3")))
			.connect()) {
			assertThat(next()).startsWith("failed: ");
		}
		try (MqttClient client = client("ssl://localhost:" + port,
				trusting(this.authority).withProtocols(List.of("TLSv1.2"))
					.withCiphers(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")))
			.connect()) {
			client.connected().get(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void encryption_goes_through_a_proxy_to_the_server_that_was_named() throws Exception {
		int port = listen(certificate().buildIssuedBy(this.authority));
		try (Relay proxy = new Relay(Relay.listener(), (in, out) -> {
			StringBuilder head = new StringBuilder();
			while (head.indexOf("\r\n\r\n") < 0) {
				head.append((char) in.read());
			}
			this.told.add(head.substring(0, head.indexOf(" HTTP")));
			out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
		});
				MqttClient client = client("ssl://localhost:" + port, trusting(this.authority))
					.configure((config) -> config
						.proxy(new MqttProxy(MqttProxy.Type.HTTP, "127.0.0.1", proxy.port(), null, null)))
					.connect()) {
			assertThat(next()).isEqualTo("CONNECT localhost:" + port);
			assertThat(next()).isEqualTo("connected");
			assertThat(client.isConnected()).isTrue();
		}
	}

}
