package io.mqttboot.spring.boot.autoconfigure.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.RevocationServer;
import io.netty.pkitesting.X509Bundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * Ports with TLS, by properties and SSL bundles.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ServerTlsTests {

	private static final int CONNACK = 0x20;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final X509Bundle authority = authority();

	private final BlockingQueue<MqttAuthRequest> asked = new LinkedBlockingQueue<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, MqttServerAutoConfiguration.class))
		.withBean(MqttAuthenticator.class, () -> (request) -> {
			this.asked.add(request);
			return CompletableFuture.completedFuture(new MqttAuthResult.Accepted(null, null));
		})
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-port=0", "mqtt.server.ssl.port=0",
				"mqtt.server.ssl.websocket-port=0");

	private static X509Bundle authority() {
		try {
			return new CertificateBuilder().ecp256()
				.subject("CN=authority")
				.setIsCertificateAuthority(true)
				.setKeyUsage(true, CertificateBuilder.KeyUsage.keyCertSign, CertificateBuilder.KeyUsage.cRLSign)
				.buildSelfSigned();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private X509Bundle issue(String subject) {
		try {
			return new CertificateBuilder().ecp256().subject(subject).buildIssuedBy(this.authority);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private ApplicationContextRunner bundle(String name, X509Bundle own) {
		String prefix = "spring.ssl.bundle.pem." + name;
		return this.runner.withPropertyValues(prefix + ".keystore.certificate=" + own.getCertificatePathPEM(),
				prefix + ".keystore.private-key=" + own.getPrivateKeyPEM(),
				prefix + ".truststore.certificate=" + this.authority.getCertificatePEM());
	}

	private SSLContext client(@Nullable X509Bundle own) throws Exception {
		SSLContext context = SSLContext.getInstance("TLS");
		KeyManager[] keys = (own != null) ? own.toKeyManagerFactory().getKeyManagers() : null;
		context.init(keys, new TrustManager[] { this.authority.toTrustManager() }, new SecureRandom());
		return context;
	}

	private static String shown(MqttServer server, SSLContext client) throws IOException {
		return shown(server, client, null);
	}

	private static String shown(MqttServer server, SSLContext client, @Nullable String hostName) throws IOException {
		try (SSLSocket socket = (SSLSocket) client.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), server.securePort())) {
			socket.setSoTimeout(10_000);
			if (hostName != null) {
				SSLParameters parameters = socket.getSSLParameters();
				parameters.setServerNames(List.of(new SNIHostName(hostName)));
				socket.setSSLParameters(parameters);
			}
			socket.getOutputStream().write(Packets.connect("client").bytes(Version.V5));
			assertThat(socket.getInputStream().read()).isEqualTo(CONNACK);
			return socket.getSession().getPeerPrincipal().getName();
		}
	}

	@Test
	void a_bundle_opens_ports_with_tls_beside_the_plain_ones_with_a_warning(CapturedOutput output) {
		bundle("broker", issue("CN=broker")).withPropertyValues("mqtt.server.ssl.bundle=broker").run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			assertThat(shown(server, client(null))).isEqualTo("CN=broker");
			assertThat(server.port()).isPositive();
			assertThat(server.secureWebSocketPort()).isPositive();
			assertThat(output).contains("'mqtt.server.enabled-plain' set to 'false' closes them");
			assertThat(context.getEnvironment().getProperty("local.mqtt.server.ssl.port", Integer.class))
				.isEqualTo(server.securePort());
			assertThat(context.getEnvironment().getProperty("local.mqtt.server.ssl.websocket-port", Integer.class))
				.isEqualTo(server.secureWebSocketPort());
		});
	}

	@Test
	void plain_ports_can_be_closed() {
		bundle("broker", issue("CN=broker"))
			.withPropertyValues("mqtt.server.ssl.bundle=broker", "mqtt.server.enabled-plain=false")
			.run((context) -> {
				MqttServer server = context.getBean(MqttServer.class);
				assertThat(server.port()).isEqualTo(-1);
				assertThat(server.webSocketPort()).isEqualTo(-1);
				assertThat(shown(server, client(null))).isEqualTo("CN=broker");
			});
		this.runner.withPropertyValues("mqtt.server.enabled-plain=false")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("there would be no port at all"));
	}

	@Test
	void tls_can_be_switched_off_with_its_bundle_in_place_and_needs_one() {
		bundle("broker", issue("CN=broker"))
			.withPropertyValues("mqtt.server.ssl.bundle=broker", "mqtt.server.ssl.enabled=false")
			.run((context) -> assertThat(context.getBean(MqttServer.class).securePort()).isEqualTo(-1));
		this.runner.withPropertyValues("mqtt.server.ssl.enabled=true")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("TLS needs an SSL bundle with the certificate of the server"));
		this.runner.withPropertyValues("mqtt.server.ssl.bundle=ghost")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("ghost"));
	}

	@Test
	void a_bundle_that_is_renewed_is_used_by_the_next_connection() {
		bundle("broker", issue("CN=broker")).withPropertyValues("mqtt.server.ssl.bundle=broker").run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			assertThat(shown(server, client(null))).isEqualTo("CN=broker");
			X509Bundle renewed = issue("CN=renewed");
			context.getBean(SslBundleRegistry.class)
				.updateBundle("broker",
						SslBundle.of(new PemSslStoreBundle(
								PemSslStoreDetails.forCertificates(renewed.getCertificatePathPEM())
									.withPrivateKey(renewed.getPrivateKeyPEM()),
								PemSslStoreDetails.forCertificate(this.authority.getCertificatePEM()))));
			assertThat(shown(server, client(null))).isEqualTo("CN=renewed");
		});
	}

	@Test
	void a_host_may_have_a_bundle_of_its_own() {
		bundle("broker", issue("CN=broker"))
			.withPropertyValues("mqtt.server.ssl.bundle=broker",
					"mqtt.server.ssl.server-name-bundles[0].server-name=other.example.com",
					"mqtt.server.ssl.server-name-bundles[0].bundle=broker")
			.run((context) -> assertThat(context.getBean(MqttServer.class).config().listeners().get(2).tls())
				.satisfies((tls) -> assertThat(tls.serverNames()).containsOnlyKeys("other.example.com")));
		bundle("broker", issue("CN=broker"))
			.withPropertyValues("mqtt.server.ssl.bundle=broker", "mqtt.server.ssl.server-name-bundles[0].bundle=broker")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("mqtt.server.ssl.server-name-bundles[0].server-name"));
	}

	@Test
	void a_certificate_that_is_revoked_is_refused_as_soon_as_the_list_says_so() throws Exception {
		RevocationServer authorities = RevocationServer.getInstance();
		authorities.register(this.authority);
		Path list = this.folder.resolve("clients.crl");
		download(authorities, list);
		X509Bundle device = issue("CN=device");
		X509Bundle other = issue("CN=other");
		bundle("broker", issue("CN=broker"))
			.withPropertyValues("mqtt.server.ssl.bundle=broker", "mqtt.server.ssl.client-auth=need",
					"mqtt.server.ssl.crl=" + list.toUri())
			.run((context) -> {
				MqttServer server = context.getBean(MqttServer.class);
				shown(server, client(device));
				assertThat(this.asked.take().certificates().get(0)).isEqualTo(device.getCertificate());
				authorities.revoke(device, Instant.now().minusSeconds(60));
				download(authorities, list);
				awaitRefusal(server, client(device));
				shown(server, client(other));
			});
	}

	private void download(RevocationServer authorities, Path list) throws IOException {
		URI uri = authorities.getCrlUri(this.authority);
		try (InputStream in = uri.toURL().openStream()) {
			Files.write(list, in.readAllBytes());
		}
		Files.setLastModifiedTime(list, FileTime.from(Instant.now().minusSeconds(this.asked.size())));
	}

	// the list is looked at once a second
	private static void awaitRefusal(MqttServer server, SSLContext client) {
		long end = System.nanoTime() + 20_000_000_000L;
		boolean refused = false;
		while (!refused && System.nanoTime() - end < 0) {
			try {
				shown(server, client);
				Thread.onSpinWait();
			}
			catch (IOException ex) {
				refused = true;
			}
		}
		assertThat(refused).isTrue();
		assertThatIOException().isThrownBy(() -> shown(server, client));
	}

	@Test
	void the_first_one_who_comes_after_the_list_has_changed_is_judged_by_it_whatever_host_it_names(
			CapturedOutput output) throws Exception {
		RevocationServer authorities = RevocationServer.getInstance();
		authorities.register(this.authority);
		Path list = this.folder.resolve("clients.crl");
		download(authorities, list);
		X509Bundle device = issue("CN=device");
		bundle("broker", issue("CN=broker"))
			.withPropertyValues("mqtt.server.ssl.bundle=broker", "mqtt.server.ssl.client-auth=need",
					"mqtt.server.ssl.server-name-bundles[0].server-name=localhost",
					"mqtt.server.ssl.server-name-bundles[0].bundle=broker", "mqtt.server.ssl.crl=" + list.toUri())
			.run((context) -> {
				MqttServer server = context.getBean(MqttServer.class);
				shown(server, client(device));
				authorities.revoke(device, Instant.now().minusSeconds(60));
				download(authorities, list);
				await().until(() -> times(output, "The list of revoked certificates has been read again") == 2);
				assertThatIOException().isThrownBy(() -> shown(server, client(device)));
				assertThatIOException().isThrownBy(() -> shown(server, client(device), "localhost"));
				Files.writeString(list, "-----BEGIN X509 CRL-----\nnonsense\n-----END X509 CRL-----\n");
				await().until(() -> times(output, "list of revoked certificates cannot be used") == 2);
				assertThatIOException().isThrownBy(() -> shown(server, client(device)));
				shown(server, client(issue("CN=other")));
			});
	}

	private static long times(CapturedOutput output, String text) {
		return output.getAll().lines().filter((line) -> line.contains(text)).count();
	}

	@Test
	void who_asks_clients_for_certificates_has_to_say_whose_are_good() {
		X509Bundle own = issue("CN=broker");
		this.runner
			.withPropertyValues("spring.ssl.bundle.pem.broker.keystore.certificate=" + own.getCertificatePathPEM(),
					"spring.ssl.bundle.pem.broker.keystore.private-key=" + own.getPrivateKeyPEM(),
					"mqtt.server.ssl.bundle=broker", "mqtt.server.ssl.client-auth=want")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("mqtt.server.ssl.client-auth")
				.hasStackTraceContaining("has no trust store"));
	}

	@Test
	void a_renewed_bundle_that_trusts_nobody_leaves_the_former_in_place(CapturedOutput output) {
		bundle("broker", issue("CN=broker"))
			.withPropertyValues("mqtt.server.ssl.bundle=broker", "mqtt.server.ssl.client-auth=need")
			.run((context) -> {
				MqttServer server = context.getBean(MqttServer.class);
				X509Bundle renewed = issue("CN=renewed");
				context.getBean(SslBundleRegistry.class)
					.updateBundle("broker",
							SslBundle.of(new PemSslStoreBundle(
									PemSslStoreDetails.forCertificates(renewed.getCertificatePathPEM())
										.withPrivateKey(renewed.getPrivateKeyPEM()),
									null)));
				assertThat(shown(server, client(issue("CN=device")))).isEqualTo("CN=broker");
				assertThatIOException().isThrownBy(() -> shown(server, client(null)));
				assertThat(output).contains("Renewed TLS keys cannot be used, the former ones stay");
			});
	}

	@Test
	void a_list_that_cannot_be_read_fails_the_start() {
		bundle("broker", issue("CN=broker"))
			.withPropertyValues("mqtt.server.ssl.bundle=broker", "mqtt.server.ssl.crl=file:/no/such/file")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("'mqtt.server.ssl.crl' cannot be read"));
	}

	@Test
	void proxies_must_be_named_to_be_believed() {
		this.runner.withPropertyValues("mqtt.server.forwarding.proxy-protocol=true")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("mqtt.server.forwarding.trusted"));
		this.runner
			.withPropertyValues("mqtt.server.forwarding.forwarded-for=true",
					"mqtt.server.forwarding.trusted=10.0.0.0/8,192.0.2.1",
					"mqtt.server.websocket-origins=https://example.com")
			.run((context) -> {
				MqttServer server = context.getBean(MqttServer.class);
				assertThat(server.config().forwarding().trusted()).containsExactly("10.0.0.0/8", "192.0.2.1");
				assertThat(server.config().listeners().get(1).origins()).containsExactly("https://example.com");
			});
	}

}
