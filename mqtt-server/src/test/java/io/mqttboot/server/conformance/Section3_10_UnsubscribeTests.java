package io.mqttboot.server.conformance;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * UNSUBSCRIBE and UNSUBACK.
 */
class Section3_10_UnsubscribeTests {

	private static final int DONE = 0x00;

	private static final int NO_SUBSCRIPTION_EXISTED = 0x11;

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@EachVersion
	@Clause({ "MQTT-3.10.3-2", "3.1.1:MQTT-3.10.3-2" })
	void unsubscribe_without_a_filter_is_refused(Version version) {
		broker.client(version).send(Packets.unsubscribe(1)).isDisconnected(0x81, 0x82);
	}

	@EachVersion
	@Clause({ "MQTT-3.10.4-1", "MQTT-3.10.4-4", "MQTT-3.10.4-5", "MQTT-3.10.4-6", "MQTT-3.11.3-1", "MQTT-3.11.3-2",
			"3.1.1:MQTT-3.10.4-1", "3.1.1:MQTT-3.10.4-4", "3.1.1:MQTT-3.10.4-5", "3.1.1:MQTT-3.10.4-6" })
	void several_filters_are_compared_character_by_character_and_answered_by_one_unsuback(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client(version);
		client.send(Packets.subscribe(1).filter(topic + "/a", 0).filter(topic + "/+", 0).filter(topic + "/b", 0))
			.receives(Packets.suback(1, 0, 0, 0));
		client.send(Packets.unsubscribe(2, topic + "/#", topic + "/+", topic + "/c", topic + "/a", topic + "/B"))
			.receives(Packets.unsuback(2, NO_SUBSCRIPTION_EXISTED, DONE, NO_SUBSCRIPTION_EXISTED, DONE,
					NO_SUBSCRIPTION_EXISTED));
		WirePeer publisher = broker.client(version);
		publisher.publishes(Packets.publish(topic + "/a", "gone"))
			.publishes(Packets.publish(topic + "/c", "gone"))
			.publishes(Packets.publish(topic + "/b", "still there"));
		client.receives(Packets.publish(topic + "/b", "still there")).receivesNothingFrom(publisher);
	}

	@EachVersion
	@Clause({ "MQTT-3.10.4-2", "3.1.1:MQTT-3.10.4-2" })
	void nothing_new_comes_after_unsubscribe(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client(version).subscribes(topic, 1);
		WirePeer publisher = broker.client(version).publishes(Packets.publish(topic, "before"));
		client.takes(Packets.publish(topic, "before").qos(1));
		client.send(Packets.unsubscribe(2, topic)).receives(Packets.unsuback(2, DONE));
		publisher.publishes(Packets.publish(topic, "after"));
		client.receivesNothingFrom(publisher);
	}

	@EachVersion
	@Clause({ "MQTT-3.10.4-3", "3.1.1:MQTT-3.10.4-3" })
	void deliveries_under_way_are_completed_after_unsubscribe(Version version) {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client(TestBroker.lasting(version, id)).subscribes(topic, 2);
		WirePeer publisher = broker.client(version);
		publisher.publishes(Packets.publish(topic, "one"));
		publisher.send(Packets.publish(topic, "two").qos(2).id(2)).receives(Packets.pubrec(2));
		publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
		Publish one = client.receivesMessage(Packets.publish(topic, "one").qos(1));
		Publish two = client.receivesMessage(Packets.publish(topic, "two").qos(2));
		client.send(Packets.unsubscribe(2, topic)).receives(Packets.unsuback(2, DONE));
		client.abort();
		WirePeer again = broker.client(TestBroker.resuming(version, id));
		again.receives(Packets.publish(topic, "one").qos(1).id(one.id()).dup(),
				Packets.publish(topic, "two").qos(2).id(two.id()).dup());
		again.send(Packets.puback(one.id()), Packets.pubrec(two.id())).receives(Packets.pubrel(two.id()));
		again.send(Packets.pubcomp(two.id())).receivesNothing();
	}

}
