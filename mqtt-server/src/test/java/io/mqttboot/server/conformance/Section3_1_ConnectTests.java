package io.mqttboot.server.conformance;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.ByteWriter;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * CONNECT: its form, and what is refused.
 */
class Section3_1_ConnectTests {

	private static final int MALFORMED = 0x81;

	private static final int PROTOCOL_ERROR = 0x82;

	private static final int UNSUPPORTED_VERSION = 0x84;

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@EachVersion
	@Clause({ "MQTT-3.1.4-5", "MQTT-3.1.0-1", "MQTT-4.2.0-1", "3.1.1:MQTT-3.1.4-4", "3.1.1:MQTT-7.1.1-1" })
	void a_good_connect_is_answered_with_connack_0(Version version) {
		WirePeer peer = broker.peer();
		Connack connack = peer.connects(Packets.connect(version, TestBroker.name("client")));
		assertThat(connack.sessionPresent()).isFalse();
		peer.receivesNothing();
	}

	@EachVersion
	@Clause({ "MQTT-3.1.0-1", "MQTT-3.14.0-1", "MQTT-4.13.1-1", "3.1.1:MQTT-3.1.0-1", "3.1.1:MQTT-4.8.0-1" })
	void any_other_first_packet_closes_the_connection(Version version) {
		broker.peer().speaks(version).send(Packets.pingreq()).isClosed();
		broker.peer().speaks(version).send(Packets.publish("t", "")).isClosed();
		broker.peer().speaks(version).send(Packets.subscribe(1, "t", 0)).isClosed();
		broker.peer().speaks(version).send(Packets.disconnect()).isClosed();
		broker.peer().speaks(version).sendHex("f0 00").isClosed();
		broker.peer().speaks(version).sendHex("00 00").isClosed();
	}

	@EachVersion
	@Clause({ "MQTT-3.1.0-2", "MQTT-4.13.2-1", "3.1.1:MQTT-3.1.0-2", "3.1.1:MQTT-4.8.0-1" })
	void a_second_connect_closes_the_connection(Version version) {
		Connect connect = Packets.connect(version, TestBroker.name("client"));
		broker.client(connect).send(connect).isDisconnected(PROTOCOL_ERROR);
	}

	@Test
	@Clause({ "MQTT-3.1.2-1", "3.1.1:MQTT-3.1.2-1" })
	void another_protocol_name_is_not_served() {
		for (Version version : Version.values()) {
			for (String name : new String[] { "MQTX", "mqtt", "", "MQTT5" }) {
				broker.peer()
					.send(Packets.connect(version, TestBroker.name("client")).protocolName(name))
					.isRefused(UNSUPPORTED_VERSION, 1);
			}
		}
	}

	@Test
	@Clause("3.1.1:MQTT-3.1.2-2")
	void an_old_protocol_level_is_refused_with_return_code_1() {
		broker.peer()
			.send(Packets.connect(Version.V3_1_1, TestBroker.name("client")).level(2))
			.receives(Packets.connack().code(1))
			.isClosed();
	}

	@Test
	@Clause({ "MQTT-3.1.2-2", "MQTT-3.2.2-7" })
	void a_coming_protocol_version_is_refused() {
		broker.peer().send(Packets.connect(TestBroker.name("client")).level(6)).isRefused(UNSUPPORTED_VERSION, 1);
	}

	@ParameterizedTest
	@EnumSource(names = { "V3_1_1", "V5" }) // MQTT 3.1 says nothing of it
	@Clause({ "MQTT-3.1.2-3", "3.1.1:MQTT-3.1.2-3" })
	void the_reserved_connect_flag_must_be_0(Version version) {
		refused(Packets.connect(version, TestBroker.name("client")).connectFlags(0x03));
	}

	@ParameterizedTest
	@EnumSource(names = { "V3_1_1", "V5" }) // MQTT 3.1 says nothing of it
	@Clause({ "MQTT-3.1.2-11", "MQTT-3.1.2-13", "3.1.1:MQTT-3.1.2-11", "3.1.1:MQTT-3.1.2-13", "3.1.1:MQTT-3.1.2-15" })
	void will_qos_and_will_retain_must_be_0_without_a_will(Version version) {
		refused(Packets.connect(version, TestBroker.name("client")).connectFlags(0x0A));
		refused(Packets.connect(version, TestBroker.name("client")).connectFlags(0x12));
		refused(Packets.connect(version, TestBroker.name("client")).connectFlags(0x22));
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-12", "3.1.1:MQTT-3.1.2-14" })
	void will_qos_is_never_3(Version version) {
		refused(Packets.connect(version, TestBroker.name("client")).will("will", "w", 3));
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-9", "3.1.1:MQTT-3.1.2-9" })
	void a_will_flag_without_will_fields_is_malformed(Version version) {
		refused(Packets.connect(version, TestBroker.name("client")).connectFlags(0x06));
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-11", "3.1.1:MQTT-3.1.2-11" })
	void will_fields_without_the_will_flag_are_malformed(Version version) {
		refused(Packets.connect(version, TestBroker.name("client")).will("will", "w", 0).connectFlags(0x02));
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-16", "MQTT-3.1.2-17", "3.1.1:MQTT-3.1.2-18", "3.1.1:MQTT-3.1.2-19" })
	void the_user_name_flag_and_the_payload_agree(Version version) {
		refused(Packets.connect(version, TestBroker.name("client")).userName("user").connectFlags(0x02));
		refused(Packets.connect(version, TestBroker.name("client")).connectFlags(0x82));
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-18", "MQTT-3.1.2-19", "3.1.1:MQTT-3.1.2-20", "3.1.1:MQTT-3.1.2-21" })
	void the_password_flag_and_the_payload_agree(Version version) {
		refused(Packets.connect(version, TestBroker.name("client")).userName("u").password("p").connectFlags(0x82));
		refused(Packets.connect(version, TestBroker.name("client")).userName("u").connectFlags(0xC2));
	}

	@Test
	@Clause("3.1.1:MQTT-3.1.2-22")
	void before_mqtt_5_there_is_no_password_without_a_user_name() {
		refused(Packets.connect(Version.V3_1_1, TestBroker.name("client")).password("secret"));
		broker.client(Packets.connect(Version.V5, TestBroker.name("client")).password("secret"));
	}

	@EachVersion
	@Clause({ "MQTT-3.1.3-3", "3.1.1:MQTT-3.1.3-3" })
	void a_connect_without_client_id_is_malformed(Version version) {
		ByteWriter connect = new ByteWriter().string((version == Version.V3_1) ? "MQIsdp" : "MQTT")
			.raw(version.ordinal() + 3, 0x02, 0, 60);
		byte[] packet = ((version == Version.V5) ? connect.one(0) : connect).packet(0x10);
		WirePeer peer = broker.peer().speaks(version).send(packet);
		if (version == Version.V3_1_1) {
			peer.isClosed();
		}
		else {
			peer.isRefused(MALFORMED, 2);
		}
	}

	@Test
	@Clause({ "MQTT-3.1.4-1", "3.1.1:MQTT-3.1.4-1", "3.1.1:MQTT-3.2.2-6" })
	void a_malformed_connect_closes_the_connection() {
		broker.peer().sendHex("10 02 00 04").isRefused(MALFORMED);
		broker.peer().sendHex("10 00").isRefused(MALFORMED);
		broker.peer().sendHex("10 ff ff ff ff 7f").isRefused(MALFORMED, 0x95);
		broker.peer().speaks(Version.V3_1_1).sendHex("10 0a 00 04 4d 51 54 54 04 02 00 3c").isClosed();
		broker.peer().speaks(Version.V3_1_1).sendHex("10 0f 00 04 4d 51 54 54 04 02 00 3c 00 01 63 00 00").isClosed();
	}

	@Test
	@Clause("MQTT-3.1.4-1")
	void bad_properties_of_connect_are_refused() {
		refused(Packets.connect(TestBroker.name("client")).property(Property.RECEIVE_MAX, 0));
		refused(Packets.connect(TestBroker.name("client")).property(Property.MAX_PACKET_SIZE, 0));
		refused(Packets.connect(TestBroker.name("client")).property(Property.REQUEST_PROBLEM_INFO, 2));
		refused(Packets.connect(TestBroker.name("client")).property(Property.REQUEST_RESPONSE_INFO, 2));
		refused(Packets.connect(TestBroker.name("client")).property(Property.TOPIC_ALIAS, 1));
		refused(Packets.connect(TestBroker.name("client")).property(Property.AUTH_DATA, new byte[1]));
		refused(Packets.connect(TestBroker.name("client"))
			.property(Property.RECEIVE_MAX, 5)
			.property(Property.RECEIVE_MAX, 5));
		refused(Packets.connect(TestBroker.name("client")).will("will", "w", 0).willProperty(Property.TOPIC_ALIAS, 1));
	}

	private static void refused(Connect connect) {
		WirePeer peer = broker.peer().send(connect);
		peer.isRefused(MALFORMED, PROTOCOL_ERROR);
	}

	@EachVersion
	@Clause({ "MQTT-3.1.3-5", "3.1.1:MQTT-3.1.3-5" })
	void client_ids_of_23_letters_and_digits_are_allowed(Version version) {
		broker.client(Packets.connect(version, "Z"));
		broker.client(Packets.connect(version, "0123456789abcdefghijklm"));
		broker.client(Packets.connect(version, "nopqrstuvwxyzABCDEFGHIJ"));
		broker.client(Packets.connect(version, "KLMNOPQRSTUVWXYZ"));
	}

	@Test
	@Clause({ "MQTT-3.1.3-6", "MQTT-3.1.3-7", "MQTT-3.2.2-16" })
	void an_empty_client_id_is_replaced_by_a_new_one_that_is_told_and_used() {
		WirePeer first = broker.peer();
		String id = first.connects(Packets.connect("").sessionExpiry(1_000))
			.text(Property.ASSIGNED_CLIENT_ID)
			.orElseThrow();
		String other = broker.peer().connects(Packets.connect("")).text(Property.ASSIGNED_CLIENT_ID).orElseThrow();
		assertThat(id).isNotEmpty().isNotEqualTo(other);
		first.leaves();
		assertThat(broker.peer().connects(TestBroker.resuming(Version.V5, id)).sessionPresent()).isTrue();
	}

	@Test
	@Clause("MQTT-3.1.3-7")
	void a_client_id_of_ones_own_is_not_replaced() {
		Connack connack = broker.peer().connects(Packets.connect(TestBroker.name("client")));
		assertThat(connack.has(Property.ASSIGNED_CLIENT_ID)).isFalse();
	}

	@Test
	@Clause("3.1.1:MQTT-3.1.3-6")
	void before_mqtt_5_an_empty_client_id_is_a_session_of_its_own() {
		String topic = TestBroker.name("topic");
		WirePeer first = broker.client(Packets.connect(Version.V3_1_1, ""));
		WirePeer second = broker.client(Packets.connect(Version.V3_1_1, ""));
		first.subscribes(topic, 0);
		second.publishes(Packets.publish(topic, "both are there"));
		first.receives(Packets.publish(topic, "both are there"));
	}

	@Test
	@Clause({ "3.1.1:MQTT-3.1.3-8", "3.1.1:MQTT-3.1.3-9", "3.1.1:MQTT-3.2.2-4", "3.1.1:MQTT-3.2.2-5" })
	void before_mqtt_5_an_empty_client_id_cannot_have_a_lasting_session() {
		broker.peer().send(Packets.connect(Version.V3_1_1, "").resume()).receives(Packets.connack().code(2)).isClosed();
	}

	@Test
	@Clause({ "MQTT-3.1.4-3", "MQTT-3.14.2-2", "MQTT-3.14.4-1", "MQTT-3.14.4-2" })
	void a_second_connection_of_a_client_id_takes_over_from_the_first() {
		Connect connect = Packets.connect(TestBroker.name("client"));
		WirePeer first = broker.client(connect);
		WirePeer second = broker.client(connect);
		first.isDisconnected(0x8E);
		second.receivesNothing();
	}

	@Test
	@Clause("3.1.1:MQTT-3.1.4-2")
	void before_mqtt_5_the_first_connection_is_closed_without_a_word() {
		Connect connect = Packets.connect(Version.V3_1_1, TestBroker.name("client"));
		WirePeer first = broker.client(connect);
		WirePeer second = broker.client(connect);
		first.isClosed();
		second.receivesNothing();
	}

	@Test
	@Clause("MQTT-3.1.2-28")
	void response_information_is_not_sent_unasked() {
		String id = TestBroker.name("client");
		assertThat(broker.peer().connects(Packets.connect(id)).has(Property.RESPONSE_INFO)).isFalse();
		Connect saysNo = Packets.connect(id).property(Property.REQUEST_RESPONSE_INFO, 0);
		assertThat(broker.peer().connects(saysNo).has(Property.RESPONSE_INFO)).isFalse();
	}

	@EachVersion
	@Clause({ "MQTT-3.2.0-1", "MQTT-3.2.0-2", "MQTT-3.2.2-1", "3.1.1:MQTT-3.2.0-1" })
	void packets_that_follow_connect_at_once_are_answered_after_the_one_connack(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer peer = broker.peer()
			.send(Packets.connect(version, TestBroker.name("client")), Packets.subscribe(1, topic, 0),
					Packets.publish(topic, "early"), Packets.pingreq());
		assertThat(peer.receive(Connack.class).code()).isZero();
		peer.receives(Packets.suback(1, 0), Packets.publish(topic, "early"), Packets.pingresp());
	}

}
