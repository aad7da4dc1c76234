package io.mqttboot.server.interop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * HiveMQ's client speaking MQTT 5.
 */
class HiveMqMqtt5Tests {

	@RegisterExtension
	static LoopbackBroker broker = new LoopbackBroker();

	private final Inbox inbox = new Inbox();

	private final String topic = LoopbackBroker.name("hive/five/");

	@ParameterizedTest
	@EnumSource(MqttQos.class)
	void a_message_arrives_at_each_qos(MqttQos qos) {
		subscribe(client(), this.topic, qos);
		publish(client(), this.topic, "hello", qos, false);
		this.inbox.receives(Received.live(this.topic, "hello", qos.getCode()));
	}

	@Test
	void a_retained_message_meets_who_subscribes_later_until_it_is_removed() {
		Mqtt5BlockingClient publisher = client();
		publish(publisher, this.topic, "kept", MqttQos.AT_LEAST_ONCE, true);
		subscribe(client(), this.topic, MqttQos.EXACTLY_ONCE);
		this.inbox.receives(Received.retained(this.topic, "kept", 1));
		publish(publisher, this.topic, "", MqttQos.AT_LEAST_ONCE, true);
		this.inbox.receives(Received.live(this.topic, "", 1));
		subscribe(client(), this.topic, MqttQos.EXACTLY_ONCE);
		publish(publisher, this.topic, "later", MqttQos.AT_MOST_ONCE, false);
		assertThat(this.inbox.next(2)).containsOnly(Received.live(this.topic, "later", 0));
	}

	@Test
	void options_of_a_subscription_are_kept() {
		Mqtt5BlockingClient client = client();
		publish(client, this.topic + "/r", "kept", MqttQos.AT_LEAST_ONCE, true);
		listen(client);
		client.subscribeWith()
			.topicFilter(this.topic + "/#")
			.noLocal(true)
			.retainAsPublished(true)
			.retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
			.send();
		publish(client, this.topic, "my own", MqttQos.AT_LEAST_ONCE, false);
		publish(client(), this.topic, "another's", MqttQos.AT_LEAST_ONCE, true);
		this.inbox.receives(Received.retained(this.topic, "another's", 1));
	}

	@Test
	void a_will_is_published_when_its_client_asks_for_it() {
		subscribe(client(), this.topic, MqttQos.EXACTLY_ONCE);
		Mqtt5BlockingClient mortal = connected(builder().willPublish()
			.topic(this.topic)
			.qos(MqttQos.EXACTLY_ONCE)
			.payload(Received.bytes("gone"))
			.applyWillPublish());
		mortal.disconnectWith().reasonCode(Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE).send();
		this.inbox.receives(Received.live(this.topic, "gone", 2));
	}

	@Test
	void a_session_is_resumed_with_what_waited_for_it() {
		String clientId = LoopbackBroker.name("sleeper");
		Mqtt5BlockingClient sleeper = resumable(clientId);
		sleeper.connectWith().cleanStart(true).sessionExpiryInterval(300).send();
		sleeper.subscribeWith().topicFilter(this.topic).qos(MqttQos.EXACTLY_ONCE).send();
		sleeper.disconnect();
		Mqtt5BlockingClient publisher = client();
		for (int i = 0; i < 100; i++) {
			publish(publisher, this.topic, "m" + i, (i % 2 == 0) ? MqttQos.AT_LEAST_ONCE : MqttQos.EXACTLY_ONCE, false);
		}
		Mqtt5BlockingClient again = resumable(clientId);
		listen(again);
		assertThat(again.connectWith().cleanStart(false).sessionExpiryInterval(0).send().isSessionPresent()).isTrue();
		List<Received> messages = this.inbox.next(100);
		assertThat(messages).extracting(Received::text)
			.containsExactlyElementsOf(IntStream.range(0, 100).mapToObj((i) -> "m" + i).toList());
	}

	@Test
	void a_clean_start_forgets_the_session() {
		String clientId = LoopbackBroker.name("sleeper");
		Mqtt5BlockingClient sleeper = resumable(clientId);
		sleeper.connectWith().cleanStart(true).sessionExpiryInterval(300).send();
		sleeper.disconnect();
		Mqtt5BlockingClient again = resumable(clientId);
		assertThat(again.connectWith().cleanStart(true).send().isSessionPresent()).isFalse();
	}

	@Test
	void each_message_goes_to_one_member_of_a_group() {
		for (int i = 0; i < 3; i++) {
			subscribe(client(), "$share/workers/" + this.topic, MqttQos.AT_LEAST_ONCE);
		}
		Mqtt5BlockingClient publisher = client();
		for (int i = 0; i < 60; i++) {
			publish(publisher, this.topic, "job" + i, MqttQos.AT_LEAST_ONCE, false);
		}
		assertThat(this.inbox.next(60)).extracting(Received::text)
			.containsExactlyInAnyOrderElementsOf(IntStream.range(0, 60).mapToObj((i) -> "job" + i).toList());
		assertThat(this.inbox.size()).isZero();
	}

	@Test
	void long_topics_travel_as_aliases_both_ways() {
		String longTopic = this.topic + "/" + "x".repeat(1000);
		Mqtt5BlockingClient subscriber = builder().buildBlocking();
		closeLater(subscriber);
		subscriber.connectWith().restrictions().topicAliasMaximum(5).applyRestrictions().send();
		subscribe(subscriber, longTopic, MqttQos.AT_LEAST_ONCE);
		Mqtt5BlockingClient publisher = client();
		long receivedBefore = broker.server().statistics().receivedBytes();
		long sentBefore = broker.server().statistics().sendBytes();
		for (int i = 0; i < 50; i++) {
			publish(publisher, longTopic, "m" + i, MqttQos.AT_LEAST_ONCE, false);
		}
		assertThat(this.inbox.next(50)).extracting(Received::topic).containsOnly(longTopic);
		assertThat(broker.server().statistics().receivedBytes() - receivedBefore).isBetween(1000L, 10_000L);
		assertThat(broker.server().statistics().sendBytes() - sentBefore).isBetween(1000L, 10_000L);
	}

	@Test
	void what_a_publisher_adds_to_a_message_is_passed_on() {
		Mqtt5BlockingClient subscriber = client();
		Mqtt5BlockingClient.Mqtt5Publishes publishes = subscriber.publishes(MqttGlobalPublishFilter.ALL);
		broker.closeLater(publishes::close);
		subscriber.subscribeWith().topicFilter(this.topic).send();
		Mqtt5Publish sent = Mqtt5Publish.builder()
			.topic(this.topic)
			.qos(MqttQos.AT_LEAST_ONCE)
			.payload(Received.bytes("{}"))
			.contentType("application/json")
			.payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
			.responseTopic(this.topic + "/answer")
			.correlationData(new byte[] { 1, 2, 3 })
			.userProperties()
			.add("b", "2")
			.add("a", "1")
			.add("b", "2")
			.applyUserProperties()
			.build();
		client().publish(sent);
		Mqtt5Publish received = received(publishes);
		assertThat(received.getContentType()).isEqualTo(sent.getContentType());
		assertThat(received.getPayloadFormatIndicator()).isEqualTo(sent.getPayloadFormatIndicator());
		assertThat(received.getResponseTopic()).isEqualTo(sent.getResponseTopic());
		assertThat(received.getCorrelationData()).contains(ByteBuffer.wrap(new byte[] { 1, 2, 3 }));
		assertThat(received.getUserProperties()).isEqualTo(sent.getUserProperties());
	}

	@Test
	void a_client_without_a_name_is_given_one() {
		Mqtt5BlockingClient client = Mqtt5Client.builder()
			.serverHost(LoopbackBroker.HOST)
			.serverPort(broker.port())
			.buildBlocking();
		closeLater(client);
		assertThat(client.connect().getAssignedClientIdentifier()).isPresent()
			.isEqualTo(client.getConfig().getClientIdentifier());
	}

	@Test
	void nothing_arrives_after_unsubscribing() {
		Mqtt5BlockingClient client = client();
		subscribe(client, this.topic + "/#", MqttQos.AT_LEAST_ONCE);
		client.subscribeWith().topicFilter(this.topic + "/end").send();
		client.unsubscribeWith().topicFilter(this.topic + "/#").send();
		Mqtt5BlockingClient publisher = client();
		publish(publisher, this.topic + "/lost", "lost", MqttQos.AT_LEAST_ONCE, false);
		publish(publisher, this.topic + "/end", "end", MqttQos.AT_LEAST_ONCE, false);
		this.inbox.receives(Received.live(this.topic + "/end", "end", 1));
	}

	@Test
	void it_speaks_over_websocket() {
		Mqtt5BlockingClient overWeb = connected(Mqtt5Client.builder()
			.identifier(LoopbackBroker.name("web"))
			.serverHost(LoopbackBroker.HOST)
			.serverPort(broker.server().webSocketPort())
			.webSocketConfig()
			.serverPath("mqtt")
			.applyWebSocketConfig());
		subscribe(overWeb, this.topic, MqttQos.EXACTLY_ONCE);
		publish(overWeb, this.topic, "round trip", MqttQos.EXACTLY_ONCE, false);
		this.inbox.receives(Received.live(this.topic, "round trip", 2));
	}

	@Test
	void each_filter_of_a_subscribe_is_answered_in_its_place() {
		assertThat(client().subscribeWith()
			.addSubscription()
			.topicFilter(this.topic)
			.qos(MqttQos.AT_MOST_ONCE)
			.applySubscription()
			.addSubscription()
			.topicFilter(this.topic + "/#")
			.qos(MqttQos.EXACTLY_ONCE)
			.applySubscription()
			.send()
			.getReasonCodes())
			.containsExactly(Mqtt5SubAckReasonCode.GRANTED_QOS_0, Mqtt5SubAckReasonCode.GRANTED_QOS_2);
	}

	private Mqtt5ClientBuilder builder() {
		return Mqtt5Client.builder()
			.identifier(LoopbackBroker.name("hive"))
			.serverHost(LoopbackBroker.HOST)
			.serverPort(broker.port());
	}

	private Mqtt5BlockingClient client() {
		return connected(builder());
	}

	private Mqtt5BlockingClient connected(Mqtt5ClientBuilder builder) {
		Mqtt5BlockingClient client = builder.buildBlocking();
		closeLater(client);
		client.connect();
		return client;
	}

	private Mqtt5BlockingClient resumable(String clientId) {
		Mqtt5BlockingClient client = builder().identifier(clientId).buildBlocking();
		closeLater(client);
		return client;
	}

	private void closeLater(Mqtt5BlockingClient client) {
		broker.closeLater(() -> {
			if (client.getState().isConnected()) {
				client.disconnect();
			}
		});
	}

	private void listen(Mqtt5BlockingClient client) {
		client.toAsync()
			.publishes(MqttGlobalPublishFilter.ALL,
					(message) -> this.inbox.add(new Received(message.getTopic().toString(),
							new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8), message.getQos().getCode(),
							message.isRetain())));
	}

	private void subscribe(Mqtt5BlockingClient client, String filter, MqttQos qos) {
		listen(client);
		client.subscribeWith().topicFilter(filter).qos(qos).send();
	}

	private static void publish(Mqtt5BlockingClient client, String topic, String text, MqttQos qos, boolean retain) {
		client.publishWith().topic(topic).payload(Received.bytes(text)).qos(qos).retain(retain).send();
	}

	private static Mqtt5Publish received(Mqtt5BlockingClient.Mqtt5Publishes publishes) {
		try {
			return publishes.receive(Inbox.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).orElseThrow();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
