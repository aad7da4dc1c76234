package io.mqttboot.server.conformance;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.ByteWriter;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Strings and numbers on the wire.
 */
class Section1_5_DataTests {

	private static final int MALFORMED = 0x81;

	private static final int TOPIC_INVALID = 0x90;

	private static final int FILTER_INVALID = 0x8F;

	private static final byte[] OVERLONG = { (byte) 0xC0, (byte) 0x80 };

	private static final byte[] SURROGATE = { 'a', (byte) 0xED, (byte) 0xA0, (byte) 0x80 };

	private static final byte[] NULL = { 'a', 0, 'b' };

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@EachVersion
	@Clause({ "MQTT-1.5.4-1", "MQTT-3.3.2-1", "3.1.1:MQTT-1.5.3-1", "3.1.1:MQTT-3.3.2-1", "MQTT-4.13.1-1" })
	void a_topic_name_that_is_not_utf_8_closes_the_connection(Version version) {
		broker.client(version).send(publish(version, OVERLONG)).isDisconnected(MALFORMED);
		broker.client(version).send(publish(version, SURROGATE)).isDisconnected(MALFORMED);
		broker.client(version)
			.send(publish(version, new byte[] { (byte) 0xE6, (byte) 0xB1 }))
			.isDisconnected(MALFORMED);
	}

	@EachVersion
	@Clause({ "MQTT-1.5.4-2", "MQTT-4.7.3-2", "3.1.1:MQTT-1.5.3-2", "3.1.1:MQTT-4.7.3-2" })
	void a_string_with_u_0000_closes_the_connection(Version version) {
		broker.client(version).send(publish(version, NULL)).isDisconnected(MALFORMED, TOPIC_INVALID);
		broker.client(version).send(subscribe(version, NULL)).isDisconnected(MALFORMED, FILTER_INVALID);
	}

	@EachVersion
	@Clause({ "MQTT-3.8.3-1", "MQTT-3.10.3-1", "3.1.1:MQTT-3.8.3-1", "3.1.1:MQTT-3.10.3-1" })
	void a_filter_that_is_not_utf_8_closes_the_connection(Version version) {
		broker.client(version).send(subscribe(version, SURROGATE)).isDisconnected(MALFORMED);
		broker.client(version).send(unsubscribe(version, OVERLONG)).isDisconnected(MALFORMED);
	}

	@EachVersion
	@Clause({ "MQTT-1.5.4-3", "3.1.1:MQTT-1.5.3-3" })
	void a_zero_width_no_break_space_is_kept_like_any_character(Version version) {
		String plain = TestBroker.name("bom");
		WirePeer client = broker.client(version);
		client.subscribes("\uFEFF" + plain, 0);
		client.send(Packets.publish(plain, "without"), Packets.publish("\uFEFF" + plain, "with"));
		client.receives(Packets.publish("\uFEFF" + plain, "with"));
	}

	@Test
	@Clause("MQTT-1.5.5-1")
	void a_length_in_more_bytes_than_needed_closes_the_connection() {
		byte[] longPropertyLength = new ByteWriter().string("topic").raw(0x80, 0x00).raw('x').packet(0x30);
		broker.client().send(longPropertyLength).isDisconnected(MALFORMED);
		broker.client().sendHex("c0 80 00").isDisconnected(MALFORMED);
	}

	@Test
	@Clause("MQTT-1.5.5-1")
	void lengths_that_the_server_writes_are_as_short_as_they_can_be() {
		String topic = TestBroker.name("length");
		WirePeer client = broker.client();
		client.subscribes(topic, 0);
		for (int length : new int[] { 0, 100, 125, 126, 127, 128, 129, 500, 7_000 }) {
			byte[] payload = new byte[length];
			client.send(Packets.publish(topic, payload)).receives(Packets.publish(topic, payload));
		}
	}

	@Test
	@Clause("MQTT-1.5.7-1")
	void both_halves_of_a_user_property_are_checked() {
		for (byte[] bad : new byte[][] { OVERLONG, SURROGATE, NULL }) {
			byte[] badName = new ByteWriter().one(0x26).binary(bad).string("value").bytes();
			byte[] badValue = new ByteWriter().one(0x26).string("name").binary(bad).bytes();
			broker.client().send(publishWith(badName)).isDisconnected(MALFORMED);
			broker.client().send(publishWith(badValue)).isDisconnected(MALFORMED);
		}
	}

	@Test
	@Clause({ "MQTT-3.3.2-13", "MQTT-3.3.2-19" })
	void response_topic_and_content_type_are_utf_8() {
		broker.client()
			.send(publishWith(new ByteWriter().one(0x08).binary(SURROGATE).bytes()))
			.isDisconnected(MALFORMED);
		broker.client()
			.send(publishWith(new ByteWriter().one(0x03).binary(OVERLONG).bytes()))
			.isDisconnected(MALFORMED);
	}

	@EachVersion
	@Clause({ "MQTT-3.1.3-4", "MQTT-3.1.3-11", "MQTT-3.1.3-12", "3.1.1:MQTT-3.1.3-4", "3.1.1:MQTT-3.1.3-10",
			"3.1.1:MQTT-3.1.3-11" })
	void a_connect_with_a_string_that_is_not_utf_8_is_refused(Version version) {
		int willAndClean = 0x06;
		int userAndClean = 0x82;
		refused(version, connect(version, 0x02).binary(SURROGATE));
		ByteWriter will = connect(version, willAndClean).string(TestBroker.name("client"));
		refused(version, properties(version, will).binary(OVERLONG).binary(new byte[1]));
		refused(version, connect(version, userAndClean).string(TestBroker.name("client")).binary(SURROGATE));
	}

	private static void refused(Version version, ByteWriter connect) {
		WirePeer peer = broker.peer().speaks(version).send(connect.packet(0x10));
		if (version == Version.V3_1_1) {
			peer.isClosed(); // [3.1.1 MQTT-3.1.4-1] without CONNACK
		}
		else {
			peer.isRefused(MALFORMED, 0x85, 0x86, TOPIC_INVALID, 2, 4);
		}
	}

	private static ByteWriter connect(Version version, int flags) {
		ByteWriter out = new ByteWriter().string((version == Version.V3_1) ? "MQIsdp" : "MQTT");
		return properties(version, out.one(version.ordinal() + 3).one(flags).two(60));
	}

	private static ByteWriter properties(Version version, ByteWriter out) {
		return (version == Version.V5) ? out.one(0) : out;
	}

	private static byte[] publish(Version version, byte[] topic) {
		return properties(version, new ByteWriter().binary(topic)).raw('x').packet(0x30);
	}

	private static byte[] publishWith(byte[] property) {
		return new ByteWriter().string("topic").variable(property.length).raw(property).raw('x').packet(0x30);
	}

	private static byte[] subscribe(Version version, byte[] filter) {
		return properties(version, new ByteWriter().two(9)).binary(filter).one(0).packet(0x82);
	}

	private static byte[] unsubscribe(Version version, byte[] filter) {
		return properties(version, new ByteWriter().two(9)).binary(filter).packet(0xA2);
	}

	@Test
	@Clause("MQTT-1.5.4-1")
	void a_reason_string_from_a_client_is_checked_too() {
		byte[] disconnect = new ByteWriter().one(0).one(5).one(0x1F).binary(OVERLONG).packet(0xE0);
		broker.client().send(disconnect).isDisconnected(MALFORMED);
	}

	@Test
	@Clause("MQTT-1.5.4-1")
	void text_of_all_lengths_of_utf_8_passes() {
		String topic = TestBroker.name("汽车/座椅加热/é/😀");
		WirePeer client = broker.client();
		client.subscribes(topic, 0);
		client.send(Packets.publish(topic, "ß").property(Property.CONTENT_TYPE, "text/😀"));
		client.receives(Packets.publish(topic, "ß").property(Property.CONTENT_TYPE, "text/😀"));
	}

}
