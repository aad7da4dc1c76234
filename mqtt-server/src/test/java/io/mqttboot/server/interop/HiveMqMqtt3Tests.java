package io.mqttboot.server.interop;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import io.mqttboot.MqttReasonCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * HiveMQ's client speaking MQTT 3.1.1.
 */
class HiveMqMqtt3Tests {

	@RegisterExtension
	static LoopbackBroker broker = new LoopbackBroker((builder) -> builder
		.authHandler((clientId, userName, password) -> userName == null || "secret".equals(password)));

	private final Inbox inbox = new Inbox();

	private final String topic = LoopbackBroker.name("hive/three/");

	@ParameterizedTest
	@EnumSource(MqttQos.class)
	void a_message_arrives_at_each_qos(MqttQos qos) {
		subscribe(client(), this.topic, qos);
		publish(client(), this.topic, "hello", qos, false);
		this.inbox.receives(Received.live(this.topic, "hello", qos.getCode()));
	}

	@Test
	void a_retained_message_meets_who_subscribes_later_until_it_is_removed() {
		Mqtt3BlockingClient publisher = client();
		publish(publisher, this.topic, "kept", MqttQos.EXACTLY_ONCE, true);
		subscribe(client(), this.topic, MqttQos.AT_LEAST_ONCE);
		this.inbox.receives(Received.retained(this.topic, "kept", 1));
		publish(publisher, this.topic, "", MqttQos.AT_LEAST_ONCE, true);
		this.inbox.receives(Received.live(this.topic, "", 1));
		subscribe(client(), this.topic, MqttQos.EXACTLY_ONCE);
		publish(publisher, this.topic, "later", MqttQos.AT_MOST_ONCE, false);
		assertThat(this.inbox.next(2)).containsOnly(Received.live(this.topic, "later", 0));
	}

	@Test
	void a_will_is_published_when_the_server_closes_the_connection() {
		subscribe(client(), this.topic, MqttQos.EXACTLY_ONCE);
		String clientId = LoopbackBroker.name("mortal");
		Mqtt3BlockingClient mortal = connected(builder().identifier(clientId)
			.willPublish()
			.topic(this.topic)
			.qos(MqttQos.EXACTLY_ONCE)
			.payload(Received.bytes("gone"))
			.applyWillPublish());
		assertThat(broker.server().disconnect(clientId, MqttReasonCode.ADMINISTRATIVE_ACTION)).isTrue();
		this.inbox.receives(Received.live(this.topic, "gone", 2));
		await().until(() -> !mortal.getState().isConnected()); // or it would say goodbye
																// to nobody
	}

	@Test
	void a_client_that_says_goodbye_leaves_no_will() {
		subscribe(client(), this.topic, MqttQos.EXACTLY_ONCE);
		Mqtt3BlockingClient polite = connected(
				builder().willPublish().topic(this.topic).payload(Received.bytes("gone")).applyWillPublish());
		polite.disconnect();
		publish(client(), this.topic, "nobody died", MqttQos.AT_MOST_ONCE, false);
		this.inbox.receives(Received.live(this.topic, "nobody died", 0));
	}

	@Test
	void a_session_is_resumed_with_what_waited_for_it() {
		String clientId = LoopbackBroker.name("sleeper");
		Mqtt3BlockingClient sleeper = unconnected(builder().identifier(clientId));
		sleeper.connectWith().cleanSession(false).send();
		sleeper.subscribeWith().topicFilter(this.topic).qos(MqttQos.EXACTLY_ONCE).send();
		sleeper.disconnect();
		Mqtt3BlockingClient publisher = client();
		for (int i = 0; i < 100; i++) {
			publish(publisher, this.topic, "m" + i, (i % 2 == 0) ? MqttQos.AT_LEAST_ONCE : MqttQos.EXACTLY_ONCE, false);
		}
		Mqtt3BlockingClient again = unconnected(builder().identifier(clientId));
		listen(again);
		assertThat(again.connectWith().cleanSession(false).send().isSessionPresent()).isTrue();
		assertThat(this.inbox.next(100)).extracting(Received::text)
			.containsExactlyElementsOf(IntStream.range(0, 100).mapToObj((i) -> "m" + i).toList());
		again.disconnect();
		assertThat(unconnected(builder().identifier(clientId)).connect().isSessionPresent())
			.as("a clean session ends it")
			.isFalse();
	}

	@Test
	void each_message_goes_to_one_member_of_each_group() {
		for (String group : new String[] { "$queue/", "$queue/", "$share/a/", "$share/a/", "$share/b/" }) {
			subscribe(client(), group + this.topic, MqttQos.AT_LEAST_ONCE);
		}
		Mqtt3BlockingClient publisher = client();
		for (int i = 0; i < 40; i++) {
			publish(publisher, this.topic, "job" + i, MqttQos.AT_LEAST_ONCE, false);
		}
		assertThat(this.inbox.next(120)).extracting(Received::text)
			.containsExactlyInAnyOrderElementsOf(IntStream.range(0, 120).mapToObj((i) -> "job" + i % 40).toList());
		assertThat(this.inbox.size()).isZero();
	}

	@Test
	void a_wrong_password_is_refused_with_the_code_of_its_version() {
		Mqtt3BlockingClient liar = unconnected(builder());
		assertThatThrownBy(() -> liar.connectWith()
			.simpleAuth()
			.username("somebody")
			.password(Received.bytes("guess"))
			.applySimpleAuth()
			.send()).isInstanceOfSatisfying(Mqtt3ConnAckException.class,
					(refused) -> assertThat(refused.getMqttMessage().getReturnCode())
						.isIn(Mqtt3ConnAckReturnCode.BAD_USER_NAME_OR_PASSWORD, Mqtt3ConnAckReturnCode.NOT_AUTHORIZED));
	}

	@Test
	void it_speaks_over_websocket() {
		Mqtt3BlockingClient overWeb = connected(builder().serverPort(broker.server().webSocketPort())
			.webSocketConfig()
			.serverPath("mqtt")
			.applyWebSocketConfig());
		subscribe(overWeb, this.topic, MqttQos.EXACTLY_ONCE);
		publish(overWeb, this.topic, "round trip", MqttQos.EXACTLY_ONCE, false);
		this.inbox.receives(Received.live(this.topic, "round trip", 2));
	}

	private Mqtt3ClientBuilder builder() {
		return Mqtt3Client.builder()
			.identifier(LoopbackBroker.name("hive"))
			.serverHost(LoopbackBroker.HOST)
			.serverPort(broker.port());
	}

	private Mqtt3BlockingClient client() {
		return connected(builder());
	}

	private Mqtt3BlockingClient connected(Mqtt3ClientBuilder builder) {
		Mqtt3BlockingClient client = unconnected(builder);
		client.connect();
		return client;
	}

	private Mqtt3BlockingClient unconnected(Mqtt3ClientBuilder builder) {
		Mqtt3BlockingClient client = builder.buildBlocking();
		broker.closeLater(() -> {
			if (client.getState().isConnected()) {
				client.disconnect();
			}
		});
		return client;
	}

	private void listen(Mqtt3BlockingClient client) {
		client.toAsync()
			.publishes(MqttGlobalPublishFilter.ALL,
					(message) -> this.inbox.add(new Received(message.getTopic().toString(),
							new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8), message.getQos().getCode(),
							message.isRetain())));
	}

	private void subscribe(Mqtt3BlockingClient client, String filter, MqttQos qos) {
		listen(client);
		client.subscribeWith().topicFilter(filter).qos(qos).send();
	}

	private static void publish(Mqtt3BlockingClient client, String topic, String text, MqttQos qos, boolean retain) {
		client.publishWith().topic(topic).payload(Received.bytes(text)).qos(qos).retain(retain).send();
	}

}
