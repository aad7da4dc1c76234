package io.mqttboot.spring.boot.autoconfigure.server;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.config.MqttClientTls;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.server.MqttServer;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Certificates in files that Spring Boot watches are renewed while clients talk: nobody
 * is cut, and nothing is lost.
 */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class ServerTlsRenewalTests {

	private static final int RENEWALS = 5;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final X509Bundle authority = authority();

	private final AtomicInteger connects = new AtomicInteger();

	private final Queue<Integer> received = new ConcurrentLinkedQueue<>();

	private final AtomicInteger acknowledged = new AtomicInteger();

	private final CompletableFuture<Integer> end = new CompletableFuture<>();

	private volatile boolean over;

	private ApplicationContextRunner runner = new ApplicationContextRunner();

	@BeforeEach
	void setUp() throws IOException {
		renew(0);
		this.runner = this.runner
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, MqttServerAutoConfiguration.class))
			.withPropertyValues("mqtt.server.enabled-plain=false", "mqtt.server.ssl.port=0",
					"mqtt.server.ssl.websocket-port=0", "mqtt.server.ssl.bundle=broker",
					"spring.ssl.bundle.watch.file.quiet-period=100ms",
					"spring.ssl.bundle.pem.broker.reload-on-update=true",
					"spring.ssl.bundle.pem.broker.keystore.certificate=" + this.folder.resolve("certificate.pem"),
					"spring.ssl.bundle.pem.broker.keystore.private-key=" + this.folder.resolve("key.pem"));
	}

	private static X509Bundle authority() {
		try {
			return new CertificateBuilder().ecp256()
				.subject("CN=authority")
				.setIsCertificateAuthority(true)
				.buildSelfSigned();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void renew(int generation) throws IOException {
		try {
			X509Bundle own = new CertificateBuilder().ecp256()
				.subject("CN=broker-" + generation)
				.addSanDnsName("localhost")
				.buildIssuedBy(this.authority);
			replace("key.pem", own.getPrivateKeyPEM());
			replace("certificate.pem", own.getCertificatePathPEM());
		}
		catch (IOException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void replace(String name, String text) throws IOException {
		Path next = Files.writeString(this.folder.resolve(name + ".next"), text);
		Files.move(next, this.folder.resolve(name), StandardCopyOption.ATOMIC_MOVE,
				StandardCopyOption.REPLACE_EXISTING);
	}

	private SSLContext trusting() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { this.authority.toTrustManager() }, new SecureRandom());
			return context;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private MqttClient client(String uri) {
		return MqttClient.create()
			.serverUri(uri)
			.configure((config) -> config.tls(MqttClientTls.of(this::trusting)))
			.observer(new MqttClientObserver() {

				@Override
				public void connected(String serverUri, boolean again) {
					ServerTlsRenewalTests.this.connects.incrementAndGet();
				}

			})
			.connect();
	}

	private void publishNext(MqttClient client) {
		if (this.over) {
			this.end.complete(this.acknowledged.get());
			return;
		}
		client.publish("load", Integer.toString(this.acknowledged.get()), MqttQos.AT_LEAST_ONCE)
			.whenComplete((done, failure) -> {
				if (failure != null) {
					this.end.completeExceptionally(failure);
				}
				else {
					this.acknowledged.incrementAndGet();
					publishNext(client);
				}
			});
	}

	@Test
	void files_are_renewed_under_load_and_nobody_notices(CapturedOutput output) {
		this.runner.run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			try (MqttClient publisher = client("ssl://localhost:" + server.securePort());
					MqttClient subscriber = client("wss://localhost:" + server.secureWebSocketPort() + "/mqtt")) {
				subscriber
					.subQos1("load", (topic, payload) -> this.received.add(Integer.valueOf(MqttPayload.text(payload))))
					.get(20, TimeUnit.SECONDS);
				publishNext(publisher);
				for (int generation = 1; generation <= RENEWALS; generation++) {
					int before = this.acknowledged.get();
					String name = "CN=broker-" + generation;
					renew(generation);
					await().atMost(Duration.ofSeconds(30)).until(() -> shown(server.securePort()), name::equals);
					assertThat(shown(server.secureWebSocketPort())).isEqualTo(name);
					await().until(() -> this.acknowledged.get() > before);
				}
				this.over = true;
				int count = this.end.get(20, TimeUnit.SECONDS);
				await().until(() -> this.received.size() >= count);
				assertThat(this.received).containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
				assertThat(this.connects).hasValue(2);
			}
			replace("certificate.pem", "nothing of use");
			await().atMost(Duration.ofSeconds(30))
				.until(() -> output.getAll().lines().anyMatch((line) -> line.contains("ERROR")));
			assertThat(shown(server.securePort())).isEqualTo("CN=broker-" + RENEWALS);
		});
	}

	private String shown(int port) throws IOException {
		try (SSLSocket socket = (SSLSocket) trusting().getSocketFactory()
			.createSocket(InetAddress.getByName("localhost"), port)) {
			socket.startHandshake();
			return socket.getSession().getPeerPrincipal().getName();
		}
	}

}
