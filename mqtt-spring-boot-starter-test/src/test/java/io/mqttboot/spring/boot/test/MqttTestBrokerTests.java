package io.mqttboot.spring.boot.test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.MqttWill;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.MqttClientBuilder;
import io.mqttboot.client.config.MqttReconnect;
import io.mqttboot.client.spi.MqttClientException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The broker in a plain JUnit test, with our client as its client.
 */
@Timeout(60)
class MqttTestBrokerTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	@AutoClose
	private final MqttTestBroker broker = MqttTestBroker.create().start();

	private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();

	private final List<MqttClient> clients = new java.util.ArrayList<>();

	@AfterEach
	void clientsLeave() {
		this.clients.forEach(MqttClient::stop);
	}

	private MqttClientBuilder client(String clientId) {
		return MqttClient.create()
			.serverUri(this.broker.serverUri())
			.clientId(clientId)
			.version(MqttVersion.MQTT_5)
			.configure((config) -> config.automaticReconnect(true)
				.reconnect(new MqttReconnect(Duration.ofMillis(20), Duration.ofMillis(100), 0)));
	}

	private MqttClient connect(MqttClientBuilder builder) {
		MqttClient client = builder.build();
		this.clients.add(client);
		return client.connectAndWait(SOON);
	}

	private void subscribe(MqttClient client, String filter) throws Exception {
		client.subscribe(filter, MqttQos.AT_LEAST_ONCE, (topic, payload) -> this.arrived.add(text(payload)))
			.get(10, TimeUnit.SECONDS);
	}

	private static String text(ByteBuffer payload) {
		return StandardCharsets.UTF_8.decode(payload).toString();
	}

	// ------ life

	@Test
	void brokers_stand_beside_each_other_on_ports_of_their_own() {
		try (MqttTestBroker other = MqttTestBroker.create().start()) {
			assertThat(other.port()).isNotEqualTo(this.broker.port());
			assertThat(other.serverUri()).isEqualTo("tcp://127.0.0.1:" + other.port());
			connect(client("here")).publish("t", "here", MqttQos.AT_LEAST_ONCE);
			connect(client("there").serverUri(other.serverUri())).publish("t", "there", MqttQos.AT_LEAST_ONCE);
			other.assertThat().received("t").withPayload("there").within(SOON);
			this.broker.assertThat().received("t").withPayload("here").within(SOON);
			assertThat(other.received()).hasSize(1);
		}
	}

	@Test
	void a_broker_that_was_stopped_comes_back_on_its_port_and_clients_with_it() throws Exception {
		int port = this.broker.port();
		MqttClient client = connect(client("c"));
		subscribe(client, "t");
		for (int i = 0; i < 2; i++) {
			this.broker.stop();
			this.broker.stop();
			assertThat(this.broker.isRunning()).isFalse();
			assertThat(isOpen(port)).isFalse();
			Awaitility.await().until(() -> !client.isConnected());
			this.broker.start();
			this.broker.start();
			assertThat(this.broker.isRunning()).isTrue();
			assertThat(this.broker.port()).isEqualTo(port);
			this.broker.awaitSubscription("t", SOON);
			this.broker.publish("t", "after start " + i);
			assertThat(this.arrived.poll(10, TimeUnit.SECONDS)).isEqualTo("after start " + i);
		}
	}

	private static boolean isOpen(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Test
	void a_session_gets_after_a_stop_what_was_published_meanwhile() throws Exception {
		MqttClient client = connect(client("c").cleanStart(false));
		subscribe(client, "t");
		this.broker.stop();
		assertThat(this.broker.publish("t", "meanwhile")).isTrue();
		this.broker.start();
		assertThat(this.arrived.poll(10, TimeUnit.SECONDS)).isEqualTo("meanwhile");
	}

	@Test
	void a_broker_that_loses_its_state_knows_neither_sessions_nor_retained_messages() throws Exception {
		MqttClient client = connect(client("c").cleanStart(false));
		subscribe(client, "t");
		client.disconnect();
		Awaitility.await().until(() -> !client.isConnected());
		this.broker.publish(MqttMessage.of("state", "old", MqttQos.AT_LEAST_ONCE, true));
		int port = this.broker.port();
		this.broker.loseState();
		assertThat(this.broker.publish("t", "for nobody")).isFalse();
		subscribe(connect(client("late").serverUri("tcp://127.0.0.1:" + port)), "#");
		this.broker.publish("t", "first");
		assertThat(this.arrived.poll(10, TimeUnit.SECONDS)).isEqualTo("first");
	}

	@Test
	void a_broker_that_is_closed_stays_closed() {
		this.broker.close();
		this.broker.close();
		assertThatIllegalStateException().isThrownBy(this.broker::start).withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(this.broker::loseState).withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(() -> this.broker.publish("t", "x"));
		MqttTestBroker never = MqttTestBroker.create();
		assertThatIllegalStateException().isThrownBy(never::port).withMessageContaining("before it is started");
		assertThatIllegalStateException().isThrownBy(() -> never.publish("t", "x"));
		assertThat(never.dropConnections()).isZero();
		never.stop();
		never.close();
	}

	@Test
	void a_port_that_is_taken_is_named() {
		try (MqttTestBroker other = MqttTestBroker.create(this.broker.port(), (server) -> {
		})) {
			assertThatIllegalStateException().isThrownBy(other::start)
				.withMessageContaining("port " + this.broker.port());
		}
	}

	@Test
	void the_server_behind_can_be_set_up_otherwise() {
		try (MqttTestBroker strict = MqttTestBroker.create(0,
				(server) -> server.authHandler((clientId, userName, password) -> "let me in".equals(password)))) {
			strict.start();
			MqttClientBuilder stranger = client("c").serverUri(strict.serverUri());
			assertThatExceptionOfType(MqttClientException.class)
				.isThrownBy(() -> connect(stranger.configure((config) -> config.automaticReconnect(false))));
			connect(client("d").serverUri(strict.serverUri()).username("u").password("let me in"));
		}
	}

	// ------ faults

	@Test
	void dropped_connections_fire_wills_and_clients_come_back() {
		MqttWill will = new MqttWill(MqttMessage.of("gone", "c", MqttQos.AT_LEAST_ONCE, false), 0);
		MqttClient client = connect(client("c").will(will));
		assertThat(this.broker.dropConnections()).isEqualTo(1);
		this.broker.assertThat().received("gone").withPayload("c").from("c").within(SOON);
		this.broker.awaitConnected("c", SOON);
		client.publish("t", "again", MqttQos.AT_LEAST_ONCE);
		this.broker.assertThat().received("t").withPayload("again").within(SOON);
	}

	@Test
	void refused_clients_are_told_why_until_they_are_accepted() throws Exception {
		for (MqttVersion version : MqttVersion.values()) {
			this.broker.refuse(MqttReasonCode.NOT_AUTHORIZED);
			MqttClientBuilder once = client("c").version(version)
				.configure((config) -> config.automaticReconnect(false));
			assertThatExceptionOfType(MqttClientException.class).isThrownBy(() -> connect(once))
				.satisfies((ex) -> assertThat(ex.reasonCode()).isEqualTo(MqttReasonCode.NOT_AUTHORIZED));
			this.broker.accept();
			connect(once);
		}
		assertThatIllegalArgumentException().isThrownBy(() -> this.broker.refuse(MqttReasonCode.SUCCESS));
	}

	@Test
	void acknowledgements_come_late_and_in_order() throws Exception {
		MqttClient client = connect(client("c"));
		this.broker.delayAcks(Duration.ofMillis(300));
		long begin = System.nanoTime();
		var first = client.publish("t", "1", MqttQos.AT_LEAST_ONCE);
		this.broker.assertThat().received("t").withPayload("1").within(SOON);
		var second = client.publish("t", "2", MqttQos.AT_LEAST_ONCE);
		this.broker.assertThat().received("t").withPayload("2").within(SOON);
		this.broker.delayAcks(Duration.ZERO);
		var third = client.publish("t", "3", MqttQos.AT_LEAST_ONCE);
		third.get(10, TimeUnit.SECONDS);
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
		assertThat(first).isCompleted();
		assertThat(second).isCompleted();
		assertThatIllegalArgumentException().isThrownBy(() -> this.broker.delayAcks(Duration.ofMillis(-1)));
	}

	@Test
	void a_lost_acknowledgement_has_the_message_sent_again_on_the_next_connection() throws Exception {
		MqttClient client = connect(client("c").cleanStart(false));
		this.broker.loseNext(MqttTestPacket.PUBACK);
		var result = client.publish("t", "once or twice", MqttQos.AT_LEAST_ONCE);
		this.broker.assertThat().received("t").within(SOON);
		assertThat(result).isNotDone();
		this.broker.dropConnections();
		result.get(10, TimeUnit.SECONDS);
		this.broker.assertThat().received("t").withPayload("once or twice").times(2).within(SOON);
	}

	@Test
	void a_lost_pubrec_does_not_double_a_qos_2_message() throws Exception {
		MqttClient client = connect(client("c").cleanStart(false));
		this.broker.loseNext(MqttTestPacket.PUBREC);
		var result = client.publish("t", "once", MqttQos.EXACTLY_ONCE);
		this.broker.assertThat().received("t").within(SOON);
		this.broker.dropConnections();
		result.get(10, TimeUnit.SECONDS);
		this.broker.assertThat().received("t").times(1).withQos(MqttQos.EXACTLY_ONCE).within(SOON);
		assertThatIllegalArgumentException().isThrownBy(() -> this.broker.loseNext(MqttTestPacket.PUBREC, 0));
	}

	@Test
	void a_lost_message_is_the_only_one_that_does_not_arrive() throws Exception {
		MqttClient client = connect(client("c"));
		subscribe(client, "t");
		this.broker.loseNext(MqttTestPacket.PUBLISH);
		this.broker.publish("t", "lost");
		this.broker.publish("t", "found");
		assertThat(this.arrived.poll(10, TimeUnit.SECONDS)).isEqualTo("found");
	}

	@Test
	void a_reset_lifts_what_goes_wrong_and_forgets_what_was_received() throws Exception {
		MqttClient client = connect(client("c"));
		client.publish("t", "before", MqttQos.AT_LEAST_ONCE).get(10, TimeUnit.SECONDS);
		this.broker.assertThat().received("t").within(SOON);
		this.broker.refuse(MqttReasonCode.BANNED);
		this.broker.delayAcks(Duration.ofHours(1));
		this.broker.loseNext(MqttTestPacket.PUBACK, 100);
		this.broker.stop();
		this.broker.reset();
		assertThat(this.broker.received()).isEmpty();
		this.broker.awaitConnected("c", SOON);
		client.publish("t", "after", MqttQos.AT_LEAST_ONCE).get(10, TimeUnit.SECONDS);
	}

	// ------ what clients did

	@Test
	void all_that_a_message_is_can_be_asserted() {
		MqttClient client = connect(client("sensor-1"));
		client.publish(MqttMessage.of("devices/1/temp", "{\"celsius\":21.5}", MqttQos.EXACTLY_ONCE, true));
		MqttTestMessage message = this.broker.assertThat()
			.received("devices/+/temp")
			.withPayload("{\"celsius\":21.5}")
			.withPayload("{\"celsius\":21.5}".getBytes(StandardCharsets.UTF_8))
			.withPayload(Reading.class, (reading) -> reading.celsius() > 21)
			.withQos(MqttQos.EXACTLY_ONCE)
			.retained()
			.from("sensor-1")
			.matching("with a topic of 14 characters", (each) -> each.topic().length() == 14)
			.times(1)
			.within(SOON);
		assertThat(message.json(Reading.class)).isEqualTo(new Reading(21.5));
		assertThat(this.broker.received()).containsExactly(message);
	}

	@Test
	void an_assertion_that_fails_says_what_was_received_instead() {
		MqttClient client = connect(client("c"));
		client.publish(MqttMessage.of("a/b", "x".repeat(200), MqttQos.AT_LEAST_ONCE, true));
		this.broker.assertThat().received("a/b").within(SOON);
		Duration now = Duration.ZERO;
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.broker.assertThat().received("a/+").withPayload("y").within(now))
			.withMessageContaining("on a/+, with payload 'y' but there is none")
			.withMessageContaining("a/b QoS 1 retained from c: " + "x".repeat(120) + "...");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.broker.assertThat().received("a/b").times(2).within(now))
			.withMessageContaining("2 times but there are 1");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(
				() -> this.broker.assertThat().received("a/b").withPayload(Reading.class, (any) -> true).within(now));
		for (MqttTestExpectation wrong : List.of(expect().withPayload(new byte[1]),
				expect().withQos(MqttQos.EXACTLY_ONCE), expect().from("d"), expect().matching("", (any) -> false))) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> wrong.within(now));
		}
	}

	private MqttTestExpectation expect() {
		return new MqttTestExpectation(this.broker.receivedMessages(), "on a/b", (any) -> true, () -> {
		});
	}

	@Test
	void that_nothing_comes_can_be_asserted() {
		this.broker.assertThat().received("t").notWithin(Duration.ofMillis(50));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.broker.assertThat().received("t").within(Duration.ZERO))
			.withMessageContaining("Nothing was received");
		connect(client("c")).publish("t", "x", MqttQos.AT_LEAST_ONCE);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.broker.assertThat().received("t").notWithin(SOON))
			.withMessageContaining("t QoS 1 from c: x");
	}

	@Test
	void an_assertion_that_was_never_asked_fails_the_next_one() {
		MqttTestExpectation begun = this.broker.assertThat().received("t");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.broker.assertThat().received("u"))
			.withMessageContaining("never asked")
			.withMessageContaining("on t");
		begun.notWithin(Duration.ZERO);
		MqttTestExpectation another = this.broker.assertThat().received("t").withPayload("x");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.broker::reset);
		another.notWithin(Duration.ZERO);
		this.broker.reset();
	}

	@Test
	void what_the_test_publishes_is_not_taken_for_a_client_s() throws Exception {
		MqttClient client = connect(client("c"));
		subscribe(client, "to/c");
		assertThat(this.broker.publish("to/c", "text")).isTrue();
		assertThat(this.broker.publish("to/c", "bytes".getBytes(StandardCharsets.UTF_8))).isTrue();
		assertThat(this.broker.publish("to/c", ByteBuffer.wrap("buffer".getBytes(StandardCharsets.UTF_8)))).isTrue();
		assertThat(this.broker.publish("to/c", new Reading(1))).isTrue();
		assertThat(this.broker.publish("to/nobody", "x")).isFalse();
		for (String expected : List.of("text", "bytes", "buffer", "{\"celsius\":1.0}")) {
			assertThat(this.arrived.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
		}
		this.broker.assertThat().received("#").notWithin(Duration.ofMillis(50));
	}

	@Test
	void subscriptions_and_connections_are_waited_for() {
		MqttClient client = client("c").build();
		this.clients.add(client);
		client.subscribe("$share/group/a/+", MqttQos.AT_MOST_ONCE, (topic, payload) -> {
		});
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.broker.awaitSubscription("a/+", Duration.ZERO))
			.withMessageContaining("a subscription to a/+ was expected");
		client.connect();
		this.broker.awaitSubscription("a/+");
		this.broker.awaitSubscription("$share/group/a/+", SOON);
		this.broker.awaitConnected("c", SOON);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.broker.awaitConnected("d", Duration.ZERO))
			.withMessageContaining("the client d")
			.withMessageContaining("c [$share/group/a/+]");
	}

	@Test
	void messages_larger_than_a_relay_s_buffer_go_both_ways() throws Exception {
		MqttClient client = connect(client("c"));
		subscribe(client, "large");
		String large = "0123456789".repeat(100_000);
		this.broker.publish("large", large);
		assertThat(this.arrived.poll(10, TimeUnit.SECONDS)).isEqualTo(large);
		client.publish("back", large, MqttQos.AT_LEAST_ONCE);
		this.broker.assertThat().received("back").withPayload(large).within(SOON);
	}

	@Test
	void the_oldest_messages_are_forgotten_first() {
		ReceivedMessages few = new ReceivedMessages(3, 10);
		for (int i = 0; i < 4; i++) {
			few.add(message("m" + i));
		}
		assertThat(few.all()).extracting(MqttTestMessage::text).containsExactly("m1", "m2", "m3");
		few.add(message("12345678"));
		assertThat(few.all()).extracting(MqttTestMessage::text).containsExactly("m3", "12345678");
		assertThat(few.forgotten()).isEqualTo(3);
		few.clear();
		assertThat(few.all()).isEmpty();
		assertThat(few.forgotten()).isZero();
	}

	private static MqttTestMessage message(String text) {
		return new MqttTestMessage("c", MqttMessage.of("t", text, MqttQos.AT_MOST_ONCE, false));
	}

	/** What a sensor says. */
	record Reading(double celsius) {

	}

}
