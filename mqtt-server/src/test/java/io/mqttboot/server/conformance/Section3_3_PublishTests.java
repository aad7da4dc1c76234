package io.mqttboot.server.conformance;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Ack;
import io.mqttboot.testkit.wire.ByteWriter;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.PacketType;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * PUBLISH: flags, topic, properties, answers.
 */
class Section3_3_PublishTests {

	private static final int MALFORMED = 0x81;

	private static final int PROTOCOL_ERROR = 0x82;

	private static final int TOPIC_INVALID = 0x90;

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@EachVersion
	@Clause({ "MQTT-3.3.1-1", "MQTT-4.4.0-1", "MQTT-4.3.2-3", "3.1.1:MQTT-3.3.1-1", "3.1.1:MQTT-4.4.0-1" })
	void what_was_not_acknowledged_is_sent_again_with_dup(Version version) {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		WirePeer first = broker.client(TestBroker.lasting(version, id)).subscribes(topic, 1);
		broker.client(version).publishes(Packets.publish(topic, "again"));
		Publish sent = first.receivesMessage(Packets.publish(topic, "again").qos(1));
		first.abort();
		broker.client(TestBroker.resuming(version, id))
			.receives(Packets.publish(topic, "again").qos(1).id(sent.id()).dup());
	}

	@EachVersion
	@Clause({ "MQTT-3.3.1-3", "MQTT-3.3.1-2", "MQTT-4.3.2-2", "MQTT-4.3.3-2", "3.1.1:MQTT-3.3.1-3",
			"3.1.1:MQTT-3.3.1-2" })
	void dup_of_the_publisher_is_not_passed_on(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer zero = broker.client(version).subscribes(topic, 0);
		WirePeer two = broker.client(version).subscribes(topic, 2);
		WirePeer publisher = broker.client(version);
		publisher.publishes(Packets.publish(topic, "one").dup());
		zero.receives(Packets.publish(topic, "one"));
		two.takes(Packets.publish(topic, "one").qos(1));
		publisher.send(Packets.publish(topic, "two").qos(2).id(5).dup()).receives(Packets.pubrec(5));
		publisher.send(Packets.pubrel(5)).receives(Packets.pubcomp(5));
		zero.receives(Packets.publish(topic, "two"));
		two.takes(Packets.publish(topic, "two").qos(2));
	}

	@Test
	@Clause("MQTT-3.3.1-2")
	void dup_at_qos_0_is_malformed() {
		broker.client().send(Packets.publish("topic", "").dup()).isDisconnected(MALFORMED);
	}

	@EachVersion
	@Clause({ "MQTT-3.3.1-4", "3.1.1:MQTT-3.3.1-4" })
	void qos_3_closes_the_connection(Version version) {
		broker.client(version).send(Packets.publish("topic", "").qos(3).id(1)).isDisconnected(MALFORMED);
	}

	@EachVersion
	@Clause({ "MQTT-3.3.2-2", "MQTT-4.7.0-1", "3.1.1:MQTT-3.3.2-2", "3.1.1:MQTT-4.7.1-1" })
	void a_topic_name_with_a_wildcard_is_refused(Version version) {
		String prefix = TestBroker.name("topic");
		WirePeer watcher = broker.client(version).subscribes(prefix + "/#", 0);
		for (String name : new String[] { "#", "+", "a/#", "a/+/b", "a+", "a#b" }) {
			broker.client(version)
				.send(Packets.publish(prefix + "/" + name, "").qos(1).id(1))
				.isDisconnected(MALFORMED, PROTOCOL_ERROR, TOPIC_INVALID);
		}
		watcher.receivesNothingFrom(broker.client(version));
	}

	@Test
	@Clause("MQTT-3.3.2-7")
	void a_topic_alias_ends_with_its_connection() {
		String id = TestBroker.name("client");
		WirePeer first = broker.client(TestBroker.lasting(Version.V5, id));
		first.send(Packets.publish("topic", "").property(Property.TOPIC_ALIAS, 1)).receivesNothing();
		first.leaves();
		broker.client(TestBroker.resuming(Version.V5, id))
			.send(Packets.publish("", "").property(Property.TOPIC_ALIAS, 1))
			.isDisconnected(PROTOCOL_ERROR);
	}

	@Test
	@Clause("MQTT-3.3.2-8")
	void topic_alias_0_is_refused() {
		broker.client().send(Packets.publish("topic", "").property(Property.TOPIC_ALIAS, 0)).isDisconnected(0x94);
	}

	@Test
	@Clause("MQTT-4.13.1-1")
	void a_topic_alias_that_stands_for_nothing_is_refused() {
		broker.client().send(Packets.publish("", "").property(Property.TOPIC_ALIAS, 1)).isDisconnected(PROTOCOL_ERROR);
	}

	@Test
	@Clause("MQTT-3.3.2-12")
	void a_topic_alias_can_be_given_another_meaning() {
		String a = TestBroker.name("topic");
		String b = TestBroker.name("topic");
		WirePeer client = broker.client();
		client.send(Packets.subscribe(1).filter(a, 0).filter(b, 0)).receives(Packets.suback(1, 0, 0));
		client.send(Packets.publish(a, "1").property(Property.TOPIC_ALIAS, 1),
				Packets.publish(b, "2").property(Property.TOPIC_ALIAS, 1),
				Packets.publish("", "3").property(Property.TOPIC_ALIAS, 1));
		client.receives(Packets.publish(a, "1"), Packets.publish(b, "2"), Packets.publish(b, "3"));
	}

	@Test
	@Clause({ "MQTT-3.3.2-4", "MQTT-3.3.2-15", "MQTT-3.3.2-16", "MQTT-3.3.2-17", "MQTT-3.3.2-18", "MQTT-3.3.2-20" })
	void properties_are_passed_on_unchanged_and_in_order() {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client().subscribes(topic, 1);
		broker.client().publishes(withProperties(topic)).publishes(withProperties(topic).retain());
		subscriber.takes(withProperties(topic).qos(1)).takes(withProperties(topic).qos(1));
		broker.client().subscribes(topic, 1).takes(withProperties(topic).qos(1).retain());
	}

	private static Publish withProperties(String topic) {
		return Packets.publish(topic, "text")
			.property(Property.PAYLOAD_FORMAT, 1)
			.property(Property.CONTENT_TYPE, "text/plain; charset=ü")
			.property(Property.RESPONSE_TOPIC, "/answers//here ")
			.property(Property.CORRELATION_DATA, new byte[] { 0, (byte) 0xFF, 1 })
			.userProperty("b", "1")
			.userProperty("a", "2")
			.userProperty("b", "")
			.userProperty("", "3");
	}

	@Test
	@Clause("MQTT-3.3.2-4")
	void a_payload_format_of_bytes_is_passed_on_as_well() {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client().subscribes(topic, 0);
		broker.client().publishes(Packets.publish(topic, "x").property(Property.PAYLOAD_FORMAT, 0));
		Publish publish = subscriber.receive(Publish.class);
		assertThat(publish.number(Property.PAYLOAD_FORMAT).orElse(0L)).isZero();
	}

	@Test
	@Clause("MQTT-3.3.2-17")
	void properties_do_not_trouble_subscribers_of_older_versions() {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client(Version.V3_1_1).subscribes(topic, 0);
		broker.client().publishes(withProperties(topic));
		subscriber.receives(Packets.publish(topic, "text"));
	}

	@Test
	@Clause("MQTT-3.3.2-14")
	void a_response_topic_with_a_wildcard_is_refused() {
		for (String topic : new String[] { "answer/#", "+", "a/+/b" }) {
			broker.client()
				.send(Packets.publish("topic", "").property(Property.RESPONSE_TOPIC, topic))
				.isDisconnected(MALFORMED, PROTOCOL_ERROR, TOPIC_INVALID);
		}
	}

	@Test
	@Clause("MQTT-3.3.4-6")
	void a_subscription_identifier_from_a_client_is_refused() {
		broker.client()
			.send(Packets.publish("topic", "").property(Property.SUBSCRIPTION_ID, 1))
			.isDisconnected(PROTOCOL_ERROR);
	}

	@Test
	@Clause("MQTT-4.13.1-1")
	void properties_that_publish_cannot_have_are_refused() {
		broker.client()
			.send(Packets.publish("topic", "").property(Property.RECEIVE_MAX, 1))
			.isDisconnected(MALFORMED, PROTOCOL_ERROR);
		broker.client()
			.send(Packets.publish("topic", "").property(Property.PAYLOAD_FORMAT, 2))
			.isDisconnected(PROTOCOL_ERROR);
		broker.client()
			.send(Packets.publish("topic", "")
				.property(Property.CONTENT_TYPE, "a")
				.property(Property.CONTENT_TYPE, "b"))
			.isDisconnected(PROTOCOL_ERROR);
		byte[] unknownProperty = new ByteWriter().string("topic").raw(2, 0x7E, 0).packet(0x30);
		broker.client().send(unknownProperty).isDisconnected(MALFORMED);
	}

	@EachVersion
	@Clause({ "MQTT-3.3.4-1", "MQTT-4.3.2-4", "MQTT-4.3.3-8", "MQTT-4.3.3-11", "3.1.1:MQTT-3.3.4-1",
			"3.1.1:MQTT-4.3.2-2", "3.1.1:MQTT-4.3.3-2" })
	void each_qos_has_its_answer(Version version) {
		String topic = TestBroker.name("topic");
		broker.client(version).subscribes(topic, 0);
		WirePeer client = broker.client(version);
		client.send(Packets.publish(topic, "")).receivesNothing();
		client.send(Packets.publish(topic, "").qos(1).id(7)).receives(Packets.puback(7));
		client.send(Packets.publish(topic, "").qos(2).id(8)).receives(Packets.pubrec(8));
		client.send(Packets.pubrel(8)).receives(Packets.pubcomp(8));
	}

	@Test
	@Clause("MQTT-3.3.4-1")
	void nobody_to_receive_is_told_or_not_but_never_a_failure() {
		WirePeer client = broker.client();
		Ack puback = client.send(Packets.publish(TestBroker.name("nobody"), "").qos(1).id(7)).receive(Ack.class);
		assertThat(puback.code()).isIn(0x00, 0x10);
		Ack pubrec = client.send(Packets.publish(TestBroker.name("nobody"), "").qos(2).id(8)).receive(Ack.class);
		assertThat(pubrec.code()).isIn(0x00, 0x10);
		client.send(Packets.pubrel(8)).receives(Packets.pubcomp(8));
	}

	@EachVersion
	@Clause({ "MQTT-3.3.4-2", "3.1.1:MQTT-3.3.5-1" })
	void overlapping_subscriptions_bring_one_copy_at_the_highest_qos(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client(version);
		subscriber.send(Packets.subscribe(1).filter(topic + "/#", 0).filter(topic + "/+", 2).filter(topic + "/a", 1))
			.receives(Packets.suback(1, 0, 2, 1));
		WirePeer publisher = broker.client(version);
		publisher.send(Packets.publish(topic + "/a", "x").qos(2).id(1)).receives(Packets.pubrec(1));
		publisher.send(Packets.pubrel(1)).receives(Packets.pubcomp(1));
		subscriber.takes(Packets.publish(topic + "/a", "x").qos(2)).receivesNothingFrom(publisher);
	}

	@Test
	@Clause({ "MQTT-3.3.4-3", "MQTT-3.3.4-4" })
	void a_message_carries_the_identifiers_of_all_subscriptions_that_brought_it() {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client();
		subscriber.send(Packets.subscribe(1, topic + "/#", 0).property(Property.SUBSCRIPTION_ID, 1))
			.receives(Packets.suback(1, 0));
		subscriber.send(Packets.subscribe(2, topic + "/a", 0).property(Property.SUBSCRIPTION_ID, 268_435_455))
			.receives(Packets.suback(2, 0));
		subscriber.send(Packets.subscribe(3, topic + "/+", 0)).receives(Packets.suback(3, 0));
		WirePeer publisher = broker.client();
		publisher.publishes(Packets.publish(topic + "/a", "both")).publishes(Packets.publish(topic + "/b", "one"));
		Publish both = subscriber.receive(Publish.class);
		assertThat(both.payload()).isEqualTo("both");
		assertThat(both.numbers(Property.SUBSCRIPTION_ID)).containsExactlyInAnyOrder(1L, 268_435_455L);
		assertThat(subscriber.receive(Publish.class).numbers(Property.SUBSCRIPTION_ID)).containsExactly(1L);
		subscriber.receivesNothingFrom(publisher);
	}

	@EachVersion
	@Clause({ "3.1.1:MQTT-3.3.5-2", "MQTT-3.4.2-1", "MQTT-3.5.2-1" })
	void a_message_that_is_not_permitted_is_acknowledged_or_the_connection_closed_but_not_delivered(Version version) {
		String topic = "$forbidden/" + TestBroker.name("topic");
		WirePeer watcher = broker.client(version).subscribes("$forbidden/#", 0);
		for (int qos = 1; qos <= 2; qos++) {
			WirePeer publisher = broker.client(version).send(Packets.publish(topic, "no").qos(qos).id(1));
			if (version == Version.V5) {
				Packet<?> answer = publisher.receive();
				assertThat(answer.type()).isEqualTo((qos == 1) ? PacketType.PUBACK : PacketType.PUBREC);
				assertThat(((Ack) answer).code()).isIn(0x87, 0x90);
			}
			else {
				publisher.receives((qos == 1) ? Packets.puback(1) : Packets.pubrec(1));
			}
			if (qos == 2 && version != Version.V5) {
				publisher.send(Packets.pubrel(1)).receives(Packets.pubcomp(1));
			}
		}
		watcher.receivesNothingFrom(broker.client(version));
	}

	@EachVersion
	@Clause({ "MQTT-3.3.2-3", "3.1.1:MQTT-3.3.2-3" })
	void a_subscriber_gets_the_topic_name_that_was_published(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client(version).subscribes(topic + "/+/c/#", 0);
		WirePeer publisher = broker.client(version);
		publisher.publishes(Packets.publish(topic + "/b/c/d/e", "x"));
		subscriber.receives(Packets.publish(topic + "/b/c/d/e", "x")).receivesNothingFrom(publisher);
	}

	@Test
	@Clause("MQTT-3.3.2-6")
	void what_is_left_of_the_expiry_interval_is_passed_on() {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client().subscribes(topic, 0);
		broker.client().publishes(Packets.publish(topic, "x").property(Property.MESSAGE_EXPIRY, 1_000));
		assertThat(subscriber.receive(Publish.class).number(Property.MESSAGE_EXPIRY).orElseThrow()).isBetween(900L,
				1_000L);
	}

}
