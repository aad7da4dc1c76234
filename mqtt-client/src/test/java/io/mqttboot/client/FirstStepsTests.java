package io.mqttboot.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.config.MqttReconnect;
import io.mqttboot.client.spi.MqttClientConnectionListener;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.server.MqttServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a newcomer does first, against a server of our own.
 */
class FirstStepsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	private MqttServer server = MqttServer.create().port(0).webSocketPort(0).start();

	@AfterEach
	void stop() {
		this.server.stop();
	}

	private MqttClientBuilder client(String clientId) {
		return MqttClient.create()
			.port(this.server.port())
			.clientId(clientId)
			.configure(
					(config) -> config.reconnect(new MqttReconnect(Duration.ofMillis(10), Duration.ofMillis(50), 0)));
	}

	private String next() throws InterruptedException {
		return this.received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	@ParameterizedTest
	@EnumSource
	void messages_come_at_each_quality_of_service(MqttVersion version) throws Exception {
		try (MqttClient client = client("one").version(version).connect()) {
			client.subQos0("a/0", (topic, payload) -> this.received.add(topic + MqttPayload.text(payload)));
			client.subQos1("a/1", (topic, payload) -> this.received.add(topic + MqttPayload.text(payload)));
			client.subQos2("a/2", (topic, payload) -> this.received.add(topic + MqttPayload.text(payload)))
				.get(10, TimeUnit.SECONDS);
			for (MqttQos qos : MqttQos.values()) {
				MqttPublishResult result = client.publish("a/" + qos.value(), "hello", qos).get(10, TimeUnit.SECONDS);
				assertThat(result.state()).isEqualTo((qos == MqttQos.AT_MOST_ONCE) ? MqttPublishResult.State.SENT
						: MqttPublishResult.State.ACKNOWLEDGED);
				assertThat(next()).isEqualTo("a/" + qos.value() + "hello");
			}
		}
	}

	@Test
	void who_is_refused_may_try_again_and_is_told_what_came_of_that() {
		this.server.stop();
		AtomicBoolean open = new AtomicBoolean();
		this.server = MqttServer.create().port(0).authHandler((clientId, userName, password) -> open.get()).start();
		try (MqttClient client = MqttClient.create()
			.port(this.server.port())
			.configure((config) -> config.automaticReconnect(false))
			.build()) {
			assertThatExceptionOfType(MqttClientException.class)
				.isThrownBy(() -> client.connectAndWait(Duration.ofSeconds(10)));
			open.set(true);
			client.connectAndWait(Duration.ofSeconds(10));
			assertThat(client.isConnected()).isTrue();
		}
	}

	@Test
	void what_is_done_before_there_is_a_server_is_kept() throws Exception {
		int port = this.server.port();
		this.server.stop();
		try (MqttClient client = client("early").configure(
				(config) -> config.serverUris(List.of(io.mqttboot.client.config.MqttServerUri.tcp("127.0.0.1", port))))
			.port(port)
			.connect()) {
			client.subQos1("early", (topic, payload) -> this.received.add(MqttPayload.text(payload)));
			CompletableFuture<MqttPublishResult> published = client.publish("early", "bird", MqttQos.AT_LEAST_ONCE);
			this.server = MqttServer.create().port(port).start();
			assertThat(published.get(10, TimeUnit.SECONDS).reason()).isEqualTo(MqttReasonCode.SUCCESS);
			assertThat(next()).isEqualTo("bird");
		}
	}

	@Test
	void a_client_that_was_thrown_out_comes_back_with_its_subscriptions() throws Exception {
		try (MqttClient client = client("phoenix").connect(); MqttClient other = client("other").connect()) {
			client.subQos1("ashes", (topic, payload) -> this.received.add(MqttPayload.text(payload)))
				.get(10, TimeUnit.SECONDS);
			int port = this.server.port();
			this.server.stop();
			this.server = MqttServer.create().port(port).start();
			client.subQos1("more", (topic, payload) -> this.received.add(MqttPayload.text(payload)))
				.get(10, TimeUnit.SECONDS);
			other.publish("ashes", "again", MqttQos.AT_LEAST_ONCE).get(10, TimeUnit.SECONDS);
			assertThat(next()).isEqualTo("again");
		}
	}

	@Test
	void a_listener_of_the_connection_is_told_and_may_fail() throws Exception {
		MqttClientConnectionListener listener = new MqttClientConnectionListener() {

			@Override
			public void connected(boolean again, String serverUri) {
				FirstStepsTests.this.received.add("connected");
				throw new IllegalStateException("a broken listener");
			}

			@Override
			public void deliveryComplete(String topic) {
				FirstStepsTests.this.received.add("delivered " + topic);
			}

		};
		try (MqttClient client = client("told").connectionListener(listener).connect()) {
			client.publish("a", "m", MqttQos.AT_LEAST_ONCE).get(10, TimeUnit.SECONDS);
			assertThat(next()).isEqualTo("connected");
			assertThat(next()).isEqualTo("delivered a");
		}
	}

	@Test
	void messages_come_over_web_socket() throws Exception {
		int port = this.server.webSocketPort();
		try (MqttClient client = MqttClient.create().serverUri("ws://127.0.0.1:" + port + "/mqtt").connect()) {
			client.subQos2("ws", (topic, payload) -> this.received.add(MqttPayload.text(payload)));
			client.publish("ws", "framed", MqttQos.EXACTLY_ONCE).get(10, TimeUnit.SECONDS);
			assertThat(next()).isEqualTo("framed");
		}
	}

}
