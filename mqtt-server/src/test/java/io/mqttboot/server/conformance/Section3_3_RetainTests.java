package io.mqttboot.server.conformance;

import java.util.stream.IntStream;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Retained messages.
 */
class Section3_3_RetainTests {

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@EachVersion
	@Clause({ "MQTT-3.3.1-5", "MQTT-3.3.1-9", "3.1.1:MQTT-3.3.1-5", "3.1.1:MQTT-3.3.1-6", "3.1.1:MQTT-3.3.1-8" })
	void a_retained_message_comes_with_its_qos_to_a_new_subscription(Version version) {
		String topic = TestBroker.name("retain");
		broker.client(version)
			.publishes(Packets.publish(topic + "/a", "old").retain())
			.publishes(Packets.publish(topic + "/a", "new").retain());
		broker.client(version).subscribes(topic + "/#", 2).takes(retained(topic + "/a", "new").qos(1));
		broker.client(version).subscribes(topic + "/+", 0).receives(retained(topic + "/a", "new"));
	}

	@EachVersion
	@Clause({ "MQTT-3.3.1-9", "3.1.1:MQTT-3.3.1-6" })
	void one_message_is_retained_for_each_topic_that_matches(Version version) {
		String topic = TestBroker.name("retain");
		WirePeer publisher = broker.client(version);
		for (int i = 0; i < 5; i++) {
			publisher.publishes(Packets.publish(topic + "/" + i, "" + i).retain());
		}
		WirePeer subscriber = broker.client(version).subscribes(topic + "/+", 0);
		assertThat(IntStream.range(0, 5)
			.mapToObj((i) -> subscriber.receive(Publish.class))
			.map((publish) -> publish.topic() + publish.payload()))
			.containsExactlyInAnyOrder(topic + "/00", topic + "/11", topic + "/22", topic + "/33", topic + "/44");
		subscriber.receivesNothing();
	}

	@EachVersion
	@Clause({ "MQTT-3.3.1-5", "3.1.1:MQTT-3.3.1-7" })
	void a_retained_message_at_qos_0_replaces_the_one_before(Version version) {
		String topic = TestBroker.name("retain");
		broker.client(version)
			.publishes(Packets.publish(topic, "at qos 1").retain())
			.send(Packets.publish(topic, "at qos 0").retain())
			.receivesNothing();
		broker.client(version).subscribes(topic, 1).receives(retained(topic, "at qos 0"));
	}

	@EachVersion
	@Clause({ "MQTT-3.3.1-6", "MQTT-3.3.1-7", "3.1.1:MQTT-3.3.1-10", "3.1.1:MQTT-3.3.1-11" })
	void an_empty_retained_message_is_delivered_and_removes_the_retained_one(Version version) {
		String topic = TestBroker.name("retain");
		WirePeer watcher = broker.client(version).subscribes(topic, 0);
		broker.client(version)
			.publishes(Packets.publish(topic, "kept").retain())
			.publishes(Packets.publish(topic, "").retain());
		watcher.receives(Packets.publish(topic, "kept"), Packets.publish(topic, ""));
		broker.client(version).subscribes(topic, 0).receivesNothing();
	}

	@EachVersion
	@Clause({ "MQTT-3.3.1-8", "3.1.1:MQTT-3.3.1-12" })
	void a_message_without_retain_leaves_the_retained_one_alone(Version version) {
		String topic = TestBroker.name("retain");
		broker.client(version)
			.publishes(Packets.publish(topic, "passes by"))
			.publishes(Packets.publish(topic, "kept").retain())
			.publishes(Packets.publish(topic, "passes by"))
			.publishes(Packets.publish(topic, ""));
		broker.client(version).subscribes(topic, 0).receives(retained(topic, "kept")).receivesNothing();
	}

	@EachVersion
	@Clause({ "MQTT-3.3.1-12", "3.1.1:MQTT-3.3.1-9" })
	void a_subscription_that_stands_gets_retained_messages_without_retain(Version version) {
		String topic = TestBroker.name("retain");
		WirePeer subscriber = broker.client(version).subscribes(topic, 1);
		broker.client(version).publishes(Packets.publish(topic, "live").retain());
		subscriber.takes(Packets.publish(topic, "live").qos(1));
	}

	@Test
	@Clause("MQTT-3.3.1-13")
	void retain_as_published_keeps_the_flag() {
		String topic = TestBroker.name("retain");
		WirePeer subscriber = broker.client().subscribes(topic, Subscribe.RETAIN_AS_PUBLISHED);
		broker.client()
			.publishes(Packets.publish(topic, "retained").retain())
			.publishes(Packets.publish(topic, "not retained"));
		subscriber.receives(retained(topic, "retained"), Packets.publish(topic, "not retained"));
	}

	@Test
	@Clause("MQTT-3.3.1-12")
	void without_retain_as_published_what_a_subscribe_brings_is_still_retained() {
		String topic = TestBroker.name("retain");
		broker.client().publishes(Packets.publish(topic, "kept").retain());
		broker.client().subscribes(topic, 0).receives(retained(topic, "kept"));
		broker.client().subscribes(topic, Subscribe.RETAIN_AS_PUBLISHED).receives(retained(topic, "kept"));
	}

	@EachVersion
	@Clause({ "MQTT-3.3.1-9", "MQTT-3.8.4-4", "3.1.1:MQTT-3.8.4-3" })
	void subscribing_again_brings_the_retained_messages_again(Version version) {
		String topic = TestBroker.name("retain");
		broker.client(version).publishes(Packets.publish(topic, "kept").retain());
		WirePeer subscriber = broker.client(version);
		subscriber.subscribes(topic, 0).receives(retained(topic, "kept"));
		subscriber.subscribes(topic, 0).receives(retained(topic, "kept"));
	}

	@Test
	@Clause("MQTT-3.3.1-10")
	void retain_handling_1_brings_them_only_to_a_new_subscription() {
		String topic = TestBroker.name("retain");
		broker.client().publishes(Packets.publish(topic, "kept").retain());
		WirePeer subscriber = broker.client();
		subscriber.subscribes(topic, Subscribe.RETAINED_IF_NEW).receives(retained(topic, "kept"));
		subscriber.subscribes(topic, Subscribe.RETAINED_IF_NEW).receivesNothing();
		subscriber.send(Packets.unsubscribe(2, topic)).receives(Packets.unsuback(2, 0));
		subscriber.subscribes(topic, Subscribe.RETAINED_IF_NEW).receives(retained(topic, "kept"));
	}

	@Test
	@Clause("MQTT-3.3.1-11")
	void retain_handling_2_brings_none() {
		String topic = TestBroker.name("retain");
		WirePeer publisher = broker.client().publishes(Packets.publish(topic, "kept").retain());
		WirePeer subscriber = broker.client();
		subscriber.subscribes(topic, Subscribe.RETAINED_NEVER).receivesNothing();
		publisher.publishes(Packets.publish(topic, "live").retain());
		subscriber.receives(Packets.publish(topic, "live"));
	}

	private static Publish retained(String topic, String payload) {
		return Packets.publish(topic, payload).retain();
	}

}
