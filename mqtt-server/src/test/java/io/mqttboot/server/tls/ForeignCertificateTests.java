package io.mqttboot.server.tls;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttClientAuth;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import io.mqttboot.server.spi.MqttAuthResult;
import io.netty.pkitesting.RevocationServer;
import io.netty.pkitesting.X509Bundle;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Clients that others wrote, with good and bad certificates of their own, over TLS and
 * over secure WebSocket.
 */
@Tag("tls")
@Timeout(120)
class ForeignCertificateTests {

	private static final int PATIENCE_SECONDS = 20;

	private final Pki pki = new Pki("authority");

	private final RevocationServer lists = this.pki.lists();

	private final X509Bundle own = this.pki.issue("CN=server", "localhost");

	private final AtomicReference<MqttTlsKeys> keys = new AtomicReference<>(
			this.pki.keysWithRevoked(this.own, this.lists));

	// who was asked about, by the certificate
	private final Queue<String> asked = new ConcurrentLinkedQueue<>();

	private final MqttServer server = start();

	private MqttServer start() {
		MqttServerTls tls = MqttServerTls.of(this.keys::get).withClientAuth(MqttClientAuth.NEED);
		return MqttServer.create()
			.configure((config) -> config.listeners(List.of(MqttListenerConfig.tcp("127.0.0.1", 0).withTls(tls),
					MqttListenerConfig.webSocket("127.0.0.1", 0).withTls(tls))))
			.authenticator((request) -> {
				this.asked.add(request.certificates().get(0).getSubjectX500Principal().getName());
				return CompletableFuture.completedFuture(new MqttAuthResult.Accepted(null, null));
			})
			.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	/** Who connects, and how. */
	enum Foreign {

		HIVEMQ_TLS, HIVEMQ_WSS, PAHO_3_TLS, PAHO_3_WSS, PAHO_5_TLS, PAHO_5_WSS;

		boolean isWebSocket() {
			return name().endsWith("WSS");
		}

	}

	@ParameterizedTest
	@EnumSource(Foreign.class)
	void a_client_is_let_in_by_a_certificate_of_the_authority_and_by_no_other(Foreign foreign) throws Exception {
		X509Bundle good = this.pki.issue("CN=good", "good");
		X509Bundle stolen = this.pki.issue("CN=stolen", "stolen");
		connect(foreign, good);
		connect(foreign, stolen);
		assertThat(this.asked).containsExactly("CN=good", "CN=stolen");
		refuses(foreign, null);
		refuses(foreign, new Pki("authority").issue("CN=good", "good"));
		refuses(foreign, this.pki.issueExpired("CN=good"));
		refuses(foreign, Pki.selfSigned("CN=authority"));
		this.lists.revoke(stolen, Instant.now().minusSeconds(60));
		this.keys.set(this.pki.keysWithRevoked(this.own, this.lists));
		refuses(foreign, stolen);
		assertThat(this.asked).hasSize(2);
		connect(foreign, good);
		assertThat(this.asked).hasSize(3);
	}

	private void refuses(Foreign foreign, @Nullable X509Bundle certificate) {
		assertThatThrownBy(() -> connect(foreign, certificate)).isInstanceOf(Exception.class);
	}

	private void connect(Foreign foreign, @Nullable X509Bundle certificate) throws Exception {
		switch (foreign) {
			case HIVEMQ_TLS, HIVEMQ_WSS -> hiveMq(foreign, certificate);
			case PAHO_3_TLS, PAHO_3_WSS -> paho3(uri(foreign), this.pki.client(certificate));
			default -> paho5(uri(foreign), this.pki.client(certificate));
		}
	}

	private int port(Foreign foreign) {
		return foreign.isWebSocket() ? this.server.secureWebSocketPort() : this.server.securePort();
	}

	private String uri(Foreign foreign) {
		return (foreign.isWebSocket() ? "wss" : "ssl") + "://localhost:" + port(foreign)
				+ (foreign.isWebSocket() ? "/mqtt" : "");
	}

	private void hiveMq(Foreign foreign, @Nullable X509Bundle certificate) throws Exception {
		MqttClientSslConfigBuilder.Nested<? extends Mqtt5ClientBuilder> ssl = MqttClient.builder()
			.useMqttVersion5()
			.identifier("foreign")
			.serverHost("localhost")
			.serverPort(port(foreign))
			.sslConfig()
			.trustManagerFactory(this.pki.authority().toTrustManagerFactory());
		if (certificate != null) {
			ssl = ssl.keyManagerFactory(certificate.toKeyManagerFactory());
		}
		Mqtt5ClientBuilder builder = ssl.applySslConfig();
		if (foreign.isWebSocket()) {
			builder = builder.webSocketConfig().serverPath("mqtt").applyWebSocketConfig();
		}
		Mqtt5BlockingClient client = builder.buildBlocking();
		client.connect();
		client.disconnect();
	}

	private static void paho3(String uri, SSLContext context) throws Exception {
		MqttConnectOptions options = new MqttConnectOptions();
		options.setSocketFactory(context.getSocketFactory());
		options.setConnectionTimeout(PATIENCE_SECONDS);
		try (org.eclipse.paho.client.mqttv3.MqttClient client = new org.eclipse.paho.client.mqttv3.MqttClient(uri,
				"foreign", null)) {
			client.setTimeToWait(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
			client.connect(options);
			client.disconnect();
		}
	}

	private static void paho5(String uri, SSLContext context) throws Exception {
		MqttConnectionOptions options = new MqttConnectionOptions();
		options.setSocketFactory(context.getSocketFactory());
		options.setConnectionTimeout(PATIENCE_SECONDS);
		org.eclipse.paho.mqttv5.client.MqttClient client = new org.eclipse.paho.mqttv5.client.MqttClient(uri, "foreign",
				null);
		try {
			client.setTimeToWait(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
			client.connect(options);
			client.disconnect();
		}
		finally {
			client.close(true);
		}
	}

}
