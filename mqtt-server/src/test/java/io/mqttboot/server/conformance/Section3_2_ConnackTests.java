package io.mqttboot.server.conformance;

import java.util.Optional;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * CONNACK: what it tells.
 */
class Section3_2_ConnackTests {

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@EachVersion
	@Clause({ "MQTT-3.2.2-2", "MQTT-3.2.2-3", "3.1.1:MQTT-3.2.2-1", "3.1.1:MQTT-3.2.2-2", "3.1.1:MQTT-3.2.2-3" })
	void session_present_tells_whether_a_session_was_resumed(Version version) {
		String id = TestBroker.name("client");
		boolean told = version != Version.V3_1; // it has no session present
		assertThat(present(TestBroker.resuming(version, id))).isFalse();
		assertThat(present(TestBroker.resuming(version, id))).isEqualTo(told);
		assertThat(present(TestBroker.resuming(version, id))).isEqualTo(told);
		assertThat(present(Packets.connect(version, id))).isFalse();
		assertThat(present(TestBroker.resuming(version, id))).isFalse();
	}

	private static boolean present(Connect connect) {
		WirePeer peer = broker.peer();
		Connack connack = peer.connects(connect);
		peer.leaves();
		return connack.sessionPresent();
	}

	@Test
	@Clause({ "MQTT-3.2.2-6", "MQTT-3.2.2-7", "MQTT-3.2.2-8", "MQTT-4.13.2-1", "3.1.1:MQTT-3.2.2-4",
			"3.1.1:MQTT-3.2.2-5" })
	void a_refusal_has_no_session_and_closes_the_connection_even_if_there_is_a_session() {
		String id = TestBroker.name("client");
		broker.client(TestBroker.lasting(Version.V5, id)).leaves();
		broker.peer()
			.send(TestBroker.resuming(Version.V5, id).property(Property.AUTH_METHOD, "unknown"))
			.isRefused(0x87, 0x8C);
		broker.peer()
			.send(Packets.connect(Version.V3_1_1, id).resume().level(2))
			.receives(Packets.connack().code(1))
			.isClosed();
	}

	@Test
	@Clause({ "MQTT-4.12.0-6", "MQTT-3.2.0-2" })
	void a_client_without_authentication_method_is_told_none() {
		WirePeer peer = broker.peer();
		Connack connack = peer.connects(Packets.connect(TestBroker.name("client")));
		assertThat(connack.has(Property.AUTH_METHOD)).isFalse();
		assertThat(connack.has(Property.AUTH_DATA)).isFalse();
		peer.receivesNothing();
	}

	@Test
	void limits_that_are_told_are_possible() {
		Connack connack = broker.peer().connects(Packets.connect(TestBroker.name("client")));
		assertThat(connack.number(Property.RECEIVE_MAX).orElse(65_535L)).isPositive();
		assertThat(connack.number(Property.MAX_PACKET_SIZE).orElse(1L)).isPositive();
		assertThat(connack.number(Property.MAX_QOS)).isNotEqualTo(Optional.of(2L));
	}

}
