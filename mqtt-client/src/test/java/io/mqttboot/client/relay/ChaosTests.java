package io.mqttboot.client.relay;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.config.MqttReconnect;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.server.MqttServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is promised holds on a network that breaks all the time: QoS 1 loses nothing, QoS
 * 2 neither loses nor doubles, and order is kept. {@code -Dchaos.seed} repeats the
 * weather of a run, as far as threads let it; {@code -Dchaos.rounds} makes it longer.
 */
class ChaosTests {

	private static final Logger logger = LoggerFactory.getLogger(ChaosTests.class);

	private static final int MESSAGES = 200;

	private static final int BURST = 40;

	private static final int PATIENCE_SECONDS = 60;

	private final MqttServer server = MqttServer.create().port(0).webSocketPort(0).start();

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	private final List<MqttClient> clients = new ArrayList<>();

	@AfterEach
	void stop() {
		this.clients.forEach(MqttClient::stop);
		this.server.stop();
	}

	static Stream<Arguments> stories() {
		return IntStream.range(0, Integer.getInteger("chaos.rounds", 1))
			.boxed()
			.flatMap((round) -> Stream.of(MqttVersion.MQTT_3_1_1, MqttVersion.MQTT_5))
			.flatMap((version) -> Stream.of(MqttQos.AT_LEAST_ONCE, MqttQos.EXACTLY_ONCE)
				.flatMap((qos) -> Stream.of(Arguments.of(version, qos, true), Arguments.of(version, qos, false))));
	}

	private MqttClient connect(MqttVersion version, String clientId, int port) throws Exception {
		MqttClient client = MqttClient.create()
			.port(port)
			.version(version)
			.clientId(clientId)
			.cleanStart(false)
			.configure((config) -> config.keepAliveSeconds(1)
				.connectTimeout(Duration.ofSeconds(2))
				.reconnect(new MqttReconnect(Duration.ofMillis(5), Duration.ofMillis(20), 0.5)))
			.connect();
		this.clients.add(client);
		return client;
	}

	// some at once, then a few at a time, so that the weather has much to break
	private static void publish(MqttClient publisher, List<String> texts, MqttQos qos) throws Exception {
		List<CompletableFuture<MqttPublishResult>> results = new ArrayList<>();
		for (String text : texts) {
			results.add(publisher.publish("t", text, qos));
			if (results.size() >= BURST && results.size() % 5 == 0) {
				results.get(results.size() - BURST / 2).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			}
		}
	}

	@ParameterizedTest(name = "{0} {1}, weather for the publisher {2}")
	@MethodSource("stories")
	void a_bad_network_costs_no_message(MqttVersion version, MqttQos qos, boolean publisherSuffers) throws Exception {
		long seed = Long.getLong("chaos.seed", System.nanoTime());
		logger.info("chaos.seed={} for {} {} {}", seed, version, qos, publisherSuffers);
		Weather weather = new Weather(seed);
		try (Relay relay = new Relay(Relay.listener(),
				(in, out) -> new InetSocketAddress(InetAddress.getLoopbackAddress(), this.server.port()), weather)) {
			MqttClient publisher = connect(version, "publisher", publisherSuffers ? relay.port() : this.server.port());
			MqttClient subscriber = connect(version, "subscriber",
					publisherSuffers ? this.server.port() : relay.port());
			subscriber.subscribe("t", qos, (topic, payload) -> this.received.add(MqttPayload.text(payload)))
				.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			List<String> texts = IntStream.range(0, MESSAGES).mapToObj(String::valueOf).toList();
			publish(publisher, texts, qos);
			List<String> got = new ArrayList<>();
			LinkedHashSet<String> first = new LinkedHashSet<>();
			while (first.size() < MESSAGES) {
				String next = this.received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
				assertThat(next).as("seed %d, after %s", seed, got).isNotNull();
				got.add(next);
				first.add(next);
			}
			assertThat(weather.faults()).as("seed %d", seed).isPositive();
			assertThat(first).as("order, seed %d", seed).containsExactlyElementsOf(texts);
			if (qos == MqttQos.EXACTLY_ONCE) {
				assertThat(got).as("once, seed %d", seed).containsExactlyElementsOf(texts);
				weather.calm();
				subscriber.subscribe("fence", qos, (topic, payload) -> this.received.add(topic))
					.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
				publisher.publish("fence", "", qos);
				assertThat(this.received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("nothing more, seed %d", seed)
					.isEqualTo("fence");
			}
		}
	}

}
