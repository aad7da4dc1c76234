package io.mqttboot.server.conformance;

import java.util.HashMap;
import java.util.Map;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Ack;
import io.mqttboot.testkit.wire.CodesAck;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an MQTT 5 client may ask the server to keep to.
 */
class Section3_1_LimitsTests {

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@Test
	@Clause({ "MQTT-3.1.2-24", "MQTT-3.1.2-25" })
	void a_message_too_large_for_its_subscriber_is_dropped_and_counts_as_sent() {
		String topic = TestBroker.name("topic");
		WirePeer small = broker.client(Packets.connect(TestBroker.name("client"))
			.property(Property.MAX_PACKET_SIZE, 100)
			.property(Property.RECEIVE_MAX, 1));
		small.subscribes(topic, 1);
		WirePeer large = broker.client().subscribes(topic, 1);
		WirePeer publisher = broker.client();
		String text = "x".repeat(100);
		publisher.publishes(Packets.publish(topic, text)).publishes(Packets.publish(topic, "fits"));
		small.takes(Packets.publish(topic, "fits").qos(1));
		large.takes(Packets.publish(topic, text).qos(1)).takes(Packets.publish(topic, "fits").qos(1));
		small.receivesNothingFrom(publisher);
	}

	@Test
	@Clause("MQTT-3.1.2-24")
	void a_message_of_just_the_maximum_packet_size_is_sent() {
		String topic = TestBroker.name("topic");
		int head = 2 + 2 + topic.length() + 1; // at QoS 0
		WirePeer client = broker
			.client(Packets.connect(TestBroker.name("client")).property(Property.MAX_PACKET_SIZE, 100));
		client.subscribes(topic, 0);
		broker.client()
			.publishes(Packets.publish(topic, "x".repeat(100 - head + 1)))
			.publishes(Packets.publish(topic, "y".repeat(100 - head)));
		assertThat(client.receivesMessage(Packets.publish(topic, "y".repeat(100 - head))).size()).isEqualTo(100);
	}

	@Test
	@Clause({ "MQTT-3.2.2-19", "MQTT-3.2.2-20", "MQTT-3.1.2-24" })
	void a_refusal_keeps_to_the_maximum_packet_size() {
		WirePeer peer = broker.peer()
			.send(Packets.connect(TestBroker.name("client"))
				.property(Property.MAX_PACKET_SIZE, 10)
				.property(Property.AUTH_METHOD, "unknown"));
		Connack connack = peer.receive(Connack.class);
		assertThat(connack.code()).isGreaterThanOrEqualTo(0x80);
		assertThat(connack.size()).isLessThanOrEqualTo(10);
		peer.isClosed();
	}

	@Test
	@Clause({ "MQTT-3.1.2-24", "MQTT-3.2.0-1" })
	void a_client_that_accepts_no_connack_is_not_let_in() {
		String topic = TestBroker.name("topic");
		WirePeer watcher = broker.client().subscribes(topic, 0);
		broker.peer()
			.send(Packets.connect(TestBroker.name("client")).property(Property.MAX_PACKET_SIZE, 4),
					Packets.publish(topic, "never let in"))
			.isClosed();
		watcher.receivesNothingFrom(broker.client());
	}

	@Test
	@Clause({ "MQTT-3.4.2-2", "MQTT-3.4.2-3", "MQTT-3.5.2-2", "MQTT-3.5.2-3", "MQTT-3.6.2-2", "MQTT-3.6.2-3",
			"MQTT-3.7.2-2", "MQTT-3.7.2-3", "MQTT-3.9.2-1", "MQTT-3.9.2-2", "MQTT-3.11.2-1", "MQTT-3.11.2-2" })
	void acknowledgements_keep_to_the_maximum_packet_size() {
		int max = 60; // CONNACK has to fit
		String nobody = TestBroker.name("nobody");
		WirePeer client = broker
			.client(Packets.connect(TestBroker.name("client")).property(Property.MAX_PACKET_SIZE, max));
		client.send(Packets.publish(nobody, "").qos(1).id(1), Packets.publish(nobody, "").qos(2).id(2),
				Packets.pubrel(2), Packets.pubrel(3), Packets.pubrec(4), Packets.subscribe(5, "$share/bad", 0),
				Packets.unsubscribe(6, nobody), Packets.publish("$forbidden/" + nobody, "").qos(1).id(7));
		for (int i = 0; i < 8; i++) {
			assertThat(client.receive().size()).isLessThanOrEqualTo(max);
		}
	}

	@Test
	@Clause({ "MQTT-3.14.2-3", "MQTT-3.14.2-4" })
	void disconnect_keeps_to_the_maximum_packet_size() {
		int max = 60;
		WirePeer client = broker
			.client(Packets.connect(TestBroker.name("client")).property(Property.MAX_PACKET_SIZE, max));
		Packet<?> disconnect = client.send(Packets.subscribe(1)).receive();
		assertThat(disconnect.size()).isLessThanOrEqualTo(max);
		client.isClosed();
	}

	@Test
	@Clause("MQTT-3.1.2-29")
	void problem_information_is_not_sent_to_who_does_not_want_it() {
		String nobody = TestBroker.name("nobody");
		WirePeer client = broker
			.client(Packets.connect(TestBroker.name("client")).property(Property.REQUEST_PROBLEM_INFO, 0));
		client.send(Packets.publish(nobody, "").qos(1).id(1), Packets.publish(nobody, "").qos(2).id(2),
				Packets.pubrel(2), Packets.pubrel(3), Packets.pubrec(4), Packets.subscribe(5, "$share/bad", 0),
				Packets.unsubscribe(6, nobody), Packets.publish("$forbidden/" + nobody, "").qos(1).id(7));
		for (int i = 0; i < 8; i++) {
			Packet<?> packet = client.receive();
			assertThat(packet.has(Property.REASON_STRING)).isFalse();
			assertThat(packet.has(Property.USER_PROPERTY)).isFalse();
		}
	}

	@Test
	@Clause({ "MQTT-3.1.2-27", "MQTT-3.3.2-11" })
	void no_topic_alias_is_sent_to_who_allows_none() {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client().subscribes(topic, 0);
		WirePeer publisher = broker.client();
		for (int i = 0; i < 5; i++) {
			publisher.publishes(Packets.publish(topic, "" + i));
			client.receives(Packets.publish(topic, "" + i));
		}
	}

	@Test
	@Clause({ "MQTT-3.1.2-26", "MQTT-3.3.2-11", "MQTT-3.3.2-8" })
	void topic_aliases_stay_within_the_maximum_and_mean_what_they_meant() {
		int max = 3;
		String prefix = TestBroker.name("topic");
		WirePeer client = broker
			.client(Packets.connect(TestBroker.name("client")).property(Property.TOPIC_ALIAS_MAX, max));
		client.subscribes(prefix + "/#", 0);
		WirePeer publisher = broker.client();
		Map<Long, String> aliases = new HashMap<>();
		for (int i = 0; i < 40; i++) {
			String topic = prefix + "/" + i % 8;
			publisher.publishes(Packets.publish(topic, "" + i));
			Publish publish = client.receive(Publish.class);
			publish.number(Property.TOPIC_ALIAS).ifPresent((alias) -> {
				assertThat(alias).isBetween(1L, (long) max);
				if (!publish.topic().isEmpty()) {
					aliases.put(alias, publish.topic());
				}
			});
			String meant = publish.topic().isEmpty() ? aliases.get(publish.number(Property.TOPIC_ALIAS).orElseThrow())
					: publish.topic();
			assertThat(meant).isEqualTo(topic);
			assertThat(publish.payload()).isEqualTo("" + i);
		}
	}

	@Test
	@Clause({ "MQTT-3.3.4-9", "MQTT-4.9.0-1", "MQTT-4.9.0-2" })
	void no_more_than_the_receive_maximum_is_sent_unacknowledged() {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client(Packets.connect(TestBroker.name("client")).property(Property.RECEIVE_MAX, 2));
		client.subscribes(topic, 2);
		WirePeer publisher = broker.client();
		for (int i = 0; i < 4; i++) {
			publisher.send(Packets.publish(topic, "" + i).qos(1 + i % 2).id(i + 1));
			publisher.receive(Ack.class);
			if (i % 2 == 1) {
				publisher.send(Packets.pubrel(i + 1)).receives(Packets.pubcomp(i + 1));
			}
		}
		Publish first = client.receivesMessage(Packets.publish(topic, "0").qos(1));
		Publish second = client.receivesMessage(Packets.publish(topic, "1").qos(2));
		client.receivesNothing();
		client.send(Packets.puback(first.id()));
		Publish third = client.receivesMessage(Packets.publish(topic, "2").qos(1));
		client.send(Packets.pubrec(second.id())).receives(Packets.pubrel(second.id()));
		client.receivesNothing(); // PUBREC frees nothing, PUBCOMP does
		client.send(Packets.pubcomp(second.id()));
		Publish fourth = client.receivesMessage(Packets.publish(topic, "3").qos(2));
		client.send(Packets.puback(third.id()), Packets.pubrec(fourth.id())).receives(Packets.pubrel(fourth.id()));
		client.send(Packets.pubcomp(fourth.id())).receivesNothing();
	}

	@Test
	@Clause({ "MQTT-3.3.4-10", "MQTT-4.9.0-3" })
	void at_the_receive_maximum_everything_else_goes_on() {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client(Packets.connect(TestBroker.name("client")).property(Property.RECEIVE_MAX, 1));
		client.subscribes(topic, 1);
		WirePeer publisher = broker.client();
		publisher.publishes(Packets.publish(topic, "in flight")).publishes(Packets.publish(topic, "waits"));
		Publish inFlight = client.receivesMessage(Packets.publish(topic, "in flight").qos(1));
		client.receivesNothing();
		String other = TestBroker.name("other");
		client.send(Packets.subscribe(2, other, 0)).receives(Packets.suback(2, 0));
		publisher.publishes(Packets.publish(other, "at qos 0"));
		client.receives(Packets.publish(other, "at qos 0"));
		String third = TestBroker.name("third");
		publisher.subscribes(third, 0);
		client.send(Packets.publish(third, "out").qos(2).id(3)).receives(Packets.pubrec(3));
		client.send(Packets.pubrel(3)).receives(Packets.pubcomp(3));
		publisher.receives(Packets.publish(third, "out"));
		client.send(Packets.puback(inFlight.id())).takes(Packets.publish(topic, "waits").qos(1));
	}

	@Test
	@Clause("MQTT-3.3.4-7")
	void a_client_that_ignores_the_servers_receive_maximum_is_disconnected() {
		WirePeer client = broker.peer();
		Connack connack = client.connects(Packets.connect(TestBroker.name("client")));
		long max = connack.number(Property.RECEIVE_MAX).orElse(65_535L);
		String topic = TestBroker.name("topic");
		broker.client().subscribes(topic, 0);
		for (int i = 1; i <= max; i++) {
			client.send(Packets.publish(topic, "" + i).qos(2).id(i));
			assertThat(client.receive(Ack.class).code()).isZero();
		}
		client.send(Packets.publish(topic, "one too many").qos(2).id(60_000)).isDisconnected(0x93);
	}

	@Test
	@Clause("MQTT-3.2.2-15")
	void a_client_that_ignores_the_servers_maximum_packet_size_is_disconnected() {
		WirePeer client = broker.peer();
		int max = client.connects(Packets.connect(TestBroker.name("client")))
			.number(Property.MAX_PACKET_SIZE)
			.orElseThrow()
			.intValue();
		String topic = TestBroker.name("topic");
		int head = 3 + 2 + topic.length() + 1;
		client.subscribes(topic, 0);
		client.send(Packets.publish(topic, new byte[max - head]));
		assertThat(client.receive(Publish.class).size()).isEqualTo(max);
		client.send(Packets.publish(topic, new byte[max - head + 1])).isDisconnected(0x95);
	}

	@Test
	@Clause({ "MQTT-3.3.2-12", "MQTT-3.2.2-17", "MQTT-3.3.2-9" })
	void every_topic_alias_up_to_the_servers_maximum_is_taken_and_none_above() {
		WirePeer client = broker.peer();
		long max = client.connects(Packets.connect(TestBroker.name("client")))
			.number(Property.TOPIC_ALIAS_MAX)
			.orElseThrow();
		String prefix = TestBroker.name("topic");
		WirePeer subscriber = broker.client().subscribes(prefix + "/#", 0);
		for (long alias = 1; alias <= max; alias++) {
			String topic = prefix + "/" + alias;
			client.send(Packets.publish(topic, "named").property(Property.TOPIC_ALIAS, alias));
			client.send(Packets.publish("", "aliased").property(Property.TOPIC_ALIAS, alias));
			subscriber.receives(Packets.publish(topic, "named"), Packets.publish(topic, "aliased"));
		}
		client.send(Packets.publish(prefix, "").property(Property.TOPIC_ALIAS, max + 1)).isDisconnected(0x94);
	}

	@Test
	@Clause({ "MQTT-3.4.2-1", "MQTT-3.5.2-1", "MQTT-3.6.2-1", "MQTT-3.7.2-1", "MQTT-3.9.3-2", "MQTT-3.11.3-2",
			"MQTT-3.14.2-1" })
	void a_code_that_a_packet_cannot_have_closes_the_connection() {
		String topic = TestBroker.name("topic");
		WirePeer publisher = broker.client();
		for (Ack bad : new Ack[] { Packets.puback(1).code(0x05), Packets.pubrec(1).code(0x01),
				Packets.pubrel(1).code(0x10), Packets.pubcomp(1).code(0x87) }) {
			WirePeer client = broker.client().subscribes(topic, 2);
			publisher.publishes(Packets.publish(topic, "x"));
			client.receivesMessage(Packets.publish(topic, "x").qos(1));
			client.send(bad).isDisconnected(0x81, 0x82);
		}
		broker.client().send(Packets.disconnect(0x03)).isDisconnected(0x81, 0x82);
		// that the server's own codes are right is checked for every packet the peers
		// read
		CodesAck suback = broker.client().send(Packets.subscribe(1, "$share/bad", 0)).receive(CodesAck.class);
		assertThat(suback.codes()).allMatch((code) -> code >= 0x80);
	}

}
