package io.mqttboot.server;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Ack;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of messages of a shared subscription when a member goes.
 */
class SharedGroupTests {

	private final ManualBroker broker = new ManualBroker();

	@AfterEach
	void close() {
		this.broker.close();
	}

	@Test
	void a_message_that_a_member_did_not_acknowledge_goes_to_another_one_when_its_session_ends() {
		WirePeer first = this.broker.client(Packets.connect(Version.V5, "first"), 0);
		first.subscribes("$share/g/t", 1);
		WirePeer publisher = this.broker.client(Packets.connect(Version.V5, "publisher"), 1);
		publisher.publishes(Packets.publish("t", "x"));
		first.receive(Publish.class);
		WirePeer second = this.broker.client(Packets.connect(Version.V5, "second"), 1);
		second.subscribes("$share/g/t", 1);
		first.abort();
		second.receivesMessage(Packets.publish("t", "x").qos(1));
	}

	@Test
	@Clause("MQTT-4.8.2-5")
	void a_qos_2_message_that_was_sent_goes_to_nobody_else() {
		WirePeer first = this.broker.client(Packets.connect(Version.V5, "first"), 0);
		first.subscribes("$share/g/t", 2);
		WirePeer publisher = this.broker.client(Packets.connect(Version.V5, "publisher"), 1);
		publisher.send(Packets.publish("t", "x").qos(2).id(1)).receive(Ack.class);
		first.receive(Publish.class);
		WirePeer second = this.broker.client(Packets.connect(Version.V5, "second"), 1);
		second.subscribes("$share/g/t", 2);
		first.abort();
		second.receivesNothing();
	}

}
