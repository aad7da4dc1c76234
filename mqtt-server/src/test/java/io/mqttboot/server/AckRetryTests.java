package io.mqttboot.server;

import java.time.Duration;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Ack;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is sent again to a client that does not acknowledge: five times, every ten
 * seconds, to MQTT 3 clients only.
 */
class AckRetryTests {

	private final ManualBroker broker = new ManualBroker();

	@AfterEach
	void close() {
		this.broker.close();
	}

	private static Connect lasting(Version version) {
		return Packets.connect(version, "deaf").resume().keepAlive(0);
	}

	private void publish(int qos) {
		WirePeer publisher = this.broker.client(Packets.connect(Version.V3_1_1, "publisher").keepAlive(0), 1);
		publisher.send(Packets.publish("t", "x").qos(qos).id(1)).receive(Ack.class);
		publisher.leaves();
	}

	@Test
	void an_unacknowledged_publish_is_sent_again_to_an_mqtt_3_client_with_dup() {
		WirePeer client = this.broker.client(lasting(Version.V3_1_1));
		client.subscribes("t", 1);
		publish(1);
		int id = client.receive(Publish.class).id();
		this.broker.advance(Duration.ofSeconds(12));
		Publish again = client.receive(Publish.class);
		assertThat(again.id()).isEqualTo(id);
		assertThat(again.isDup()).isTrue();
		client.send(Packets.puback(id));
		this.broker.advance(Duration.ofSeconds(60));
		client.receivesNothing();
	}

	@Test
	void an_unacknowledged_pubrel_is_sent_again_to_an_mqtt_3_client() {
		WirePeer client = this.broker.client(lasting(Version.V3_1_1));
		client.subscribes("t", 2);
		publish(2);
		int id = client.receive(Publish.class).id();
		client.send(Packets.pubrec(id)).receives(Packets.pubrel(id));
		this.broker.advance(Duration.ofSeconds(12));
		client.receives(Packets.pubrel(id));
		client.send(Packets.pubcomp(id));
		this.broker.advance(Duration.ofSeconds(60));
		client.receivesNothing();
	}

	@Test
	void after_the_last_attempt_the_connection_is_closed_and_the_session_keeps_the_message() {
		ManualBroker.ManualWire wire = this.broker.wire(0);
		WirePeer client = new WirePeer(wire);
		client.connects(lasting(Version.V3_1_1));
		client.subscribes("t", 1);
		publish(1);
		for (int i = 0; i < 6; i++) {
			assertThat(client.receive(Publish.class).isDup()).isEqualTo(i > 0);
			this.broker.advance(Duration.ofSeconds(12));
		}
		assertThat(wire.closed()).isTrue();
		WirePeer back = this.broker.peer(1);
		back.connects(lasting(Version.V3_1_1));
		assertThat(back.receive(Publish.class).isDup()).isTrue();
	}

	@Test
	@Clause("MQTT-4.4.0-1")
	void nothing_is_sent_again_on_a_live_connection_of_mqtt_5() {
		WirePeer client = this.broker.client(Packets.connect(Version.V5, "deaf").keepAlive(0));
		client.subscribes("t", 1);
		publish(1);
		client.receive(Publish.class);
		for (int i = 0; i < 5; i++) {
			this.broker.advance(Duration.ofSeconds(60));
			client.receivesNothing();
		}
	}

}
