package io.mqttboot.server.conformance;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a session keeps, and when it ends.
 */
class Section3_1_SessionTests {

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@EachVersion
	@Clause({ "MQTT-3.1.2-5", "MQTT-3.1.2-6", "MQTT-3.1.2-23", "MQTT-3.1.3-2", "MQTT-3.2.2-3", "3.1.1:MQTT-3.1.2-4",
			"3.1.1:MQTT-3.1.3-2", "3.1.1:MQTT-3.1.4-3", "3.1.1:MQTT-3.2.2-2", "3.1.1:MQTT-3.2.2-3",
			"3.1.1:MQTT-4.1.0-1" })
	void a_lasting_session_is_resumed_with_its_subscriptions(Version version) {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		WirePeer first = broker.peer();
		assertThat(first.connects(TestBroker.resuming(version, id)).sessionPresent()).isFalse();
		first.subscribes(topic, 1);
		first.leaves();
		WirePeer second = broker.peer();
		// MQTT 3.1 has no session present
		assertThat(second.connects(TestBroker.resuming(version, id)).sessionPresent())
			.isEqualTo(version != Version.V3_1);
		broker.client(version).publishes(Packets.publish(topic, "still subscribed"));
		second.takes(Packets.publish(topic, "still subscribed").qos(1));
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-5", "MQTT-4.5.0-1", "3.1.1:MQTT-3.1.2-5", "3.1.1:MQTT-4.5.0-1" })
	void messages_at_qos_1_and_2_wait_for_a_client_that_is_away(Version version) {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		WirePeer first = broker.client(TestBroker.lasting(version, id));
		first.subscribes(topic, 2);
		first.leaves();
		WirePeer publisher = broker.client(version);
		publisher.publishes(Packets.publish(topic, "one"));
		publisher.send(Packets.publish(topic, "two").qos(2).id(2)).receives(Packets.pubrec(2));
		publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
		WirePeer second = broker.client(TestBroker.resuming(version, id));
		Publish one = second.receivesMessage(Packets.publish(topic, "one").qos(1));
		Publish two = second.receivesMessage(Packets.publish(topic, "two").qos(2));
		second.send(Packets.puback(one.id()), Packets.pubrec(two.id())).receives(Packets.pubrel(two.id()));
		second.send(Packets.pubcomp(two.id())).receivesNothing();
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-4", "MQTT-3.1.4-4", "MQTT-3.2.2-2", "3.1.1:MQTT-3.1.2-6", "3.1.1:MQTT-3.1.4-3",
			"3.1.1:MQTT-3.2.2-1" })
	void a_clean_start_throws_the_old_session_away(Version version) {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		WirePeer first = broker.client(TestBroker.lasting(version, id));
		first.subscribes(topic, 1);
		first.leaves();
		broker.client(version).publishes(Packets.publish(topic, "missed"));
		WirePeer second = broker.peer();
		assertThat(second.connects(Packets.connect(version, id)).sessionPresent()).isFalse();
		second.receivesNothing();
		second.publishes(Packets.publish(topic, "nobody listens"));
		second.receivesNothingFrom(second);
	}

	@EachVersion
	@Clause({ "MQTT-4.1.0-2", "3.1.1:MQTT-3.1.2-6" })
	void a_session_that_does_not_last_is_gone_with_its_connection(Version version) {
		String id = TestBroker.name("client");
		broker.client(Packets.connect(version, id)).leaves();
		assertThat(broker.peer().connects(TestBroker.resuming(version, id)).sessionPresent()).isFalse();
	}

	@Test
	@Clause("MQTT-4.1.0-2")
	void a_client_may_end_its_session_when_it_leaves() {
		String id = TestBroker.name("client");
		WirePeer first = broker.client(TestBroker.lasting(Version.V5, id));
		first.send(Packets.disconnect().property(Property.SESSION_EXPIRY, 0)).isClosed();
		assertThat(broker.peer().connects(TestBroker.resuming(Version.V5, id)).sessionPresent()).isFalse();
	}

	@Test
	@Clause("MQTT-3.1.2-23")
	void a_client_may_shorten_or_prolong_its_session_when_it_leaves() {
		String id = TestBroker.name("client");
		WirePeer first = broker.client(TestBroker.lasting(Version.V5, id));
		first.send(Packets.disconnect().property(Property.SESSION_EXPIRY, 2_000)).isClosed();
		assertThat(broker.peer().connects(TestBroker.resuming(Version.V5, id)).sessionPresent()).isTrue();
	}

	@Test
	@Clause("MQTT-4.13.1-1")
	void a_session_that_does_not_last_cannot_be_made_to_when_leaving() {
		broker.client().send(Packets.disconnect().property(Property.SESSION_EXPIRY, 10)).isDisconnected(0x82);
	}

	@EachVersion
	@Clause({ "MQTT-4.1.0-1", "3.1.1:MQTT-4.1.0-1", "3.1.1:MQTT-4.1.0-2" })
	void a_session_lasts_as_long_as_its_connection(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client(version).subscribes(topic, 0);
		WirePeer client = broker.client(version);
		client.send(Packets.publish(topic, "once").qos(2).id(9)).receives(Packets.pubrec(9));
		client.receivesNothing();
		// the session remembers the identifier: this is no second message
		client.send(Packets.publish(topic, "once").qos(2).id(9).dup()).receives(Packets.pubrec(9));
		client.send(Packets.pubrel(9)).receives(Packets.pubcomp(9));
		subscriber.receives(Packets.publish(topic, "once")).receivesNothingFrom(client);
	}

	@EachVersion
	@Clause("3.1.1:MQTT-3.1.2-7")
	void retained_messages_outlive_the_session_of_their_publisher(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer publisher = broker.client(version);
		publisher.publishes(Packets.publish(topic, "kept").retain());
		publisher.leaves();
		WirePeer subscriber = broker.client(version);
		subscriber.subscribes(topic, 0).receives(Packets.publish(topic, "kept").retain());
	}

	@EachVersion
	@Clause({ "MQTT-3.1.4-3", "MQTT-3.1.2-5", "3.1.1:MQTT-3.1.4-2" })
	void a_connection_that_takes_over_takes_the_session_too(Version version) {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		Connect connect = TestBroker.resuming(version, id);
		WirePeer first = broker.client(connect);
		first.subscribes(topic, 1);
		WirePeer publisher = broker.client(version);
		publisher.publishes(Packets.publish(topic, "in flight"));
		Publish sent = first.receivesMessage(Packets.publish(topic, "in flight").qos(1));
		WirePeer second = broker.client(connect);
		second.receives(Packets.publish(topic, "in flight").qos(1).id(sent.id()).dup());
		second.send(Packets.puback(sent.id()));
		publisher.publishes(Packets.publish(topic, "next"));
		second.takes(Packets.publish(topic, "next").qos(1));
		first.isDisconnected(0x8E);
	}

	@Test
	@Clause("MQTT-3.1.2-23")
	void a_session_expiry_of_the_server_is_told() {
		WirePeer peer = broker.peer();
		long asked = 0xFFFF_FFFFL;
		long granted = peer.connects(Packets.connect(TestBroker.name("client")).sessionExpiry(asked))
			.number(Property.SESSION_EXPIRY)
			.orElse(asked);
		assertThat(granted).isPositive();
	}

}
