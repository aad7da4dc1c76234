package io.mqttboot.server.interop;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import io.mqttboot.server.config.MqttLimits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand messages from one publisher, as fast as HiveMQ's client sends them.
 */
class HiveMqOrderTests {

	private static final int COUNT = 10_000;

	private static final List<Integer> ALL = IntStream.range(0, COUNT).boxed().toList();

	// the publisher may be ahead of the subscriber by all of it
	@RegisterExtension
	static LoopbackBroker broker = new LoopbackBroker((builder) -> builder
		.configure((config) -> config.limits(MqttLimits.builder().queueMessagesMax(COUNT).build())));

	private final String topic = LoopbackBroker.name("order/");

	private final List<Integer> received = Collections.synchronizedList(new ArrayList<>());

	@ParameterizedTest
	@EnumSource(value = MqttQos.class, names = { "AT_LEAST_ONCE", "EXACTLY_ONCE" })
	void mqtt_5_delivers_all_of_them_in_order(MqttQos qos) {
		Mqtt5AsyncClient subscriber = five();
		subscriber.publishes(MqttGlobalPublishFilter.ALL, (message) -> add(message.getPayloadAsBytes()));
		await(subscriber.subscribeWith().topicFilter(this.topic).qos(qos).send());
		Mqtt5AsyncClient publisher = five();
		for (int i = 0; i < COUNT; i++) {
			publisher.publishWith().topic(this.topic).qos(qos).payload(Received.bytes("" + i)).send();
		}
		allArriveInOrder();
	}

	@ParameterizedTest
	@EnumSource(value = MqttQos.class, names = { "AT_LEAST_ONCE", "EXACTLY_ONCE" })
	void mqtt_3_delivers_all_of_them_in_order(MqttQos qos) {
		Mqtt3AsyncClient subscriber = three();
		subscriber.publishes(MqttGlobalPublishFilter.ALL, (message) -> add(message.getPayloadAsBytes()));
		await(subscriber.subscribeWith().topicFilter(this.topic).qos(qos).send());
		Mqtt3AsyncClient publisher = three();
		for (int i = 0; i < COUNT; i++) {
			publisher.publishWith().topic(this.topic).qos(qos).payload(Received.bytes("" + i)).send();
		}
		allArriveInOrder();
	}

	// some may be dropped, but what arrives is in order; the last word is sent at QoS 1,
	// and
	// may overtake: the client keeps what arrives at QoS 0 in a queue of its own
	@ParameterizedTest
	@EnumSource(value = MqttQos.class, names = "AT_MOST_ONCE")
	void at_qos_0_none_overtakes_another(MqttQos qos) {
		Mqtt5AsyncClient subscriber = five();
		subscriber.publishes(MqttGlobalPublishFilter.ALL, (message) -> add(message.getPayloadAsBytes()));
		await(subscriber.subscribeWith().topicFilter(this.topic).qos(MqttQos.AT_LEAST_ONCE).send());
		Mqtt5AsyncClient publisher = five();
		CompletableFuture<?> last = CompletableFuture.completedFuture(null);
		for (int i = 0; i < COUNT; i++) {
			last = publisher.publishWith().topic(this.topic).qos(qos).payload(Received.bytes("" + i)).send();
		}
		await(last);
		publisher.publishWith().topic(this.topic).qos(MqttQos.AT_LEAST_ONCE).payload(Received.bytes("" + COUNT)).send();
		Awaitility.await().atMost(Inbox.PATIENCE).until(() -> this.received.contains(COUNT));
		List<Integer> atMostOnce = new ArrayList<>(this.received);
		atMostOnce.remove(Integer.valueOf(COUNT));
		assertThat(atMostOnce).hasSizeGreaterThan(COUNT / 100).doesNotHaveDuplicates().isSorted();
	}

	private void allArriveInOrder() {
		Awaitility.await().atMost(Inbox.PATIENCE.multipliedBy(3)).until(() -> this.received.size() >= COUNT);
		assertThat(this.received).isEqualTo(ALL);
	}

	private void add(byte[] payload) {
		this.received.add(Integer.valueOf(new String(payload, StandardCharsets.UTF_8)));
	}

	private Mqtt5AsyncClient five() {
		Mqtt5AsyncClient client = MqttClient.builder()
			.identifier(LoopbackBroker.name("order"))
			.serverHost(LoopbackBroker.HOST)
			.serverPort(broker.port())
			.useMqttVersion5()
			.buildAsync();
		await(client.connect());
		broker.closeLater(() -> await(client.disconnect()));
		return client;
	}

	private Mqtt3AsyncClient three() {
		Mqtt3AsyncClient client = MqttClient.builder()
			.identifier(LoopbackBroker.name("order"))
			.serverHost(LoopbackBroker.HOST)
			.serverPort(broker.port())
			.useMqttVersion3()
			.buildAsync();
		await(client.connect());
		broker.closeLater(() -> await(client.disconnect()));
		return client;
	}

	private static void await(CompletableFuture<?> future) {
		future.orTimeout(Inbox.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

}
