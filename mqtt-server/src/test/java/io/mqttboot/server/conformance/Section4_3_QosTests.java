package io.mqttboot.server.conformance;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Ack;
import io.mqttboot.testkit.wire.PacketType;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Delivery at QoS 1 and 2, sending again, and order.
 */
class Section4_3_QosTests {

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@EachVersion
	@Clause({ "MQTT-4.3.2-5", "3.1.1:MQTT-4.3.2-2" })
	void after_puback_the_same_identifier_is_a_new_message_whatever_dup_says(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client(version).subscribes(topic, 0);
		broker.client(version)
			.publishes(Packets.publish(topic, "one"))
			.publishes(Packets.publish(topic, "one").dup())
			.publishes(Packets.publish(topic, "two").dup());
		subscriber.receives(Packets.publish(topic, "one"), Packets.publish(topic, "one"),
				Packets.publish(topic, "two"));
	}

	@EachVersion
	@Clause({ "MQTT-4.3.3-10", "3.1.1:MQTT-4.3.3-2" })
	void until_pubrel_the_same_identifier_is_acknowledged_but_not_delivered_twice(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client(version).subscribes(topic, 0);
		WirePeer publisher = broker.client(version);
		publisher.send(Packets.publish(topic, "once").qos(2).id(3)).receives(Packets.pubrec(3));
		for (int i = 0; i < 3; i++) {
			publisher.send(Packets.publish(topic, "once").qos(2).id(3).dup()).receives(Packets.pubrec(3));
		}
		publisher.send(Packets.pubrel(3)).receives(Packets.pubcomp(3));
		subscriber.receives(Packets.publish(topic, "once")).receivesNothingFrom(publisher);
	}

	@EachVersion
	@Clause({ "MQTT-4.3.3-10", "3.1.1:MQTT-4.3.3-2", "3.1.1:MQTT-4.4.0-1" })
	void a_message_at_qos_2_is_delivered_once_across_connections(Version version) {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client(version).subscribes(topic, 0);
		WirePeer first = broker.client(TestBroker.lasting(version, id));
		first.send(Packets.publish(topic, "once").qos(2).id(3)).receives(Packets.pubrec(3));
		first.abort();
		WirePeer second = broker.client(TestBroker.resuming(version, id));
		second.send(Packets.publish(topic, "once").qos(2).id(3).dup()).receives(Packets.pubrec(3));
		second.send(Packets.pubrel(3)).receives(Packets.pubcomp(3));
		subscriber.receives(Packets.publish(topic, "once")).receivesNothingFrom(second);
	}

	@EachVersion
	@Clause({ "MQTT-4.3.3-12", "3.1.1:MQTT-4.3.3-2" })
	void after_pubcomp_the_same_identifier_is_a_new_message(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client(version).subscribes(topic, 0);
		WirePeer publisher = broker.client(version);
		for (int i = 0; i < 2; i++) {
			publisher.send(Packets.publish(topic, "" + i).qos(2).id(3)).receives(Packets.pubrec(3));
			publisher.send(Packets.pubrel(3)).receives(Packets.pubcomp(3));
		}
		subscriber.receives(Packets.publish(topic, "0"), Packets.publish(topic, "1"));
	}

	@Test
	@Clause("MQTT-4.3.3-9")
	void after_a_refusing_pubrec_the_same_identifier_is_a_new_message() {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client().subscribes(topic, 0);
		WirePeer publisher = broker.client();
		Ack pubrec = publisher.send(Packets.publish("$forbidden/" + topic, "no").qos(2).id(3)).receive(Ack.class);
		assertThat(pubrec.type()).isEqualTo(PacketType.PUBREC);
		assertThat(pubrec.code()).isGreaterThanOrEqualTo(0x80);
		publisher.send(Packets.publish(topic, "yes").qos(2).id(3)).receives(Packets.pubrec(3));
		publisher.send(Packets.pubrel(3)).receives(Packets.pubcomp(3));
		subscriber.receives(Packets.publish(topic, "yes"));
	}

	@EachVersion
	@Clause({ "MQTT-4.3.3-11", "3.1.1:MQTT-4.3.3-2" })
	void pubrel_is_answered_even_if_its_identifier_is_not_known(Version version) {
		Ack pubcomp = broker.client(version).send(Packets.pubrel(99)).receive(Ack.class);
		assertThat(pubcomp.type()).isEqualTo(PacketType.PUBCOMP);
		assertThat(pubcomp.id()).isEqualTo(99);
		assertThat(pubcomp.code()).isIn(0x00, 0x92);
	}

	@EachVersion
	@Clause({ "MQTT-4.3.3-3", "MQTT-4.3.3-4", "MQTT-4.3.3-5", "MQTT-4.3.3-6", "3.1.1:MQTT-4.3.3-1",
			"3.1.1:MQTT-4.4.0-1" })
	void each_step_of_qos_2_is_repeated_on_resume_until_it_is_answered(Version version) {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		WirePeer first = broker.client(TestBroker.lasting(version, id)).subscribes(topic, 2);
		WirePeer publisher = broker.client(version);
		publisher.send(Packets.publish(topic, "x").qos(2).id(2)).receives(Packets.pubrec(2));
		publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
		Publish sent = first.receivesMessage(Packets.publish(topic, "x").qos(2));
		first.abort();
		WirePeer second = broker.client(TestBroker.resuming(version, id));
		second.receives(Packets.publish(topic, "x").qos(2).id(sent.id()).dup());
		second.send(Packets.pubrec(sent.id())).receives(Packets.pubrel(sent.id()));
		second.abort();
		WirePeer third = broker.client(TestBroker.resuming(version, id));
		third.receives(Packets.pubrel(sent.id()));
		third.send(Packets.pubcomp(sent.id())).receivesNothing();
		third.abort();
		broker.client(TestBroker.resuming(version, id)).receivesNothing();
	}

	@Test
	@Clause("MQTT-4.4.0-1")
	void nothing_is_sent_again_on_a_connection_that_lives() {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client().subscribes(topic, 2);
		WirePeer publisher = broker.client().publishes(Packets.publish(topic, "once"));
		Publish sent = subscriber.receivesMessage(Packets.publish(topic, "once").qos(1));
		subscriber.receivesNothingFrom(publisher);
		subscriber.send(Packets.puback(sent.id())).receivesNothing();
	}

	@Test
	@Clause({ "MQTT-4.4.0-2", "MQTT-4.3.3-4" })
	void a_refused_message_counts_as_acknowledged() {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		WirePeer first = broker.client(TestBroker.lasting(Version.V5, id)).subscribes(topic, 2);
		WirePeer publisher = broker.client().publishes(Packets.publish(topic, "one"));
		publisher.send(Packets.publish(topic, "two").qos(2).id(2)).receives(Packets.pubrec(2));
		publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
		Publish one = first.receivesMessage(Packets.publish(topic, "one").qos(1));
		Publish two = first.receivesMessage(Packets.publish(topic, "two").qos(2));
		first.send(Packets.puback(one.id()).code(0x80), Packets.pubrec(two.id()).code(0x83)).receivesNothing();
		first.abort();
		broker.client(TestBroker.resuming(Version.V5, id)).receivesNothing();
	}

	@EachVersion
	@Clause({ "MQTT-4.6.0-1", "3.1.1:MQTT-4.6.0-1" })
	void messages_are_sent_again_in_their_first_order(Version version) {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		WirePeer first = broker.client(TestBroker.lasting(version, id)).subscribes(topic, 2);
		WirePeer publisher = broker.client(version);
		List<Publish> sent = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			int qos = 1 + i % 2;
			publisher.send(Packets.publish(topic, "" + i).qos(qos).id(100 + i)).receive(Ack.class);
			if (qos == 2) {
				publisher.send(Packets.pubrel(100 + i)).receives(Packets.pubcomp(100 + i));
			}
			sent.add(first.receivesMessage(Packets.publish(topic, "" + i).qos(qos)));
		}
		// acknowledge one in the middle, so that the order of identifiers is not enough
		first.send(Packets.puback(sent.remove(4).id())).receivesNothing();
		publisher.publishes(Packets.publish(topic, "last"));
		sent.add(first.receivesMessage(Packets.publish(topic, "last").qos(1)));
		first.abort();
		WirePeer second = broker.client(TestBroker.resuming(version, id));
		for (Publish publish : sent) {
			second.receives(publish.dup());
		}
	}

	@EachVersion
	@Clause({ "MQTT-4.6.0-2", "MQTT-4.6.0-3", "3.1.1:MQTT-4.6.0-2", "3.1.1:MQTT-4.6.0-3" })
	void answers_come_in_the_order_of_the_messages(Version version) {
		String topic = TestBroker.name("topic");
		broker.client(version).subscribes(topic, 0);
		WirePeer client = broker.client(version);
		client.send(Packets.publish(topic, "").qos(1).id(9), Packets.publish(topic, "").qos(1).id(3),
				Packets.publish(topic, "").qos(1).id(7));
		client.receives(Packets.puback(9), Packets.puback(3), Packets.puback(7));
		client.send(Packets.publish(topic, "").qos(2).id(9), Packets.publish(topic, "").qos(2).id(3),
				Packets.publish(topic, "").qos(2).id(7));
		client.receives(Packets.pubrec(9), Packets.pubrec(3), Packets.pubrec(7));
	}

	@EachVersion
	@Clause({ "MQTT-4.6.0-4", "3.1.1:MQTT-4.6.0-4" })
	void pubrels_come_in_the_order_of_the_pubrecs(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client(version).subscribes(topic, 2);
		WirePeer publisher = broker.client(version);
		List<Integer> ids = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			publisher.send(Packets.publish(topic, "" + i).qos(2).id(2)).receives(Packets.pubrec(2));
			publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
			ids.add(client.receivesMessage(Packets.publish(topic, "" + i).qos(2)).id());
		}
		client.send(Packets.pubrec(ids.get(2)), Packets.pubrec(ids.get(0)), Packets.pubrec(ids.get(1)));
		client.receives(Packets.pubrel(ids.get(2)), Packets.pubrel(ids.get(0)), Packets.pubrel(ids.get(1)));
	}

	@EachVersion
	@Clause({ "MQTT-4.6.0-5", "MQTT-4.6.0-6", "3.1.1:MQTT-4.6.0-5", "3.1.1:MQTT-4.6.0-6" })
	void messages_of_one_publisher_come_in_order(Version version) {
		String topic = TestBroker.name("topic");
		int count = 60;
		for (int qos = 0; qos <= 2; qos++) {
			WirePeer one = broker.client(version).subscribes(topic, qos);
			WirePeer two = broker.client(version).subscribes(topic + "/#", qos);
			WirePeer publisher = broker.client(version);
			for (int i = 0; i < count; i++) {
				publisher.send(Packets.publish(topic, "" + i).qos(qos).id(i + 1));
				if (qos == 2) {
					publisher.receives(Packets.pubrec(i + 1));
					publisher.send(Packets.pubrel(i + 1)).receives(Packets.pubcomp(i + 1));
				}
			}
			for (int i = 0; i < count; i++) {
				one.receivesMessage(Packets.publish(topic, "" + i).qos(qos));
				two.receivesMessage(Packets.publish(topic, "" + i).qos(qos));
			}
			one.leaves();
			two.leaves();
		}
	}

	@EachVersion
	@Clause({ "MQTT-4.5.0-1", "3.1.1:MQTT-4.5.0-1" })
	void a_message_reaches_every_session_that_subscribed_connected_or_not(Version version) {
		String topic = TestBroker.name("topic");
		String away = TestBroker.name("client");
		broker.client(TestBroker.lasting(version, away)).subscribes(topic, 1).leaves();
		WirePeer here = broker.client(version).subscribes("+/" + topic + "/#", 1);
		WirePeer there = broker.client(version).subscribes(topic + "/#", 0);
		broker.client(version).publishes(Packets.publish(topic, "all")).publishes(Packets.publish("x/" + topic, "x"));
		here.takes(Packets.publish("x/" + topic, "x").qos(1));
		there.receives(Packets.publish(topic, "all"));
		broker.client(TestBroker.resuming(version, away)).takes(Packets.publish(topic, "all").qos(1));
	}

}
