package io.mqttboot.server.conformance;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where several clauses meet.
 */
class CornerTests {

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@Test
	@Clause("MQTT-3.3.4-3")
	void a_retained_message_carries_the_identifier_of_the_subscription_that_brought_it() {
		String topic = TestBroker.name("topic");
		broker.client().publishes(Packets.publish(topic, "kept").retain());
		broker.client()
			.send(Packets.subscribe(1, topic, 0).property(Property.SUBSCRIPTION_ID, 7))
			.receives(Packets.suback(1, 0),
					Packets.publish(topic, "kept").retain().property(Property.SUBSCRIPTION_ID, 7));
	}

	@Test
	@Clause({ "MQTT-3.3.4-3", "MQTT-4.5.0-1" })
	void a_message_that_waited_carries_the_identifier_too() {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		broker.client(TestBroker.lasting(Version.V5, id))
			.send(Packets.subscribe(1, topic, 1).property(Property.SUBSCRIPTION_ID, 7))
			.receives(Packets.suback(1, 1))
			.leaves();
		broker.client().publishes(Packets.publish(topic, "waits"));
		broker.client(TestBroker.resuming(Version.V5, id))
			.takes(Packets.publish(topic, "waits").qos(1).property(Property.SUBSCRIPTION_ID, 7));
	}

	@Test
	@Clause({ "MQTT-3.8.3-3", "MQTT-3.3.4-2" })
	void no_local_of_one_subscription_does_not_silence_another() {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client();
		client.send(Packets.subscribe(1).filter(topic, Subscribe.NO_LOCAL | 2).filter(topic + "/#", 0))
			.receives(Packets.suback(1, 2, 0));
		client.send(Packets.publish(topic, "mine")).receives(Packets.publish(topic, "mine")).receivesNothing();
	}

	@Test
	@Clause("MQTT-3.3.1-10")
	void a_subscription_of_a_resumed_session_is_not_new() {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		broker.client().publishes(Packets.publish(topic, "kept").retain());
		broker.client(TestBroker.lasting(Version.V5, id))
			.subscribes(topic, Subscribe.RETAINED_IF_NEW)
			.receives(Packets.publish(topic, "kept").retain())
			.leaves();
		broker.client(TestBroker.resuming(Version.V5, id))
			.subscribes(topic, Subscribe.RETAINED_IF_NEW)
			.receivesNothing();
	}

	@Test
	@Clause({ "MQTT-3.3.4-9", "MQTT-4.4.0-1", "MQTT-4.9.0-1" })
	void a_session_resumed_with_a_smaller_receive_maximum_keeps_to_it_and_loses_nothing() {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		WirePeer first = broker.client(TestBroker.lasting(Version.V5, id)).subscribes(topic, 1);
		WirePeer publisher = broker.client();
		Publish[] sent = new Publish[4];
		for (int i = 0; i < sent.length; i++) {
			publisher.publishes(Packets.publish(topic, "" + i));
			sent[i] = first.receivesMessage(Packets.publish(topic, "" + i).qos(1));
		}
		first.abort();
		WirePeer second = broker.client(TestBroker.resuming(Version.V5, id).property(Property.RECEIVE_MAX, 2));
		second.receives(sent[0].dup(), sent[1].dup());
		second.receivesNothing();
		second.send(Packets.puback(sent[0].id())).receives(sent[2].dup());
		second.send(Packets.puback(sent[1].id())).receives(sent[3].dup());
		second.send(Packets.puback(sent[2].id()), Packets.puback(sent[3].id())).receivesNothing();
	}

	@Test
	@Clause({ "MQTT-3.1.2-24", "MQTT-3.1.2-25", "MQTT-4.4.0-1" })
	void a_session_resumed_with_a_smaller_maximum_packet_size_is_not_sent_what_has_become_too_large() {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		WirePeer first = broker.client(TestBroker.lasting(Version.V5, id)).subscribes(topic, 1);
		WirePeer publisher = broker.client();
		String large = "x".repeat(500);
		publisher.publishes(Packets.publish(topic, large)).publishes(Packets.publish(topic, "small"));
		first.receivesMessage(Packets.publish(topic, large).qos(1));
		Publish small = first.receivesMessage(Packets.publish(topic, "small").qos(1));
		first.abort();
		WirePeer second = broker.client(TestBroker.resuming(Version.V5, id).property(Property.MAX_PACKET_SIZE, 100));
		second.receives(small.dup()).send(Packets.puback(small.id()));
		publisher.publishes(Packets.publish(topic, "next"));
		second.takes(Packets.publish(topic, "next").qos(1));
	}

	@Test
	@Clause({ "MQTT-3.1.4-3", "MQTT-3.1.2-4", "MQTT-3.2.2-2" })
	void a_clean_start_while_the_client_is_connected_ends_connection_and_session() {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		WirePeer first = broker.client(TestBroker.lasting(Version.V5, id)).subscribes(topic, 1);
		WirePeer publisher = broker.client().publishes(Packets.publish(topic, "in flight"));
		first.receivesMessage(Packets.publish(topic, "in flight").qos(1));
		WirePeer second = broker.peer();
		assertThat(second.connects(TestBroker.lasting(Version.V5, id)).sessionPresent()).isFalse();
		first.isDisconnected(0x8E);
		publisher.publishes(Packets.publish(topic, "nobody listens"));
		second.receivesNothingFrom(publisher);
	}

	@Test
	@Clause({ "MQTT-3.1.2-8", "MQTT-3.14.4-3" })
	void a_will_of_a_session_that_its_client_ends_does_not_wait_for_its_delay() {
		String topic = TestBroker.name("will");
		WirePeer watcher = broker.client().subscribes(topic, 0);
		Connect connect = TestBroker.lasting(Version.V5, TestBroker.name("client"))
			.will(topic, "now", 0)
			.willProperty(Property.WILL_DELAY, 500);
		broker.client(connect).send(Packets.disconnect(0x04).property(Property.SESSION_EXPIRY, 0)).isClosed();
		watcher.receives(Packets.publish(topic, "now"));
	}

	@Test
	@Clause({ "MQTT-3.3.4-9", "MQTT-4.9.0-2" })
	void a_pubrel_that_is_sent_again_holds_its_place_in_the_receive_maximum() {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		Connect narrow = TestBroker.resuming(Version.V5, id).property(Property.RECEIVE_MAX, 1);
		WirePeer first = broker.client(narrow).subscribes(topic, 2);
		WirePeer publisher = broker.client();
		publisher.send(Packets.publish(topic, "0").qos(2).id(2)).receives(Packets.pubrec(2));
		publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
		publisher.publishes(Packets.publish(topic, "1"));
		Publish sent = first.receivesMessage(Packets.publish(topic, "0").qos(2));
		first.send(Packets.pubrec(sent.id())).receives(Packets.pubrel(sent.id()));
		first.abort();
		WirePeer second = broker.client(narrow);
		second.receives(Packets.pubrel(sent.id())).receivesNothing();
		second.send(Packets.pubcomp(sent.id())).takes(Packets.publish(topic, "1").qos(1));
	}

	@Test
	@Clause("MQTT-4.13.1-1")
	void acknowledgements_that_nobody_waits_for_do_no_harm() {
		WirePeer client = broker.client();
		client.send(Packets.puback(500), Packets.pubcomp(501)).receivesNothing();
		client.send(Packets.pubrec(502)).receives(Packets.pubrel(502).code(0x92));
		client.receivesNothing();
	}

}
