package io.mqttboot.server.conformance;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.ByteWriter;
import io.mqttboot.testkit.wire.CodesAck;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * SUBSCRIBE and SUBACK.
 */
class Section3_8_SubscribeTests {

	private static final int MALFORMED = 0x81;

	private static final int PROTOCOL_ERROR = 0x82;

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@EachVersion
	@Clause({ "MQTT-3.8.4-1", "MQTT-3.8.4-2", "MQTT-3.8.4-5", "MQTT-3.8.4-6", "MQTT-3.8.4-7", "MQTT-3.9.3-1",
			"3.1.1:MQTT-3.8.4-1", "3.1.1:MQTT-3.8.4-2", "3.1.1:MQTT-3.8.4-4", "3.1.1:MQTT-3.8.4-5",
			"3.1.1:MQTT-3.9.3-1" })
	void several_filters_are_answered_by_one_suback_in_order(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client(version);
		client
			.send(Packets.subscribe(77)
				.filter(topic + "/a", 0)
				.filter(topic + "/b", 2)
				.filter(topic + "/c", 1)
				.filter(topic + "/a", 1))
			.receives(Packets.suback(77, 0, 2, 1, 1));
		WirePeer publisher = broker.client(version);
		publisher.publishes(Packets.publish(topic + "/a", "a"))
			.publishes(Packets.publish(topic + "/b", "b"))
			.publishes(Packets.publish(topic + "/c", "c"));
		client.takes(Packets.publish(topic + "/a", "a").qos(1))
			.takes(Packets.publish(topic + "/b", "b").qos(1))
			.takes(Packets.publish(topic + "/c", "c").qos(1))
			.receivesNothingFrom(publisher);
	}

	@EachVersion
	@Clause({ "MQTT-3.8.3-2", "3.1.1:MQTT-3.8.3-3", "3.1.1:MQTT-4.8.0-1" })
	void subscribe_without_a_filter_is_refused(Version version) {
		broker.client(version).send(Packets.subscribe(1)).isDisconnected(MALFORMED, PROTOCOL_ERROR);
	}

	@EachVersion
	@Clause({ "MQTT-3.8.3-5", "3.1.1:MQTT-3.8.3-4" })
	void reserved_bits_of_the_options_are_refused(Version version) {
		String topic = TestBroker.name("topic");
		broker.client(version).send(Packets.subscribe(1, topic, 0x40)).isDisconnected(MALFORMED, PROTOCOL_ERROR);
		broker.client(version).send(Packets.subscribe(1, topic, 0x80)).isDisconnected(MALFORMED, PROTOCOL_ERROR);
		broker.client(version).send(Packets.subscribe(1, topic, 0x03)).isDisconnected(MALFORMED, PROTOCOL_ERROR);
		broker.client(version)
			.send(Packets.subscribe(1).filter(topic, 0).filter(topic, 0x30))
			.isDisconnected(MALFORMED, PROTOCOL_ERROR);
	}

	@Test
	@Clause("3.1.1:MQTT-3.8.3-4")
	void options_of_mqtt_5_are_reserved_bits_before_it() {
		for (int option : new int[] { Subscribe.NO_LOCAL, Subscribe.RETAIN_AS_PUBLISHED, Subscribe.RETAINED_IF_NEW }) {
			broker.client(Version.V3_1_1).send(Packets.subscribe(1, "topic", option)).isDisconnected();
		}
	}

	@Test
	@Clause("MQTT-3.8.3-3")
	void no_local_keeps_ones_own_messages_away() {
		String topic = TestBroker.name("topic");
		WirePeer self = broker.client().subscribes(topic, 1 | Subscribe.NO_LOCAL);
		WirePeer other = broker.client().subscribes(topic, 1 | Subscribe.NO_LOCAL);
		self.publishes(Packets.publish(topic, "mine"));
		other.takes(Packets.publish(topic, "mine").qos(1));
		self.receivesNothingFrom(self);
		other.publishes(Packets.publish(topic, "yours"));
		self.takes(Packets.publish(topic, "yours").qos(1));
	}

	@Test
	@Clause("MQTT-3.8.3-4")
	void no_local_on_a_shared_subscription_is_a_protocol_error() {
		broker.client()
			.send(Packets.subscribe(1, "$share/group/topic", Subscribe.NO_LOCAL))
			.isDisconnected(PROTOCOL_ERROR);
	}

	@EachVersion
	@Clause({ "MQTT-3.8.4-3", "3.1.1:MQTT-3.8.4-3" })
	void the_same_filter_again_replaces_the_subscription(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client(version).subscribes(topic, 2).subscribes(topic, 0);
		WirePeer publisher = broker.client(version).publishes(Packets.publish(topic, "once"));
		client.receives(Packets.publish(topic, "once")).receivesNothingFrom(publisher);
		client.send(Packets.unsubscribe(3, topic)).receives(Packets.unsuback(3, 0));
		publisher.publishes(Packets.publish(topic, "gone"));
		client.receivesNothingFrom(publisher);
	}

	@Test
	@Clause("MQTT-3.8.4-3")
	void the_same_filter_again_replaces_options_and_identifier() {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client();
		client.send(Packets.subscribe(1, topic, Subscribe.NO_LOCAL).property(Property.SUBSCRIPTION_ID, 1))
			.receives(Packets.suback(1, 0));
		client.send(Packets.subscribe(2, topic, Subscribe.RETAIN_AS_PUBLISHED).property(Property.SUBSCRIPTION_ID, 2))
			.receives(Packets.suback(2, 0));
		client.send(Packets.publish(topic, "x").retain())
			.receives(Packets.publish(topic, "x").retain().property(Property.SUBSCRIPTION_ID, 2));
		client.send(Packets.subscribe(3, topic, 0x20)).receives(Packets.suback(3, 0));
		client.send(Packets.publish(topic, "y")).receives(Packets.publish(topic, "y"));
	}

	@EachVersion
	@Clause("MQTT-3.8.4-4")
	void replacing_a_subscription_loses_no_message(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client(version).subscribes(topic, 1);
		client.send(Packets.publish(topic, "0"), Packets.subscribe(2, topic, 1), Packets.publish(topic, "1"),
				Packets.subscribe(3, topic, 1), Packets.publish(topic, "2"));
		client.receives(Packets.publish(topic, "0"), Packets.suback(2, 1), Packets.publish(topic, "1"),
				Packets.suback(3, 1), Packets.publish(topic, "2"));
	}

	@EachVersion
	@Clause({ "MQTT-3.8.4-8", "3.1.1:MQTT-3.8.4-6" })
	void the_lower_of_published_and_granted_qos_is_delivered(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer publisher = broker.client(version);
		for (int granted = 0; granted <= 2; granted++) {
			WirePeer subscriber = broker.client(version).subscribes(topic, granted);
			publisher.send(Packets.publish(topic, "0")).receivesNothing();
			publisher.publishes(Packets.publish(topic, "1"));
			publisher.send(Packets.publish(topic, "2").qos(2).id(2)).receives(Packets.pubrec(2));
			publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
			for (int published = 0; published <= 2; published++) {
				subscriber.takes(Packets.publish(topic, "" + published).qos(Math.min(published, granted)));
			}
			subscriber.leaves();
		}
	}

	@EachVersion
	@Clause({ "MQTT-3.9.3-2", "MQTT-3.8.4-7", "MQTT-4.7.1-1", "MQTT-4.7.1-2", "3.1.1:MQTT-3.9.3-2",
			"3.1.1:MQTT-4.7.1-2", "3.1.1:MQTT-4.7.1-3" })
	void a_bad_filter_brings_no_subscription(Version version) {
		String topic = TestBroker.name("topic");
		for (String bad : new String[] { "/#/b", "/a#", "/#a", "/+a", "/a+", "/a+b/c", "/##", "/++" }) {
			Packet<?> answer = broker.client(version).send(Packets.subscribe(1, topic + bad, 0)).receiveUnlessClosed();
			if (answer instanceof CodesAck suback) {
				// MQTT 3.1 has no code for a failure, so that only closing is left
				assertThat(version).isNotEqualTo(Version.V3_1);
				assertThat(suback.codes()).singleElement().isEqualTo((version == Version.V5) ? 0x8F : 0x80);
			}
		}
	}

	@Test
	@Clause("MQTT-4.13.1-1")
	void a_subscription_identifier_of_0_is_a_protocol_error() {
		broker.client()
			.send(Packets.subscribe(1, "topic", 0).property(Property.SUBSCRIPTION_ID, 0))
			.isDisconnected(PROTOCOL_ERROR);
	}

	@Test
	@Clause("MQTT-4.13.1-1")
	void two_subscription_identifiers_are_a_protocol_error() {
		broker.client()
			.send(Packets.subscribe(1, "topic", 0)
				.property(Property.SUBSCRIPTION_ID, 1)
				.property(Property.SUBSCRIPTION_ID, 2))
			.isDisconnected(PROTOCOL_ERROR);
	}

	@EachVersion
	@Clause({ "MQTT-4.13.1-1", "3.1.1:MQTT-4.8.0-1" })
	void a_filter_that_is_cut_off_is_malformed(Version version) {
		ByteWriter head = new ByteWriter().two(1);
		byte[] cutOff = ((version == Version.V5) ? head.one(0) : head).two(10).raw('a', 'b').packet(0x82);
		broker.client(version).send(cutOff).isDisconnected(MALFORMED);
	}

}
