package io.mqttboot.server.interop;

import java.util.List;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Paho's client for MQTT 5.
 */
class PahoMqtt5Tests {

	@RegisterExtension
	static LoopbackBroker broker = new LoopbackBroker((builder) -> builder
		.authHandler((clientId, userName, password) -> userName == null || "secret".equals(password)));

	private final String topic = LoopbackBroker.name("paho/five/");

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	void a_message_arrives_at_each_qos(int qos) throws MqttException {
		PahoMqtt5Client client = client("each").connect().subscribe(this.topic, 2);
		client.publish(this.topic, "hello", qos, false);
		client.inbox.receives(Received.live(this.topic, "hello", qos));
	}

	@Test
	void a_retained_message_meets_who_subscribes_later() throws MqttException {
		client("publisher").connect().publish(this.topic, "kept", 2, true);
		PahoMqtt5Client client = client("later").connect().subscribe(this.topic, 1);
		client.inbox.receives(Received.retained(this.topic, "kept", 1));
	}

	@Test
	void an_abrupt_close_delivers_the_will() throws Exception {
		PahoMqtt5Client watcher = client("watcher").connect().subscribe(this.topic, 2);
		PahoMqtt5Client mortal = client("mortal");
		mortal.options.setWill(this.topic, new MqttMessage(Received.bytes("gone"), 2, false, null));
		mortal.connect().pullTheCable();
		watcher.inbox.receives(Received.live(this.topic, "gone", 2));
	}

	@Test
	void a_session_is_resumed_with_what_waited_for_it() throws MqttException {
		String clientId = LoopbackBroker.name("sleeper");
		PahoMqtt5Client sleeper = resuming(clientId);
		assertThat(sleeper.connectAndFindSession()).isFalse();
		sleeper.subscribe(this.topic, 2).client.disconnect();
		PahoMqtt5Client publisher = client("publisher").connect();
		for (int i = 0; i < 50; i++) {
			publisher.publish(this.topic, "m" + i, 1, false);
		}
		PahoMqtt5Client again = resuming(clientId);
		assertThat(again.connectAndFindSession()).isTrue();
		assertThat(again.inbox.next(50)).extracting(Received::text)
			.containsExactlyElementsOf(IntStream.range(0, 50).mapToObj((i) -> "m" + i).toList());
	}

	@Test
	void a_second_use_of_a_client_id_takes_over_and_says_so() throws MqttException {
		String clientId = LoopbackBroker.name("twin");
		PahoMqtt5Client first = new PahoMqtt5Client(broker, clientId).connect();
		PahoMqtt5Client second = new PahoMqtt5Client(broker, clientId).connect();
		assertThat(first.awaitDisconnected().getReturnCode()).isEqualTo(MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER);
		assertThat(second.client.isConnected()).isTrue();
	}

	@Test
	void each_message_goes_to_one_member_of_a_group() throws MqttException {
		List<PahoMqtt5Client> members = List.of(client("member").connect(), client("member").connect());
		for (PahoMqtt5Client member : members) {
			member.subscribe("$share/group/" + this.topic, 1);
		}
		PahoMqtt5Client publisher = client("publisher").connect();
		for (int i = 0; i < 20; i++) {
			publisher.publish(this.topic, "job" + i, 1, false);
		}
		Awaitility.await()
			.atMost(Inbox.PATIENCE)
			.until(() -> members.stream().mapToInt((each) -> each.inbox.size()).sum() == 20);
		assertThat(members.stream().flatMap((each) -> each.inbox.next(each.inbox.size()).stream()).map(Received::text))
			.containsExactlyInAnyOrderElementsOf(IntStream.range(0, 20).mapToObj((i) -> "job" + i).toList());
	}

	@Test
	void unacknowledged_messages_stop_at_the_receive_maximum() throws Exception {
		PahoMqtt5Client slow = client("slow");
		slow.client.setManualAcks(true);
		slow.options.setReceiveMaximum(2);
		slow.connect().subscribe(this.topic, 1);
		PahoMqtt5Client publisher = client("publisher").connect();
		for (int i = 0; i < 4; i++) {
			publisher.publish(this.topic, "m" + i, 1, false);
		}
		publisher.publish(this.topic, "not counted", 0, false);
		assertThat(slow.inbox.next(3)).extracting(Received::text).startsWith("m0", "m1").doesNotContain("m2", "m3");
		slow.acknowledge();
		slow.inbox.receives(Received.live(this.topic, "m2", 1));
		slow.acknowledge();
		slow.inbox.receives(Received.live(this.topic, "m3", 1));
	}

	@Test
	void what_a_publisher_adds_to_a_message_is_passed_on() throws MqttException {
		PahoMqtt5Client client = client("reader").connect().subscribe(this.topic, 1);
		MqttProperties properties = new MqttProperties();
		properties.setContentType("text/plain");
		properties.setResponseTopic(this.topic + "/answer");
		properties.setCorrelationData(new byte[] { 1, 2, 3 });
		properties.setUserProperties(List.of(new UserProperty("b", "2"), new UserProperty("a", "1")));
		client.client.publish(this.topic, new MqttMessage(Received.bytes("hello"), 1, false, properties));
		client.inbox.receives(Received.live(this.topic, "hello", 1));
		MqttProperties received = client.messages.get(0).getProperties();
		assertThat(received.getContentType()).isEqualTo("text/plain");
		assertThat(received.getResponseTopic()).isEqualTo(this.topic + "/answer");
		assertThat(received.getCorrelationData()).containsExactly(1, 2, 3);
		assertThat(received.getUserProperties()).isEqualTo(properties.getUserProperties());
	}

	@Test
	void a_wrong_password_is_refused_with_a_reason_code() throws MqttException {
		PahoMqtt5Client liar = client("liar");
		liar.options.setUserName("somebody");
		liar.options.setPassword(Received.bytes("guess"));
		assertThatThrownBy(liar::connect)
			.isInstanceOfSatisfying(MqttException.class, (refused) -> assertThat(refused.getReasonCode())
				.isIn(MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD, MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED));
	}

	// the other way Paho itself hands over an empty topic, so there is no test for that
	@Test
	void topic_aliases_of_the_publisher_are_understood() throws MqttException {
		String longTopic = this.topic + "/" + "x".repeat(1000);
		PahoMqtt5Client publisher = client("alias").connect();
		PahoMqtt5Client subscriber = client("reader").connect().subscribe(longTopic, 1);
		long before = broker.server().statistics().receivedBytes();
		for (int i = 0; i < 20; i++) {
			publisher.publish(longTopic, "m" + i, 1, false);
			subscriber.inbox.receives(Received.live(longTopic, "m" + i, 1));
		}
		assertThat(broker.server().statistics().receivedBytes() - before).isBetween(1_000L, 5_000L);
	}

	private static PahoMqtt5Client resuming(String clientId) throws MqttException {
		PahoMqtt5Client client = new PahoMqtt5Client(broker, clientId);
		client.options.setCleanStart(false);
		client.options.setSessionExpiryInterval(300L);
		return client;
	}

	private static PahoMqtt5Client client(String kind) throws MqttException {
		return new PahoMqtt5Client(broker, LoopbackBroker.name(kind));
	}

}
