package io.mqttboot.server.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttSessionStore;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What outlives a server that has stores. The tests of a pair of stores extend this.
 */
@SuppressWarnings("NullAway.Init")
public abstract class RestartContract {

	private MqttSessionStore sessions;

	private MqttMessageStore messages;

	private final List<ManualBroker> brokers = new ArrayList<>();

	private ManualBroker broker;

	/** Returns an empty session store. */
	protected abstract MqttSessionStore createSessions();

	/** Returns an empty message store. */
	protected abstract MqttMessageStore createMessages();

	/** Returns the session store as another process would open it. */
	protected MqttSessionStore reopen(MqttSessionStore store) {
		return store;
	}

	/** Returns the message store as another process would open it. */
	protected MqttMessageStore reopen(MqttMessageStore store) {
		return store;
	}

	@BeforeEach
	void start() {
		this.sessions = createSessions();
		this.messages = createMessages();
		this.broker = open(0);
	}

	@AfterEach
	void close() {
		this.brokers.forEach(ManualBroker::close);
	}

	private ManualBroker open(int secondsLater) {
		ManualBroker opened = new ManualBroker(Duration.ofSeconds(secondsLater),
				(builder) -> builder.sessionStore(this.sessions).messageStore(this.messages));
		this.brokers.add(opened);
		return opened;
	}

	/** Stops the server in an orderly way, or ends it at once, and starts another. */
	private void restart(boolean orderly) {
		restart(orderly, 0);
	}

	private void restart(boolean orderly, int atSecond) {
		ManualBroker before = this.broker;
		if (orderly) {
			before.stop();
		}
		this.sessions = reopen(this.sessions);
		this.messages = reopen(this.messages);
		this.broker = open(atSecond);
	}

	private static Connect lasting(String clientId) {
		return Packets.connect(clientId).resume().sessionExpiry(1_000).keepAlive(0);
	}

	private WirePeer resumes(String clientId) {
		WirePeer peer = this.broker.peer(1);
		assertThat(peer.connects(lasting(clientId)).sessionPresent()).isTrue();
		return peer;
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@Clause("MQTT-4.1.0-1")
	void subscriptions_and_what_waits_are_there_again(boolean orderly) {
		WirePeer client = this.broker.client(lasting("client"));
		client.subscribes("a/+", 1).subscribes("b", 2).subscribes("gone", 1);
		client.send(Packets.unsubscribe(9, "gone")).receives(Packets.unsuback(9, 0));
		client.leaves();
		WirePeer publisher = this.broker.client(Packets.connect("publisher"));
		publisher.publishes(Packets.publish("a/1", "one")).publishes(Packets.publish("gone", "no"));
		publisher.publishes(Packets.publish("a/2", "two").property(Property.CONTENT_TYPE, "text"));
		restart(orderly);
		WirePeer again = resumes("client");
		again.takes(Packets.publish("a/1", "one").qos(1))
			.takes(Packets.publish("a/2", "two").qos(1).property(Property.CONTENT_TYPE, "text"));
		this.broker.client(Packets.connect("publisher")).publishes(Packets.publish("b", "three"));
		again.takes(Packets.publish("b", "three").qos(1)).receivesNothing();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@Clause({ "MQTT-4.4.0-1", "MQTT-4.6.0-1" })
	void messages_in_flight_keep_their_identifiers_and_their_order(boolean orderly) {
		WirePeer client = this.broker.client(lasting("client")).subscribes("t", 2);
		WirePeer publisher = this.broker.client(Packets.connect("publisher"));
		for (int i = 1; i <= 4; i++) {
			publisher.send(Packets.publish("t", "" + i).qos(1 + i % 2).id(i)).receive();
			if (i % 2 == 1) {
				publisher.send(Packets.pubrel(i)).receives(Packets.pubcomp(i));
			}
		}
		Publish one = client.receivesMessage(Packets.publish("t", "1").qos(2));
		Publish two = client.receivesMessage(Packets.publish("t", "2").qos(1));
		Publish three = client.receivesMessage(Packets.publish("t", "3").qos(2));
		Publish four = client.receivesMessage(Packets.publish("t", "4").qos(1));
		client.send(Packets.pubrec(one.id())).receives(Packets.pubrel(one.id()));
		client.send(Packets.puback(two.id())).receivesNothing();
		restart(orderly);
		WirePeer again = resumes("client");
		again.receives(Packets.pubrel(one.id()), Packets.publish("t", "3").qos(2).id(three.id()).dup(),
				Packets.publish("t", "4").qos(1).id(four.id()).dup());
		again.send(Packets.pubcomp(one.id()), Packets.puback(four.id()), Packets.pubrec(three.id()))
			.receives(Packets.pubrel(three.id()));
		again.send(Packets.pubcomp(three.id())).receivesNothing();
		again.leaves();
		restart(true);
		resumes("client").receivesNothing();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@Clause({ "MQTT-4.3.3-10", "MQTT-4.3.3-12" })
	void an_identifier_of_qos_2_is_taken_once_across_the_restart(boolean orderly) {
		this.broker.client(lasting("subscriber")).subscribes("t", 1).leaves();
		WirePeer publisher = this.broker.client(lasting("publisher"));
		publisher.send(Packets.publish("t", "held").qos(2).id(5)).receives(Packets.pubrec(5));
		publisher.send(Packets.publish("t", "released").qos(2).id(6)).receives(Packets.pubrec(6));
		publisher.send(Packets.pubrel(6)).receives(Packets.pubcomp(6));
		restart(orderly);
		WirePeer again = resumes("publisher");
		again.send(Packets.publish("t", "held").qos(2).id(5).dup()).receives(Packets.pubrec(5));
		again.send(Packets.pubrel(5)).receives(Packets.pubcomp(5));
		again.send(Packets.publish("t", "new").qos(2).id(6)).receives(Packets.pubrec(6));
		resumes("subscriber").takes(Packets.publish("t", "held").qos(1))
			.takes(Packets.publish("t", "released").qos(1))
			.takes(Packets.publish("t", "new").qos(1))
			.receivesNothing();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void retained_messages_are_there_again(boolean orderly) {
		WirePeer publisher = this.broker.client(Packets.connect("publisher"));
		publisher.publishes(Packets.publish("r/1", "old").retain())
			.publishes(Packets.publish("r/1", "new").retain())
			.publishes(Packets.publish("r/2", "gone").retain())
			.publishes(Packets.publish("r/2", "").retain());
		publisher.send(Packets.publish("r/0", "at qos 0").retain()).receivesNothing();
		restart(orderly);
		assertThat(this.broker.statistics().retained()).isEqualTo(2);
		WirePeer client = this.broker.client(Packets.connect("client"));
		client.subscribes("r/1", 1).takes(Packets.publish("r/1", "new").qos(1).retain());
		client.subscribes("r/2", 1).subscribes("r/0", 1).receives(Packets.publish("r/0", "at qos 0").retain());
		client.receivesNothing();
	}

	@Test
	void a_clean_start_leaves_nothing_to_restore() {
		this.broker.client(lasting("client")).subscribes("t", 1).leaves();
		this.broker.client(Packets.connect("publisher")).publishes(Packets.publish("t", "1"));
		this.broker.client(Packets.connect("client")).leaves();
		restart(true);
		assertThat(this.broker.peer().connects(lasting("client")).sessionPresent()).isFalse();
		assertThat(this.broker.statistics().subscriptions()).isZero();
	}

	@Test
	void restarts_make_a_session_no_younger() {
		this.broker.client(Packets.connect("client").sessionExpiry(30)).leaves();
		restart(true, 10);
		restart(false, 20);
		assertThat(this.broker.session("client")).isPresent();
		this.broker.advance(Duration.ofSeconds(13));
		assertThat(this.broker.session("client")).isEmpty();
		restart(true);
		assertThat(this.broker.session("client")).isEmpty();
	}

	@Test
	void a_session_that_expired_meanwhile_is_gone_and_its_will_is_published() {
		this.broker.client(lasting("watcher")).subscribes("will", 1).leaves();
		this.broker
			.client(Packets.connect("client")
				.sessionExpiry(30)
				.will("will", "gone", 1)
				.willProperty(Property.WILL_DELAY, 1_000))
			.abort();
		restart(true, 40);
		assertThat(this.broker.session("client")).isEmpty();
		resumes("watcher").takes(Packets.publish("will", "gone").qos(1));
	}

	@Test
	@Clause("MQTT-3.1.2-8")
	void a_will_of_a_client_that_was_connected_when_the_process_ended_is_published_after_its_delay() {
		this.broker.client(lasting("watcher")).subscribes("will", 1).leaves();
		this.broker.client(lasting("client").will("will", "gone", 1).willProperty(Property.WILL_DELAY, 10));
		restart(false);
		WirePeer watcher = resumes("watcher");
		watcher.receivesNothing();
		this.broker.advance(Duration.ofSeconds(13));
		watcher.takes(Packets.publish("will", "gone").qos(1));
		restart(false);
		resumes("watcher").receivesNothing();
	}

	@Test
	@Clause("MQTT-3.1.2-8")
	void a_will_without_a_session_is_published_at_the_next_start() {
		this.broker.client(lasting("watcher")).subscribes("will", 1).leaves();
		this.broker.client(Packets.connect("client").will("will", "gone", 1));
		restart(false);
		resumes("watcher").takes(Packets.publish("will", "gone").qos(1)).leaves();
		restart(false);
		resumes("watcher").receivesNothing();
	}

	@Test
	@Clause("MQTT-3.1.2-10")
	void a_will_that_became_void_is_not_published_at_the_next_start() {
		this.broker.client(lasting("watcher")).subscribes("will", 1).leaves();
		this.broker.client(lasting("client").will("will", "gone", 1)).leaves();
		restart(false);
		this.broker.advance(Duration.ofSeconds(5));
		resumes("watcher").receivesNothing();
	}

}
