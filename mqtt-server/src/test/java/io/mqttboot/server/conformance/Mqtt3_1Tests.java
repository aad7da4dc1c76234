package io.mqttboot.server.conformance;

import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What MQTT 3.1 does otherwise; its statements have no ids.
 */
class Mqtt3_1Tests {

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@Test
	void dup_of_packets_that_are_sent_again_is_tolerated() {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client(Version.V3_1);
		client.send(Packets.subscribe(1, topic, 1).flags(0x0A)).receives(Packets.suback(1, 1));
		WirePeer publisher = broker.client(Version.V3_1);
		publisher.send(Packets.publish(topic, "x").qos(2).id(2)).receives(Packets.pubrec(2));
		publisher.send(Packets.pubrel(2).flags(0x0A)).receives(Packets.pubcomp(2));
		client.takes(Packets.publish(topic, "x").qos(1));
		client.send(Packets.unsubscribe(3, topic).flags(0x0A)).receives(Packets.unsuback(3));
	}

	@Test
	void a_client_id_longer_than_23_characters_is_accepted() {
		broker.client(Packets.connect(Version.V3_1, TestBroker.name("a-client-id-of-more-than-23-characters-")));
	}

	@Test
	void an_empty_client_id_is_refused() {
		broker.peer().send(Packets.connect(Version.V3_1, "")).receives(Packets.connack().code(2)).isClosed();
	}

	@Test
	void there_is_no_session_present() {
		Connect connect = TestBroker.resuming(Version.V3_1, TestBroker.name("client"));
		broker.client(connect).leaves();
		assertThat(broker.peer().connects(connect).sessionPresent()).isFalse();
	}

	@Test
	void name_and_level_of_different_versions_do_not_go_together() {
		broker.peer()
			.send(Packets.connect(Version.V3_1, TestBroker.name("client")).level(4))
			.speaks(Version.V3_1_1)
			.isRefused(1);
		broker.peer().send(Packets.connect(Version.V3_1_1, TestBroker.name("client")).level(3)).isRefused(1);
		broker.peer()
			.send(Packets.connect(Version.V5, TestBroker.name("client")).protocolName("MQIsdp"))
			.isRefused(0x84, 1);
	}

	@Test
	void clients_of_all_versions_talk_to_each_other() {
		String topic = TestBroker.name("topic");
		for (Version from : Version.values()) {
			for (Version to : Version.values()) {
				WirePeer subscriber = broker.client(to).subscribes(topic, 2);
				WirePeer publisher = broker.client(from);
				publisher.send(Packets.publish(topic, "x").qos(2).id(2).userProperty("only", "in 5"))
					.receives(Packets.pubrec(2));
				publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
				boolean both5 = from == Version.V5 && to == Version.V5;
				subscriber.takes(both5 ? Packets.publish(topic, "x").qos(2).userProperty("only", "in 5")
						: Packets.publish(topic, "x").qos(2));
				subscriber.leaves();
			}
		}
	}

	@Test
	void a_session_may_be_resumed_in_another_version() {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		broker.client(TestBroker.lasting(Version.V3_1_1, id)).subscribes(topic, 1).leaves();
		WirePeer publisher = broker.client();
		publisher.publishes(Packets.publish(topic, "x").property(Property.CONTENT_TYPE, "text"));
		WirePeer five = broker.client(TestBroker.resuming(Version.V5, id));
		five.takes(Packets.publish(topic, "x").qos(1).property(Property.CONTENT_TYPE, "text")).leaves();
		publisher.publishes(Packets.publish(topic, "y").property(Property.CONTENT_TYPE, "text"));
		broker.client(TestBroker.resuming(Version.V3_1, id)).takes(Packets.publish(topic, "y").qos(1));
	}

}
