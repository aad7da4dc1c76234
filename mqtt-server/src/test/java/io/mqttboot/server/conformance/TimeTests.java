package io.mqttboot.server.conformance;

import java.time.Duration;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the standards ask for after some time, on a clock moved by hand.
 */
class TimeTests {

	private final ManualBroker broker = new ManualBroker();

	@AfterEach
	void close() {
		this.broker.close();
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-22", "MQTT-3.2.2-22", "3.1.1:MQTT-3.1.2-24" })
	void silence_of_one_and_a_half_times_the_keep_alive_closes_the_connection_and_not_before(Version version) {
		WirePeer client = this.broker.client(Packets.connect(version, "client").keepAlive(10));
		this.broker.advance(Duration.ofMillis(14_999));
		client.receivesNothing(); // a ping, and it starts anew
		this.broker.advance(Duration.ofMillis(14_999));
		client.receivesNothing();
		this.broker.advance(Duration.ofMillis(16_000)); // a second is as exact as it gets
		client.isDisconnected(0x8D);
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-22", "MQTT-3.1.2-8", "3.1.1:MQTT-3.1.2-24", "3.1.1:MQTT-3.1.2-8" })
	void a_client_that_fell_silent_has_its_will_published(Version version) {
		WirePeer watcher = this.broker.client(Packets.connect(version, "watcher").keepAlive(600));
		watcher.subscribes("will", 0);
		this.broker.client(Packets.connect(version, "client").keepAlive(10).will("will", "silent", 0));
		this.broker.advance(Duration.ofSeconds(14));
		watcher.receivesNothing();
		this.broker.advance(Duration.ofSeconds(3));
		watcher.receives(Packets.publish("will", "silent"));
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-22", "3.1.1:MQTT-3.1.2-24" })
	void messages_to_a_client_do_not_keep_it_alive(Version version) {
		WirePeer client = this.broker.client(Packets.connect(version, "client").keepAlive(10)).subscribes("topic", 0);
		WirePeer publisher = this.broker.client(Packets.connect(version, "publisher").keepAlive(600));
		for (int i = 0; i < 3; i++) {
			this.broker.advance(Duration.ofSeconds(4));
			publisher.publishes(Packets.publish("topic", "" + i));
		}
		this.broker.advance(Duration.ofSeconds(5));
		for (int i = 0; i < 3; i++) {
			client.receives(Packets.publish("topic", "" + i));
		}
		client.isDisconnected(0x8D);
	}

	@Test
	@Clause("MQTT-3.2.2-22")
	void a_server_that_shortens_the_keep_alive_says_so_and_keeps_to_it() {
		MqttLimits limits = MqttLimits.builder().keepAliveSecondsMax(20).build();
		try (ManualBroker strict = new ManualBroker((server) -> server.configure((config) -> config.limits(limits)))) {
			WirePeer client = strict.peer();
			Connack connack = client.connects(Packets.connect("client").keepAlive(1_000));
			assertThat(connack.number(Property.SERVER_KEEP_ALIVE)).contains(20L);
			strict.advance(Duration.ofSeconds(29));
			client.receivesNothing();
			strict.advance(Duration.ofSeconds(32));
			client.isDisconnected(0x8D);
			WirePeer modest = strict.peer();
			assertThat(modest.connects(Packets.connect("modest").keepAlive(5)).has(Property.SERVER_KEEP_ALIVE))
				.isFalse();
			strict.advance(Duration.ofSeconds(9));
			modest.isDisconnected(0x8D);
		}
	}

	@Test
	@Clause({ "MQTT-3.1.3-9", "MQTT-3.1.2-8" })
	void a_client_that_comes_back_before_the_will_delay_keeps_its_will_back() {
		WirePeer watcher = watcher();
		Connect connect = withDelayedWill(30);
		this.broker.client(connect).abort();
		this.broker.advance(Duration.ofSeconds(29));
		WirePeer again = this.broker.client(Packets.connect("client").resume().sessionExpiry(100));
		this.broker.advance(Duration.ofSeconds(60));
		watcher.receivesNothing();
		again.receivesNothing();
	}

	@Test
	@Clause({ "MQTT-3.1.2-8", "MQTT-3.1.2-10" })
	void a_delayed_will_is_published_once_when_its_time_has_come() {
		WirePeer watcher = watcher();
		this.broker.client(withDelayedWill(30)).abort();
		this.broker.advance(Duration.ofSeconds(29));
		watcher.receivesNothing();
		this.broker.advance(Duration.ofSeconds(3));
		watcher.receives(Packets.publish("will", "delayed"));
		this.broker.advance(Duration.ofSeconds(300));
		watcher.receivesNothing();
	}

	@Test
	@Clause("MQTT-3.1.2-8")
	void a_will_does_not_wait_longer_than_its_session() {
		WirePeer watcher = watcher();
		this.broker.client(withDelayedWill(1_000)).abort();
		this.broker.advance(Duration.ofSeconds(99));
		watcher.receivesNothing();
		this.broker.advance(Duration.ofSeconds(3));
		watcher.receives(Packets.publish("will", "delayed"));
	}

	private WirePeer watcher() {
		return this.broker.client(Packets.connect("watcher").keepAlive(60_000)).subscribes("will", 0);
	}

	private static Connect withDelayedWill(long seconds) {
		return Packets.connect("client")
			.sessionExpiry(100)
			.keepAlive(60_000)
			.will("will", "delayed", 0)
			.willProperty(Property.WILL_DELAY, seconds);
	}

	@Test
	@Clause({ "MQTT-4.1.0-2", "MQTT-3.1.2-23" })
	void a_session_lasts_for_its_expiry_interval_and_not_much_longer() {
		this.broker.client(Packets.connect("client").sessionExpiry(50)).leaves();
		this.broker.advance(Duration.ofSeconds(49));
		WirePeer again = this.broker.peer();
		assertThat(again.connects(Packets.connect("client").resume().sessionExpiry(50)).sessionPresent()).isTrue();
		again.leaves();
		this.broker.advance(Duration.ofSeconds(52));
		assertThat(this.broker.peer().connects(Packets.connect("client").resume()).sessionPresent()).isFalse();
	}

	@Test
	@Clause("MQTT-4.1.0-1")
	void a_session_does_not_expire_while_it_is_connected() {
		WirePeer client = this.broker.client(Packets.connect("client").sessionExpiry(5).keepAlive(60_000));
		client.subscribes("topic", 1);
		this.broker.advance(Duration.ofSeconds(1_000));
		this.broker.client(Packets.connect("publisher")).publishes(Packets.publish("topic", "x"));
		client.takes(Packets.publish("topic", "x").qos(1));
	}

	@Test
	@Clause({ "MQTT-3.3.2-5", "MQTT-3.3.2-6" })
	void a_message_that_waits_expires_or_comes_with_what_is_left_of_its_time() {
		this.broker.client(Packets.connect("client").sessionExpiry(1_000)).subscribes("topic", 1).leaves();
		WirePeer publisher = this.broker.client(Packets.connect("publisher").keepAlive(60_000));
		publisher.publishes(Packets.publish("topic", "short").property(Property.MESSAGE_EXPIRY, 10))
			.publishes(Packets.publish("topic", "long").property(Property.MESSAGE_EXPIRY, 100))
			.publishes(Packets.publish("topic", "for ever"));
		this.broker.advance(Duration.ofSeconds(30));
		WirePeer again = this.broker.client(Packets.connect("client").resume());
		again.takes(Packets.publish("topic", "long").qos(1).property(Property.MESSAGE_EXPIRY, 70))
			.takes(Packets.publish("topic", "for ever").qos(1))
			.receivesNothing();
	}

	@Test
	@Clause({ "MQTT-3.3.2-5", "MQTT-3.3.2-6" })
	void a_retained_message_expires_or_comes_with_what_is_left_of_its_time() {
		this.broker.client(Packets.connect("publisher"))
			.publishes(Packets.publish("topic", "kept").retain().property(Property.MESSAGE_EXPIRY, 100));
		this.broker.advance(Duration.ofSeconds(60));
		this.broker.client(Packets.connect("early"))
			.subscribes("topic", 0)
			.receives(Packets.publish("topic", "kept").retain().property(Property.MESSAGE_EXPIRY, 40));
		this.broker.advance(Duration.ofSeconds(41));
		this.broker.client(Packets.connect("late")).subscribes("topic", 0).receivesNothing();
	}

	@Test
	@Clause("MQTT-4.3.3-7")
	void what_was_sent_once_does_not_expire() {
		WirePeer client = this.broker.client(Packets.connect("client").sessionExpiry(1_000)).subscribes("topic", 2);
		Publish publish = Packets.publish("topic", "x").qos(2).id(1).property(Property.MESSAGE_EXPIRY, 10);
		this.broker.client(Packets.connect("publisher"))
			.send(publish)
			.receives(Packets.pubrec(1))
			.send(Packets.pubrel(1));
		Publish sent = client.receive(Publish.class);
		client.abort();
		this.broker.advance(Duration.ofSeconds(20));
		WirePeer again = this.broker.client(Packets.connect("client").resume());
		Publish second = again.receive(Publish.class);
		assertThat(second.id()).isEqualTo(sent.id());
		assertThat(second.isDup()).isTrue();
		again.send(Packets.pubrec(sent.id())).receives(Packets.pubrel(sent.id()));
		again.send(Packets.pubcomp(sent.id())).receivesNothing();
	}

	@Test
	@Clause("MQTT-4.3.3-13")
	void an_exchange_is_completed_even_if_its_message_expired_meanwhile() {
		WirePeer publisher = this.broker.client(Packets.connect("publisher").keepAlive(60_000));
		publisher.send(Packets.publish("topic", "x").qos(2).id(1).property(Property.MESSAGE_EXPIRY, 5));
		publisher.receives(Packets.pubrec(1).code(0x10));
		this.broker.advance(Duration.ofSeconds(20));
		publisher.send(Packets.pubrel(1)).receives(Packets.pubcomp(1));
	}

	@Test
	void a_connection_that_sends_no_connect_is_closed_in_time() {
		WirePeer peer = this.broker.peer();
		this.broker.advance(Duration.ofSeconds(9));
		peer.sendHex("10");
		this.broker.advance(Duration.ofSeconds(3));
		peer.isClosed();
	}

	@Test
	@Clause("MQTT-4.4.0-1")
	void an_mqtt_5_client_is_not_sent_a_message_again_however_long_it_takes() {
		WirePeer client = this.broker.client(Packets.connect("client").keepAlive(60_000)).subscribes("topic", 1);
		this.broker.client(Packets.connect("publisher")).publishes(Packets.publish("topic", "once"));
		client.receivesMessage(Packets.publish("topic", "once").qos(1));
		this.broker.advance(Duration.ofSeconds(600));
		client.receivesNothing();
	}

}
