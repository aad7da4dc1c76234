package io.mqttboot.server.conformance;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.CodesAck;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Topic names and filters.
 */
class Section4_7_TopicTests {

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@ParameterizedTest
	@CsvSource(textBlock = """
			/#, '', true
			/#, /a, true
			/#, /a/b/c, true
			/#, x, false
			/+, /a, true
			/+, /, true
			/+, '', false
			/+, /a/b, false
			/+/#, /a, true
			/+/#, '', false
			/+/b, /a/b, true
			/+/b, /a/c, false
			/+/b/#, /a/b, true
			/a/#, /a, true
			/a/#, /ab, false
			/a, /A, false
			/a, /a/, false
			/a/+, /a/, true
			//b, /b, false
			//b, //b, true
			/+/b, //b, true
			/a b, /a b, true
			/*, /a, false
			/*, /*, true
			/\u00e9, /e\u0301, false
			/汽车/+, /汽车/座椅加热, true
			""")
	@Clause({ "MQTT-4.7.3-4", "MQTT-3.3.2-3", "MQTT-4.7.1-1", "MQTT-4.7.1-2", "3.1.1:MQTT-4.7.3-4",
			"3.1.1:MQTT-3.3.2-3", "3.1.1:MQTT-4.7.1-2", "3.1.1:MQTT-4.7.1-3" })
	void filters_match_level_by_level_and_nothing_is_normalised(String filter, String name, boolean matches) {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client().subscribes(topic + filter, 0);
		WirePeer publisher = broker.client().publishes(Packets.publish(topic + name, "x"));
		if (matches) {
			subscriber.receives(Packets.publish(topic + name, "x"));
		}
		subscriber.receivesNothingFrom(publisher);
	}

	@EachVersion
	@Clause({ "MQTT-4.7.2-1", "3.1.1:MQTT-4.7.2-1" })
	void filters_that_begin_with_a_wildcard_do_not_match_topics_that_begin_with_a_dollar(Version version) {
		String name = TestBroker.name("topic");
		WirePeer all = broker.client(version).subscribes("#", 0);
		WirePeer plus = broker.client(version).subscribes("+/" + name, 0);
		WirePeer plusAll = broker.client(version).subscribes("+/" + name + "/#", 0);
		WirePeer exact = broker.client(version).subscribes("$SYS/" + name, 0);
		WirePeer below = broker.client(version).subscribes("$SYS/+", 0);
		broker.server().publish(MqttMessage.of("$SYS/" + name, "x", MqttQos.AT_LEAST_ONCE, false));
		exact.receives(Packets.publish("$SYS/" + name, "x"));
		below.receives(Packets.publish("$SYS/" + name, "x"));
		String fence = "fence/" + name;
		broker.client(version).publishes(Packets.publish(fence, "fence"));
		Packet<?> next = all.receive();
		while (!next.toString().contains(fence)) { // other tests' retained messages come
													// first
			assertThat(next.toString()).doesNotContain("$");
			next = all.receive();
		}
		plus.receives(Packets.publish("fence/" + name, "fence"));
		plusAll.receives(Packets.publish("fence/" + name, "fence"));
	}

	@EachVersion
	@Clause({ "MQTT-4.7.3-1", "3.1.1:MQTT-4.7.3-1" })
	void an_empty_topic_name_or_filter_is_refused(Version version) {
		broker.client(version).send(Packets.publish("", "x")).isDisconnected(0x81, 0x82, 0x90);
		WirePeer client = broker.client(version).send(Packets.subscribe(1, "", 0));
		if (client.receiveUnlessClosed() instanceof CodesAck suback) {
			assertThat(suback.codes()).singleElement().isEqualTo((version == Version.V5) ? 0x8F : 0x80);
		}
	}

	@Test
	@Clause({ "MQTT-4.7.3-3", "3.1.1:MQTT-4.7.3-3" })
	void the_longest_topic_name_allowed_is_served_and_a_longer_one_refused() {
		String longest = TestBroker.name("topic") + "x".repeat(5_000);
		longest = longest.substring(0, 4_096);
		WirePeer client = broker.client().subscribes(longest, 0);
		client.send(Packets.publish(longest, "fits")).receives(Packets.publish(longest, "fits"));
		client.send(Packets.publish(longest + "x", "does not")).isDisconnected(0x90);
	}

	@EachVersion
	@Clause({ "MQTT-4.7.1-1", "3.1.1:MQTT-4.7.1-2" })
	void the_filter_of_everything_is_valid(Version version) {
		WirePeer client = broker.client(version);
		client.send(Packets.subscribe(1, "#", 0));
		assertThat(client.receive()).isInstanceOf(CodesAck.class);
	}

}
