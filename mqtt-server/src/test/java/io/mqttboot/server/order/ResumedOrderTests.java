package io.mqttboot.server.order;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The order of what a session kept when its client comes back.
 */
class ResumedOrderTests {

	private final ManualBroker broker = new ManualBroker();

	private final WirePeer publisher = this.broker.client(Packets.connect("publisher").keepAlive(0), 1);

	@AfterEach
	void close() {
		this.broker.close();
	}

	private static Connect lasting() {
		return Packets.connect("client").resume().sessionExpiry(1_000).keepAlive(0);
	}

	private void publish(int from, int to) {
		for (int i = from; i <= to; i++) {
			this.publisher.publishes(Packets.publish("t", "" + i));
		}
	}

	private static Publish message(int number) {
		return Packets.publish("t", "" + number).qos(1);
	}

	@Test
	void what_came_while_the_client_was_away_comes_in_order_and_before_what_comes_now() {
		this.broker.client(lasting()).subscribes("t", 1).leaves();
		publish(1, 250);
		WirePeer client = this.broker.client(lasting(), 1);
		publish(251, 260);
		for (int i = 1; i <= 260; i++) {
			client.takes(message(i));
		}
		client.receivesNothing();
	}

	@Test
	@Clause({ "MQTT-4.4.0-1", "MQTT-4.6.0-1" })
	void what_was_in_flight_is_sent_again_in_order_with_dup_before_what_waits() {
		WirePeer client = this.broker.client(lasting()).subscribes("t", 1);
		publish(1, 120); // 100 of them in flight
		List<Publish> sent = new ArrayList<>();
		for (int i = 1; i <= 100; i++) {
			sent.add(client.receivesMessage(message(i)));
		}
		client.send(Packets.puback(sent.get(49).id())); // one in the middle
		client.receivesMessage(message(101));
		client.abort();
		publish(121, 125);
		WirePeer again = this.broker.client(lasting(), 1);
		for (int i = 1; i <= 101; i++) {
			if (i != 50) {
				again.takes(message(i).dup());
			}
		}
		for (int i = 102; i <= 125; i++) {
			again.takes(message(i));
		}
		again.receivesNothing();
	}

	@Test
	@Clause("MQTT-3.3.4-9")
	void a_smaller_receive_maximum_holds_from_the_first_message_sent_again() {
		WirePeer client = this.broker.client(lasting()).subscribes("t", 1);
		publish(1, 10);
		for (int i = 1; i <= 10; i++) {
			client.receivesMessage(message(i));
		}
		client.abort();
		publish(11, 12);
		WirePeer again = this.broker.client(lasting().property(Property.RECEIVE_MAX, 3));
		List<Publish> open = new ArrayList<>();
		for (int i = 1; i <= 12; i++) {
			if (open.size() == 3) {
				again.receivesNothing();
				again.send(Packets.puback(open.remove(0).id()));
			}
			open.add(again.receivesMessage((i <= 10) ? message(i).dup() : message(i)));
		}
		again.receivesNothing();
		for (Publish each : open) {
			again.send(Packets.puback(each.id()));
		}
		assertThat(this.broker.session("client").orElseThrow().inflightMessages()).isZero();
	}

	@Test
	void a_socket_that_fills_up_while_messages_are_sent_again_does_not_change_their_order() {
		try (ManualBroker narrow = new ManualBroker((builder) -> builder.configure((config) -> config.limits(
				io.mqttboot.server.config.MqttLimits.builder().writeBufferHigh(70_000).writeBufferLow(1).build())))) {
			WirePeer client = narrow.client(lasting()).subscribes("t", 1);
			WirePeer other = narrow.client(Packets.connect("other").keepAlive(0), 1);
			for (int i = 1; i <= 80; i++) {
				other.publishes(Packets.publish("t", i + "x".repeat(3_000)));
				client.receive(Publish.class);
			}
			client.abort();
			ManualBroker.ManualWire wire = narrow.wire(0);
			wire.takes(false);
			WirePeer again = new WirePeer(wire);
			again.send(lasting());
			assertThat(wire.waitingBytes()).isBetween(70_000L, 140_000L);
			other.publishes(Packets.publish("t", 81 + "x".repeat(3_000)));
			wire.takes(true);
			again.receive(io.mqttboot.testkit.wire.Connack.class);
			for (int i = 1; i <= 81; i++) {
				Publish publish = again.receive(Publish.class);
				assertThat(publish.payload()).startsWith(i + "x");
				again.send(Packets.puback(publish.id()));
			}
		}
	}

}
