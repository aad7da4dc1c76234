package io.mqttboot.client.interop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.MqttVersion;
import io.mqttboot.MqttWill;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.MqttClientBuilder;
import io.mqttboot.client.config.MqttReconnect;
import io.mqttboot.client.relay.Relay;
import io.mqttboot.client.spi.MqttMessageReceiver;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.client.spi.MqttSubscriptionOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client does with any server: in each version, over TCP and WebSocket.
 */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ForeignServerContract {

	private static final int PATIENCE_SECONDS = 30;

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	private final List<MqttClient> clients = new ArrayList<>();

	private ForeignServer server;

	private int tests;

	private String topic;

	abstract ForeignServer start(Path directory) throws IOException;

	@BeforeAll
	void startServer(@TempDir Path home) throws IOException {
		this.server = start(home);
	}

	@AfterAll
	void endServer() {
		this.server.close();
	}

	@BeforeEach
	void begin() {
		this.topic = "interop/" + this.tests++;
	}

	@AfterEach
	void end() {
		this.clients.forEach(MqttClient::stop);
		this.clients.clear();
		this.received.clear();
	}

	static Stream<Arguments> ways() {
		return Stream.of(MqttVersion.values())
			// the sub-protocol of MQTT 3.1 is not served by all
			.flatMap((version) -> Stream.of(false, true)
				.filter((webSocket) -> !webSocket || version != MqttVersion.MQTT_3_1)
				.map((webSocket) -> Arguments.of(version, webSocket)));
	}

	private MqttClientBuilder builder(MqttVersion version, String clientId, int port) {
		return MqttClient.create()
			.port(port)
			.version(version)
			.clientId(clientId + this.tests)
			.configure(
					(config) -> config.reconnect(new MqttReconnect(Duration.ofMillis(20), Duration.ofMillis(200), 0)));
	}

	private MqttClientBuilder builder(MqttVersion version, String clientId) {
		return builder(version, clientId, this.server.port());
	}

	private MqttClient connect(MqttClientBuilder builder) {
		MqttClient client = builder.build();
		this.clients.add(client);
		return client.connectAndWait(Duration.ofSeconds(PATIENCE_SECONDS));
	}

	private <T> T await(CompletableFuture<T> future) throws Exception {
		return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
	}

	private String next() throws InterruptedException {
		return this.received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
	}

	private void hear(MqttClient client, String filter, MqttQos qos, String mark) throws Exception {
		assertThat(await(
				client.subscribe(filter, qos, (name, payload) -> this.received.add(mark + MqttPayload.text(payload)))))
			.allSatisfy((each, code) -> assertThat(code.isError()).isFalse());
	}

	private void publish(MqttClient client, String text, MqttQos qos, boolean retain) throws Exception {
		assertThat(await(client.publish(MqttMessage.of(this.topic, text, qos, retain))).reason().isError()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("ways")
	void messages_come_at_each_quality_of_service(MqttVersion version, boolean webSocket) throws Exception {
		MqttClientBuilder builder = builder(version, "one");
		if (webSocket) {
			builder.serverUri("ws://127.0.0.1:" + this.server.webSocketPort() + "/mqtt");
		}
		MqttClient client = connect(builder);
		for (MqttQos qos : MqttQos.values()) {
			String filter = this.topic + "/" + qos.value();
			hear(client, filter, qos, "");
			MqttPublishResult result = await(client.publish(filter, "汽车 " + qos, qos));
			assertThat(result.state()).isEqualTo((qos == MqttQos.AT_MOST_ONCE) ? MqttPublishResult.State.SENT
					: MqttPublishResult.State.ACKNOWLEDGED);
			assertThat(next()).isEqualTo("汽车 " + qos);
		}
	}

	@ParameterizedTest
	@EnumSource
	void many_messages_keep_their_order(MqttVersion version) throws Exception {
		MqttClient client = connect(builder(version, "one"));
		hear(client, this.topic, MqttQos.EXACTLY_ONCE, "");
		List<String> texts = IntStream.range(0, 500).mapToObj(String::valueOf).toList();
		for (String text : texts) {
			client.publish(this.topic, text, MqttQos.EXACTLY_ONCE);
		}
		for (String text : texts) {
			assertThat(next()).isEqualTo(text);
		}
	}

	@ParameterizedTest
	@EnumSource
	void a_retained_message_waits_for_who_subscribes_later(MqttVersion version) throws Exception {
		MqttClient client = connect(builder(version, "one"));
		publish(client, "kept", MqttQos.AT_LEAST_ONCE, true);
		MqttMessageReceiver receiver = (message, ack) -> this.received
			.add(message.retain() + MqttPayload.text(message.payload()));
		await(client.subscribe(Map.of(this.topic, MqttSubscriptionOptions.of(MqttQos.AT_LEAST_ONCE)), receiver, false));
		assertThat(next()).isEqualTo("truekept");
		await(client.publish(MqttMessage.of(this.topic, "", MqttQos.AT_LEAST_ONCE, true)));
	}

	@ParameterizedTest
	@EnumSource
	void a_will_is_published_when_the_connection_breaks(MqttVersion version) throws Exception {
		MqttClient watcher = connect(builder(version, "watcher"));
		hear(watcher, this.topic, MqttQos.AT_LEAST_ONCE, "");
		try (Relay relay = Relay.to(this.server.port())) {
			connect(builder(version, "mortal", relay.port())
				.will(new MqttWill(MqttMessage.of(this.topic, "gone", MqttQos.AT_LEAST_ONCE, false), 0)));
			relay.cut();
			assertThat(next()).isEqualTo("gone");
		}
	}

	@ParameterizedTest
	@EnumSource
	void a_session_waits_for_its_client(MqttVersion version) throws Exception {
		MqttClient sleeper = connect(builder(version, "sleeper").cleanStart(false));
		MqttClient other = connect(builder(version, "other"));
		hear(sleeper, this.topic, MqttQos.EXACTLY_ONCE, "");
		sleeper.disconnect();
		publish(other, "waited 1", MqttQos.AT_LEAST_ONCE, false);
		publish(other, "waited 2", MqttQos.EXACTLY_ONCE, false);
		sleeper.reconnect();
		assertThat(List.of(next(), next())).containsExactlyInAnyOrder("waited 1", "waited 2");
	}

	@ParameterizedTest
	@EnumSource(names = { "MQTT_3_1_1", "MQTT_5" })
	void a_group_shares_its_messages(MqttVersion version) throws Exception {
		MqttClient one = connect(builder(version, "one"));
		MqttClient two = connect(builder(version, "two"));
		hear(one, "$share/group/" + this.topic, MqttQos.AT_LEAST_ONCE, "");
		hear(two, "$share/group/" + this.topic, MqttQos.AT_LEAST_ONCE, "");
		List<String> texts = IntStream.range(0, 20).mapToObj(String::valueOf).toList();
		for (String text : texts) {
			publish(one, text, MqttQos.AT_LEAST_ONCE, false);
		}
		List<String> got = new ArrayList<>();
		for (int i = 0; i < texts.size(); i++) {
			got.add(next());
		}
		assertThat(got).containsExactlyInAnyOrderElementsOf(texts);
		assertThat(this.received).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void a_client_survives_its_server(MqttVersion version) throws Exception {
		MqttClient client = connect(builder(version, "phoenix").cleanStart(false));
		hear(client, this.topic, MqttQos.AT_LEAST_ONCE, "");
		this.server.kill();
		CompletableFuture<MqttPublishResult> early = client.publish(this.topic, "meanwhile", MqttQos.AT_LEAST_ONCE);
		this.server.start();
		assertThat(await(early).reason()).isIn(MqttReasonCode.SUCCESS, MqttReasonCode.NO_MATCHING_SUBSCRIBERS);
		hear(client, this.topic + "/more", MqttQos.AT_LEAST_ONCE, "");
		publish(client, "afterwards", MqttQos.AT_LEAST_ONCE, false);
		String first = next();
		assertThat(first).isIn("meanwhile", "afterwards");
		if (first.equals("meanwhile")) {
			assertThat(next()).isEqualTo("afterwards");
		}
	}

	@ParameterizedTest
	@EnumSource(names = "MQTT_5")
	void properties_travel(MqttVersion version) throws Exception {
		MqttClient client = connect(builder(version, "one"));
		BlockingQueue<MqttMessage> messages = new LinkedBlockingQueue<>();
		await(client.subscribe(Map.of(this.topic, MqttSubscriptionOptions.of(MqttQos.AT_LEAST_ONCE)),
				(MqttMessageReceiver) (message, ack) -> messages.add(message), false));
		MqttMessageProperties properties = new MqttMessageProperties(true, 3600, "text/plain", "answers",
				ByteBuffer.wrap("7".getBytes(StandardCharsets.UTF_8)),
				List.of(new MqttUserProperty("a", "1"), new MqttUserProperty("a", "2")));
		await(client.publish(MqttMessage.of(this.topic, "m", MqttQos.AT_LEAST_ONCE, false).withProperties(properties)));
		MqttMessage message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
		assertThat(message.properties().contentType()).isEqualTo("text/plain");
		assertThat(message.properties().responseTopic()).isEqualTo("answers");
		assertThat(MqttPayload.text(message.properties().correlationData())).isEqualTo("7");
		assertThat(message.properties().userProperties()).containsExactly(new MqttUserProperty("a", "1"),
				new MqttUserProperty("a", "2"));
	}

}
