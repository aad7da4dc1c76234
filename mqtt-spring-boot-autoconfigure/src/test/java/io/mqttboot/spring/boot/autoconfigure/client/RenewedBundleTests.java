package io.mqttboot.spring.boot.autoconfigure.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;

import io.mqttboot.client.MqttClient;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A certificate is renewed while the application runs.
 */
class RenewedBundleTests {

	private static final byte[] CONNACK = { 0x20, 0x02, 0x00, 0x00 };

	private final X509Bundle authority = authority("CN=the authority");

	private final SSLServerSocket listener = listen();

	private final ExecutorService server = Executors.newSingleThreadExecutor();

	RenewedBundleTests() throws Exception {
	}

	@AfterEach
	void stop() throws IOException {
		this.listener.close();
		this.server.shutdownNow();
	}

	@Test
	void the_next_attempt_trusts_what_the_renewed_bundle_trusts() throws Exception {
		this.server.execute(this::serve);
		DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry("device",
				trusting(authority("CN=somebody else")));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MqttClientAutoConfiguration.class))
			.withBean(DefaultSslBundleRegistry.class, () -> registry)
			.withPropertyValues("mqtt.client.server-uri=tcp://localhost:" + this.listener.getLocalPort(),
					"mqtt.client.ssl.bundle=device", "mqtt.client.reconnect.initial-delay=10ms",
					"mqtt.client.reconnect.max-delay=50ms")
			.run((context) -> {
				MqttClient client = context.getBean(MqttClient.class);
				Awaitility.await().until(() -> client.state().lastFailure() != null);
				assertThat(client.isConnected()).isFalse();
				registry.updateBundle("device", trusting(this.authority));
				assertThat(client.connected().get(10, TimeUnit.SECONDS).serverUri())
					.isEqualTo("ssl://localhost:" + this.listener.getLocalPort());
			});
	}

	/** Lets in whoever gets through the handshake. */
	private void serve() {
		while (!this.listener.isClosed()) {
			try (Socket socket = this.listener.accept()) {
				if (socket.getInputStream().read() == 0x10) {
					socket.getOutputStream().write(CONNACK);
					socket.getOutputStream().flush();
					socket.getInputStream().transferTo(OutputStream.nullOutputStream());
				}
			}
			catch (SSLException | SocketException ex) {
				// it was not trusted, or the test is over
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private SSLServerSocket listen() throws Exception {
		X509Bundle own = new CertificateBuilder().ecp256()
			.subject("CN=server")
			.addSanDnsName("localhost")
			.buildIssuedBy(this.authority);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(own.toKeyManagerFactory().getKeyManagers(), null, null);
		return (SSLServerSocket) context.getServerSocketFactory()
			.createServerSocket(0, 50, InetAddress.getByName("localhost"));
	}

	private static X509Bundle authority(String name) throws Exception {
		return new CertificateBuilder().ecp256().subject(name).setIsCertificateAuthority(true).buildSelfSigned();
	}

	private static SslBundle trusting(X509Bundle whom) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setCertificateEntry("authority", whom.getCertificate());
		return SslBundle.of(SslStoreBundle.of(null, null, store));
	}

}
