package io.mqttboot.server.tls;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLSocket;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttClientAuth;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Certificates are renewed again and again while clients talk over TLS and over secure
 * WebSocket: no connection ends, and no message is lost or out of order.
 */
@Tag("tls")
@Timeout(120)
class RenewalUnderLoadTests {

	private static final int RENEWALS = 40;

	private static final int PATIENCE_SECONDS = 30;

	private final Pki pki = new Pki("authority");

	private final X509Bundle device = this.pki.issue("CN=device", "device");

	private final AtomicReference<MqttTlsKeys> keys = new AtomicReference<>(renewed(0));

	private final AtomicInteger lost = new AtomicInteger();

	private final MqttServer server = start();

	private volatile boolean over;

	private MqttServer start() {
		MqttServerTls tls = MqttServerTls.of(this.keys::get).withClientAuth(MqttClientAuth.NEED);
		MqttServerTls named = tls.withServerNames(Map.of("localhost", this.keys::get));
		return MqttServer.create()
			.configure((config) -> config.listeners(List.of(MqttListenerConfig.tcp("127.0.0.1", 0).withTls(tls),
					MqttListenerConfig.webSocket("127.0.0.1", 0).withTls(named))))
			.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	private MqttTlsKeys renewed(int generation) {
		return this.pki.keys(this.pki.issue("CN=server-" + generation, "localhost"));
	}

	private Mqtt5AsyncClient client(boolean webSocket) throws Exception {
		Mqtt5ClientBuilder builder = MqttClient.builder()
			.useMqttVersion5()
			.serverHost("localhost")
			.serverPort(webSocket ? this.server.secureWebSocketPort() : this.server.securePort())
			.addDisconnectedListener((context) -> {
				if (!this.over) {
					this.lost.incrementAndGet();
				}
			})
			.sslConfig()
			.trustManagerFactory(this.pki.authority().toTrustManagerFactory())
			.keyManagerFactory(this.device.toKeyManagerFactory())
			.applySslConfig();
		if (webSocket) {
			builder = builder.webSocketConfig().serverPath("mqtt").applyWebSocketConfig();
		}
		Mqtt5AsyncClient client = builder.buildAsync();
		client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		return client;
	}

	private Queue<Integer> subscribe(Mqtt5AsyncClient client, String topic) throws Exception {
		Queue<Integer> numbers = new ConcurrentLinkedQueue<>();
		client.subscribeWith()
			.topicFilter(topic)
			.qos(MqttQos.AT_LEAST_ONCE)
			.callback((message) -> numbers
				.add(Integer.valueOf(new String(message.getPayloadAsBytes(), StandardCharsets.US_ASCII))))
			.send()
			.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		return numbers;
	}

	/** Publishes the next number when the one before it was acknowledged. */
	private final class Publisher {

		private final Mqtt5AsyncClient client;

		private final String topic;

		private final AtomicInteger acknowledged = new AtomicInteger();

		private final CompletableFuture<Integer> end = new CompletableFuture<>();

		Publisher(Mqtt5AsyncClient client, String topic) {
			this.client = client;
			this.topic = topic;
		}

		void next() {
			if (RenewalUnderLoadTests.this.over) {
				this.end.complete(this.acknowledged.get());
				return;
			}
			byte[] payload = Integer.toString(this.acknowledged.get()).getBytes(StandardCharsets.US_ASCII);
			this.client.publishWith()
				.topic(this.topic)
				.qos(MqttQos.AT_LEAST_ONCE)
				.payload(payload)
				.send()
				.whenComplete((done, failure) -> {
					if (failure != null) {
						this.end.completeExceptionally(failure);
					}
					else {
						this.acknowledged.incrementAndGet();
						next();
					}
				});
		}

	}

	@Test
	void certificates_are_renewed_under_load_and_nobody_notices() throws Exception {
		List<Mqtt5AsyncClient> clients = new ArrayList<>();
		List<Publisher> publishers = new ArrayList<>();
		List<Queue<Integer>> received = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Mqtt5AsyncClient subscriber = client(i % 2 == 0);
			Mqtt5AsyncClient publisher = client(i < 2);
			clients.addAll(List.of(subscriber, publisher));
			received.add(subscribe(subscriber, "load/" + i));
			publishers.add(new Publisher(publisher, "load/" + i));
		}
		publishers.forEach(Publisher::next);
		for (int generation = 1; generation <= RENEWALS; generation++) {
			int before = publishers.stream().mapToInt((each) -> each.acknowledged.get()).sum();
			this.keys.set(renewed(generation));
			assertThat(shown(this.server.securePort())).isEqualTo("CN=server-" + generation);
			assertThat(shown(this.server.secureWebSocketPort())).isEqualTo("CN=server-" + generation);
			await().until(() -> publishers.stream().mapToInt((each) -> each.acknowledged.get()).sum() > before);
		}
		this.over = true;
		for (int i = 0; i < publishers.size(); i++) {
			int count = publishers.get(i).end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			Queue<Integer> numbers = received.get(i);
			await().until(() -> numbers.size() >= count);
			assertThat(numbers).containsExactlyElementsOf(java.util.stream.IntStream.range(0, count).boxed().toList());
		}
		assertThat(this.lost).hasValue(0);
		await().until(() -> this.server.statistics().connectionsSize() == clients.size());
		for (Mqtt5AsyncClient client : clients) {
			client.disconnect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
	}

	private String shown(int port) throws Exception {
		try (SSLSocket socket = (SSLSocket) this.pki.client(this.device)
			.getSocketFactory()
			.createSocket(InetAddress.getByName("localhost"), port)) {
			socket.startHandshake();
			return socket.getSession().getPeerPrincipal().getName();
		}
	}

}
