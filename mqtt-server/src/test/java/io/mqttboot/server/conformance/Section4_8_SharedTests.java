package io.mqttboot.server.conformance;

import java.util.List;
import java.util.stream.Stream;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.CodesAck;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Shared subscriptions.
 */
class Section4_8_SharedTests {

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@Test
	@Clause({ "MQTT-4.8.2-1", "MQTT-4.8.2-2" })
	void a_shared_filter_of_the_wrong_form_is_refused() {
		for (String bad : new String[] { "$share/", "$share//topic", "$share/group", "$share/group/",
				"$share/gr+up/topic", "$share/gr#up/topic", "$share/+/topic", "$share/#" }) {
			WirePeer client = broker.client().send(Packets.subscribe(1, bad, 0));
			if (client.receiveUnlessClosed() instanceof CodesAck suback) {
				assertThat(suback.codes()).as(bad).containsExactly(0x8F);
			}
		}
	}

	@Test
	@Clause({ "MQTT-4.8.2-1", "MQTT-4.8.2-2" })
	void each_group_gets_a_message_once_and_everyone_else_as_usual() {
		String topic = TestBroker.name("topic");
		List<WirePeer> red = Stream.of(1, 2, 3)
			.map((i) -> broker.client().subscribes("$share/red/" + topic + "/+", 0))
			.toList();
		WirePeer blue = broker.client().subscribes("$share/blue/" + topic + "/#", 0);
		WirePeer single = broker.client().subscribes(topic + "/a", 0);
		int count = 30;
		WirePeer publisher = broker.client();
		for (int i = 0; i < count; i++) {
			publisher.publishes(Packets.publish(topic + "/a", "" + i));
			blue.receives(Packets.publish(topic + "/a", "" + i));
			single.receives(Packets.publish(topic + "/a", "" + i));
		}
		int received = red.stream().mapToInt((peer) -> countUntilFence(peer, publisher)).sum();
		assertThat(received).isEqualTo(count);
	}

	private static int countUntilFence(WirePeer peer, WirePeer publisher) {
		String fence = TestBroker.name("until");
		peer.send(Packets.subscribe(9, fence, 0));
		int count = 0;
		// what came before SUBACK was on its way already
		for (Object packet = peer.receive(); !(packet instanceof CodesAck); packet = peer.receive()) {
			count++;
		}
		publisher.publishes(Packets.publish(fence, ""));
		while (!peer.receive(Publish.class).topic().equals(fence)) {
			count++;
		}
		return count;
	}

	@Test
	@Clause("MQTT-4.8.2-3")
	void each_member_gets_the_qos_it_was_granted() {
		String topic = TestBroker.name("topic");
		WirePeer zero = broker.client().subscribes("$share/zero/" + topic, 0);
		WirePeer one = broker.client().subscribes("$share/one/" + topic, 1);
		WirePeer two = broker.client().subscribes("$share/two/" + topic, 2);
		WirePeer publisher = broker.client();
		publisher.send(Packets.publish(topic, "x").qos(2).id(2)).receives(Packets.pubrec(2));
		publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
		zero.receives(Packets.publish(topic, "x"));
		one.takes(Packets.publish(topic, "x").qos(1));
		two.takes(Packets.publish(topic, "x").qos(2));
	}

	@Test
	@Clause("MQTT-4.8.2-4")
	void a_delivery_at_qos_2_is_completed_with_the_same_member() {
		String topic = TestBroker.name("topic");
		String id = TestBroker.name("client");
		WirePeer first = broker.client(TestBroker.lasting(Version.V5, id)).subscribes("$share/group/" + topic, 2);
		WirePeer publisher = publishesAtQos2(topic);
		Publish sent = first.receivesMessage(Packets.publish(topic, "x").qos(2));
		WirePeer other = broker.client().subscribes("$share/group/" + topic, 2);
		first.abort();
		WirePeer again = broker.client(TestBroker.resuming(Version.V5, id));
		again.receives(Packets.publish(topic, "x").qos(2).id(sent.id()).dup());
		again.send(Packets.pubrec(sent.id())).receives(Packets.pubrel(sent.id()));
		again.send(Packets.pubcomp(sent.id())).receivesNothing();
		other.receivesNothingFrom(publisher);
	}

	@Test
	@Clause("MQTT-4.8.2-5")
	void a_delivery_at_qos_2_goes_to_nobody_else_when_the_session_ends() {
		String topic = TestBroker.name("topic");
		String id = TestBroker.name("client");
		WirePeer first = broker.client(TestBroker.lasting(Version.V5, id)).subscribes("$share/group/" + topic, 2);
		WirePeer publisher = publishesAtQos2(topic);
		first.receivesMessage(Packets.publish(topic, "x").qos(2));
		WirePeer other = broker.client().subscribes("$share/group/" + topic, 2);
		first.abort();
		broker.client(Packets.connect(id)).receivesNothing();
		other.receivesNothingFrom(publisher);
	}

	private static WirePeer publishesAtQos2(String topic) {
		WirePeer publisher = broker.client();
		publisher.send(Packets.publish(topic, "x").qos(2).id(2)).receives(Packets.pubrec(2));
		return publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
	}

	@Test
	@Clause("MQTT-4.8.2-6")
	void a_message_that_a_member_refuses_goes_to_nobody_else() {
		String topic = TestBroker.name("topic");
		WirePeer first = broker.client().subscribes("$share/group/" + topic, 2);
		WirePeer publisher = broker.client().publishes(Packets.publish(topic, "one"));
		Publish one = first.receivesMessage(Packets.publish(topic, "one").qos(1));
		publisher.send(Packets.publish(topic, "two").qos(2).id(2)).receives(Packets.pubrec(2));
		publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
		Publish two = first.receivesMessage(Packets.publish(topic, "two").qos(2));
		WirePeer other = broker.client().subscribes("$share/group/" + topic, 2);
		first.send(Packets.puback(one.id()).code(0x80), Packets.pubrec(two.id()).code(0x97)).receivesNothing();
		other.receivesNothingFrom(publisher);
	}

	@Test
	@Clause("MQTT-4.8.2-1")
	void a_shared_subscription_brings_no_retained_messages() {
		String topic = TestBroker.name("topic");
		broker.client().publishes(Packets.publish(topic, "kept").retain());
		broker.client().subscribes("$share/group/" + topic, 0).receivesNothing();
	}

	@Test
	@Clause("MQTT-3.10.4-1")
	void leaving_a_group_leaves_it_and_not_the_topic() {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client().subscribes("$share/group/" + topic, 0).subscribes(topic, 0);
		client.send(Packets.unsubscribe(2, "$share/other/" + topic, "$share/group/" + topic))
			.receives(Packets.unsuback(2, 0x11, 0));
		WirePeer publisher = broker.client().publishes(Packets.publish(topic, "x"));
		client.receives(Packets.publish(topic, "x")).receivesNothingFrom(publisher);
	}

}
