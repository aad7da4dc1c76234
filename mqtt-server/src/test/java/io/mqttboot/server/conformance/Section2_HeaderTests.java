package io.mqttboot.server.conformance;

import java.util.HashSet;
import java.util.Set;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.ByteWriter;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Flags, packet identifiers and property lengths.
 */
class Section2_HeaderTests {

	private static final int MALFORMED = 0x81;

	private static final int PROTOCOL_ERROR = 0x82;

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@EachVersion
	@Clause({ "MQTT-2.1.3-1", "3.1.1:MQTT-2.2.2-1", "3.1.1:MQTT-2.2.2-2" })
	void reserved_flags_of_any_packet_close_the_connection(Version version) {
		refused(version, Packets.puback(1).flags(2));
		refused(version, Packets.pubrec(1).flags(1));
		refused(version, Packets.pubcomp(1).flags(8));
		refused(version, Packets.pingreq().flags(1));
	}

	@EachVersion
	@Clause({ "MQTT-3.6.1-1", "3.1.1:MQTT-3.6.1-1" })
	void pubrel_with_other_flags_than_0010_closes_the_connection(Version version) {
		refused(version, Packets.pubrel(1).flags(0));
		refused(version, Packets.pubrel(1).flags(3));
	}

	@EachVersion
	@Clause({ "MQTT-3.8.1-1", "3.1.1:MQTT-3.8.1-1" })
	void subscribe_with_other_flags_than_0010_closes_the_connection(Version version) {
		refused(version, Packets.subscribe(1, "a", 0).flags(0));
		refused(version, Packets.subscribe(1, "a", 0).flags(6));
	}

	@EachVersion
	@Clause({ "MQTT-3.10.1-1", "3.1.1:MQTT-3.10.1-1" })
	void unsubscribe_with_other_flags_than_0010_closes_the_connection(Version version) {
		refused(version, Packets.unsubscribe(1, "a").flags(0));
		refused(version, Packets.unsubscribe(1, "a").flags(3));
	}

	@EachVersion
	@Clause({ "MQTT-3.14.1-1", "3.1.1:MQTT-3.14.1-1" })
	void disconnect_with_flags_is_malformed(Version version) {
		refused(version, Packets.disconnect().flags(1));
	}

	@Test
	@Clause("MQTT-3.15.1-1")
	void auth_with_flags_is_malformed() {
		refused(Version.V5, Packets.auth(0x19, "method", "data").flags(1));
	}

	private static void refused(Version version, Packet<?> packet) {
		broker.client(version).send(packet).isDisconnected(MALFORMED);
	}

	@EachVersion
	@Clause({ "MQTT-2.1.3-1", "3.1.1:MQTT-2.2.2-2" })
	void connect_with_flags_is_refused(Version version) {
		broker.peer().send(Packets.connect(version, TestBroker.name("client")).flags(1)).isRefused(MALFORMED);
	}

	@EachVersion
	@Clause({ "MQTT-2.2.1-3", "3.1.1:MQTT-2.3.1-1" })
	void packet_identifier_0_closes_the_connection(Version version) {
		broker.client(version).send(Packets.subscribe(0, "a", 0)).isDisconnected(MALFORMED, PROTOCOL_ERROR);
		broker.client(version).send(Packets.unsubscribe(0, "a")).isDisconnected(MALFORMED, PROTOCOL_ERROR);
		broker.client(version).send(Packets.publish("a", "").qos(1).id(0)).isDisconnected(MALFORMED, PROTOCOL_ERROR);
		broker.client(version).send(Packets.publish("a", "").qos(2).id(0)).isDisconnected(MALFORMED, PROTOCOL_ERROR);
	}

	@EachVersion
	@Clause({ "MQTT-2.2.1-2", "MQTT-2.2.2-1", "MQTT-4.3.1-1", "3.1.1:MQTT-2.3.1-5", "3.1.1:MQTT-4.3.1-1" })
	void a_message_at_qos_0_has_no_packet_identifier(Version version) {
		String topic = TestBroker.name("qos0");
		WirePeer client = broker.client(version);
		client.subscribes(topic, 2);
		client.send(Packets.publish(topic, "payload")).receives(Packets.publish(topic, "payload"));
	}

	@Test
	@Clause("MQTT-2.2.2-1")
	void a_packet_without_the_property_length_is_malformed() {
		broker.client().send(new ByteWriter().string("topic").packet(0x30)).isDisconnected(MALFORMED);
		broker.client().send(new ByteWriter().two(1).packet(0x82)).isDisconnected(MALFORMED, PROTOCOL_ERROR);
	}

	@EachVersion
	@Clause({ "MQTT-2.2.1-4", "MQTT-4.3.2-1", "MQTT-4.3.3-1", "3.1.1:MQTT-2.3.1-4", "3.1.1:MQTT-4.3.2-1",
			"3.1.1:MQTT-4.3.3-1" })
	void the_server_takes_a_packet_identifier_that_is_not_in_use(Version version) {
		String topic = TestBroker.name("ids");
		WirePeer subscriber = broker.client(version);
		subscriber.subscribes(topic, 2);
		WirePeer publisher = broker.client(version);
		Set<Integer> inUse = new HashSet<>();
		for (int i = 0; i < 20; i++) {
			publisher.publishes(Packets.publish(topic, "" + i));
			Publish publish = subscriber.receivesMessage(Packets.publish(topic, "" + i).qos(1));
			assertThat(inUse.add(publish.id())).isTrue();
			if (i % 3 == 0) {
				subscriber.send(Packets.puback(publish.id()));
				inUse.remove(publish.id());
			}
		}
	}

	@EachVersion
	@Clause({ "MQTT-2.2.1-5", "MQTT-2.2.1-6", "MQTT-3.8.4-2", "MQTT-3.10.4-5", "3.1.1:MQTT-2.3.1-6",
			"3.1.1:MQTT-2.3.1-7", "3.1.1:MQTT-3.8.4-2", "3.1.1:MQTT-3.10.4-4" })
	void answers_repeat_the_packet_identifier(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client(version);
		client.send(Packets.subscribe(65_535, topic, 0)).receives(Packets.suback(65_535, 0));
		client.send(Packets.unsubscribe(256, topic)).receives(Packets.unsuback(256, 0));
		String other = TestBroker.name("other");
		broker.client(version).subscribes(other, 0);
		client.send(Packets.publish(other, "a").qos(1).id(255)).receives(Packets.puback(255));
		client.send(Packets.publish(other, "b").qos(2).id(4_660)).receives(Packets.pubrec(4_660));
		client.send(Packets.pubrel(4_660)).receives(Packets.pubcomp(4_660));
	}

	@EachVersion
	@Clause({ "MQTT-4.2.0-1", "3.1.1:MQTT-7.1.1-1" })
	void packets_may_come_byte_by_byte(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client(version).subscribes(topic, 1);
		WirePeer client = broker.peer().speaks(version);
		bytewise(client, Packets.connect(version, TestBroker.name("client")).bytes(version));
		assertThat(client.receive(Connack.class).code()).isZero();
		bytewise(client, Packets.publish(topic, "slow").qos(1).id(1).bytes(version));
		client.receives(Packets.puback(1));
		subscriber.takes(Packets.publish(topic, "slow").qos(1));
	}

	private static void bytewise(WirePeer peer, byte[] bytes) {
		for (byte one : bytes) {
			peer.send(new byte[] { one });
		}
	}

}
