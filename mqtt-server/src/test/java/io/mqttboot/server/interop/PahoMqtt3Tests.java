package io.mqttboot.server.interop;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttSecurityException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Paho's client for MQTT 3, in both versions that the documents' courses use.
 */
@Tag("paho-v3")
class PahoMqtt3Tests {

	@RegisterExtension
	static LoopbackBroker broker = new LoopbackBroker((builder) -> builder
		.authHandler((clientId, userName, password) -> userName == null || "secret".equals(password)));

	private final String topic = LoopbackBroker.name("paho/three/");

	@Test
	void the_version_is_the_one_this_run_is_for() {
		assertThat(MqttClient.class.getProtectionDomain().getCodeSource().getLocation().getPath())
			.endsWith("mqttv3-" + System.getProperty("paho.version") + ".jar");
	}

	@ParameterizedTest
	@ValueSource(ints = { MqttConnectOptions.MQTT_VERSION_3_1, MqttConnectOptions.MQTT_VERSION_3_1_1 })
	void a_message_arrives_at_each_qos_in_each_version(int version) throws MqttException {
		PahoMqtt3Client client = client("each");
		client.options.setMqttVersion(version);
		client.connect().subscribe(this.topic, 2);
		for (int qos = 0; qos <= 2; qos++) {
			client.publish(this.topic, "hello", qos, false);
			client.inbox.receives(Received.live(this.topic, "hello", qos));
		}
	}

	@Test
	void a_session_is_resumed_with_what_waited_for_it() throws MqttException {
		String clientId = LoopbackBroker.name("sleeper");
		PahoMqtt3Client sleeper = new PahoMqtt3Client(broker, clientId);
		sleeper.options.setCleanSession(false);
		sleeper.connect().subscribe(this.topic, 2).client.disconnect();
		PahoMqtt3Client publisher = client("publisher").connect();
		for (int i = 0; i < 100; i++) {
			publisher.publish(this.topic, "m" + i, 1 + i % 2, false);
		}
		PahoMqtt3Client again = new PahoMqtt3Client(broker, clientId);
		again.options.setCleanSession(false);
		again.connect();
		List<Received> received = again.inbox.next(100);
		// Paho hands a QoS 2 message over when it is released: each QoS has its own order
		for (int qos : new int[] { 1, 2 }) {
			assertThat(received).filteredOn((each) -> each.qos() == qos)
				.extracting(Received::text)
				.containsExactlyElementsOf(IntStream.range(0, 50).mapToObj((i) -> "m" + (2 * i + qos - 1)).toList());
		}
	}

	@Test
	void what_is_not_acknowledged_by_hand_comes_again() throws Exception {
		String clientId = LoopbackBroker.name("manual");
		PahoMqtt3Client slow = new PahoMqtt3Client(broker, clientId);
		slow.client.setManualAcks(true);
		slow.options.setCleanSession(false);
		slow.connect().subscribe(this.topic, 1);
		PahoMqtt3Client publisher = client("publisher").connect();
		publisher.publish(this.topic, "first", 1, false);
		publisher.publish(this.topic, "second", 1, false);
		slow.inbox.receives(Received.live(this.topic, "first", 1), Received.live(this.topic, "second", 1));
		long packets = broker.server().statistics().receivedPackets();
		slow.acknowledge(1);
		Awaitility.await().atMost(Inbox.PATIENCE).until(() -> broker.server().statistics().receivedPackets() > packets);
		slow.pullTheCable();
		slow.awaitLoss();
		PahoMqtt3Client again = new PahoMqtt3Client(broker, clientId);
		again.options.setCleanSession(false);
		again.connect();
		publisher.publish(this.topic, "third", 1, false);
		again.inbox.receives(Received.live(this.topic, "second", 1), Received.live(this.topic, "third", 1));
	}

	@Test
	void a_wrong_password_is_refused() throws MqttException {
		PahoMqtt3Client liar = client("liar");
		liar.options.setUserName("somebody");
		liar.options.setPassword("guess".toCharArray());
		assertThatThrownBy(liar::connect).isInstanceOf(MqttSecurityException.class);
		liar.options.setPassword("secret".toCharArray());
		assertThat(liar.connect().client.isConnected()).isTrue();
	}

	@Test
	void a_client_that_reconnects_by_itself_finds_its_session() throws Exception {
		PahoMqtt3Client stubborn = client("stubborn");
		stubborn.options.setAutomaticReconnect(true);
		stubborn.options.setCleanSession(false);
		stubborn.connect().subscribe(this.topic, 1);
		stubborn.pullTheCable();
		stubborn.awaitLoss();
		client("publisher").connect().publish(this.topic, "meanwhile", 1, false);
		stubborn.inbox.receives(Received.live(this.topic, "meanwhile", 1));
	}

	@Test
	void chinese_topics_and_payloads_pass_unharmed() throws MqttException {
		PahoMqtt3Client client = client("car").connect().subscribe("汽车/+", 2);
		client.publish("汽车/座椅加热", "开", 2, false);
		client.inbox.receives(Received.live("汽车/座椅加热", "开", 2));
	}

	@Test
	void a_delayed_message_comes_when_its_time_has_come() throws MqttException {
		PahoMqtt3Client client = client("patient").connect().subscribe(this.topic, 2);
		long start = System.nanoTime();
		client.publish("$delayed/2/" + this.topic, "later", 2, false);
		client.publish(this.topic, "now", 2, false);
		client.inbox.receives(Received.live(this.topic, "now", 2), Received.live(this.topic, "later", 2));
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(1_900));
	}

	@Test
	void many_messages_keep_their_order() throws MqttException {
		PahoMqtt3Client subscriber = client("subscriber").connect().subscribe(this.topic, 1);
		PahoMqtt3Client publisher = client("publisher").connect();
		for (int i = 0; i < 500; i++) {
			publisher.publish(this.topic, "m" + i, 1, false);
		}
		assertThat(subscriber.inbox.next(500)).extracting(Received::text).containsExactlyElementsOf(texts(500));
	}

	private static List<String> texts(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "m" + i).toList();
	}

	private PahoMqtt3Client client(String kind) throws MqttException {
		return new PahoMqtt3Client(broker, LoopbackBroker.name(kind));
	}

}
