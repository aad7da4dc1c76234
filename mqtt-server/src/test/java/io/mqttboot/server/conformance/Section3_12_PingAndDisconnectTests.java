package io.mqttboot.server.conformance;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.MqttServer;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * PINGREQ and DISCONNECT.
 */
class Section3_12_PingAndDisconnectTests {

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@EachVersion
	@Clause({ "MQTT-3.12.4-1", "3.1.1:MQTT-3.12.4-1" })
	void every_ping_is_answered(Version version) {
		broker.client(version)
			.send(Packets.pingreq(), Packets.pingreq(), Packets.pingreq())
			.receives(Packets.pingresp(), Packets.pingresp(), Packets.pingresp());
	}

	@EachVersion
	@Clause({ "MQTT-3.14.4-1", "3.1.1:MQTT-3.14.4-2" })
	void what_a_client_sends_after_disconnect_is_not_processed(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer watcher = broker.client(version).subscribes(topic, 0);
		broker.client(version).send(Packets.disconnect(), Packets.publish(topic, "too late")).isClosed();
		watcher.receivesNothingFrom(broker.client(version));
	}

	@EachVersion
	@Clause({ "MQTT-3.14.4-2", "3.1.1:MQTT-3.14.4-1" })
	void the_server_closes_if_the_client_does_not_after_disconnect(Version version) {
		broker.client(version).send(Packets.disconnect()).isClosed();
	}

	@Test
	@Clause("MQTT-3.14.4-1")
	void nothing_follows_a_disconnect_of_the_server() {
		String topic = TestBroker.name("topic");
		WirePeer client = broker.client().subscribes(topic, 0);
		client.send(Packets.connect(TestBroker.name("client")), Packets.publish(topic, "too late"), Packets.pingreq())
			.isDisconnected(0x82);
	}

	@Test
	@Clause("MQTT-4.13.1-1")
	void a_disconnect_with_a_property_that_only_a_server_has_is_refused() {
		broker.client()
			.send(Packets.disconnect().property(Property.SERVER_REFERENCE, "elsewhere"))
			.isDisconnected(0x81, 0x82);
	}

	@EachVersion
	@Clause({ "MQTT-4.13.1-1", "3.1.1:MQTT-4.8.0-1" })
	void packets_that_only_a_server_sends_close_the_connection(Version version) {
		broker.client(version).send(Packets.connack()).isDisconnected(0x81, 0x82);
		broker.client(version).send(Packets.suback(1, 0)).isDisconnected(0x81, 0x82);
		broker.client(version).send(Packets.unsuback(1, 0)).isDisconnected(0x81, 0x82);
		broker.client(version).send(Packets.pingresp()).isDisconnected(0x81, 0x82);
		broker.client(version).sendHex("00 00").isDisconnected(0x81, 0x82);
	}

	@EachVersion
	@Clause({ "MQTT-4.13.1-1", "3.1.1:MQTT-4.8.0-1" })
	void an_error_of_one_client_disturbs_nobody_else(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer bystander = broker.client(version).subscribes(topic, 1);
		broker.client(version).sendHex("f7 ff ff ff ff").isDisconnected(0x81, 0x82, 0x95);
		broker.client(version).publishes(Packets.publish(topic, "all is well"));
		bystander.takes(Packets.publish(topic, "all is well").qos(1));
	}

	@Test
	void a_server_that_stops_tells_its_clients_and_closes() {
		MqttServer server = MqttServer.create().port(0).start();
		try (WirePeer five = WirePeer.connect(server.port()); WirePeer three = WirePeer.connect(server.port())) {
			five.connects(Packets.connect("five"));
			three.connects(Packets.connect(Version.V3_1_1, "three"));
			server.stop();
			five.isDisconnected(0x8B);
			three.isClosed();
		}
		finally {
			server.stop();
		}
	}

	@Test
	@Clause({ "MQTT-3.14.2-2", "MQTT-3.14.4-1" })
	void a_client_that_the_application_turns_out_is_told_why() {
		String id = TestBroker.name("client");
		WirePeer client = broker.client(TestBroker.lasting(Version.V5, id));
		assertThat(broker.server().disconnect(id, MqttReasonCode.ADMINISTRATIVE_ACTION)).isTrue();
		client.isDisconnected(0x98);
		assertThat(broker.peer().connects(TestBroker.resuming(Version.V5, id)).sessionPresent()).isTrue();
	}

}
