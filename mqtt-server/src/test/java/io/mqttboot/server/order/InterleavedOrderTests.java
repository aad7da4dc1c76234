package io.mqttboot.server.order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.ManualBroker.ManualWire;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Order in thousands of schedules: publishers on two loops, a subscriber whose session
 * moves between them while they publish. A seed that fails, fails again. More schedules:
 * {@code -Dorder.schedules=100000}.
 */
@ExtendWith(QuietLog.class)
class InterleavedOrderTests {

	private static final int SCHEDULES = Integer.getInteger("order.schedules", 1_000);

	private static final int MESSAGES = 8;

	private static ManualBroker broker() {
		return new ManualBroker((builder) -> builder
			.configure((config) -> config.limits(MqttLimits.builder().inflightMax(4).mailMax(40).build())));
	}

	private static byte[] bytes(Packet<?> packet) {
		return packet.bytes(Version.V3_1_1);
	}

	private static Connect lasting() {
		return Packets.connect(Version.V3_1_1, "subscriber").resume().keepAlive(0);
	}

	private static ManualWire publisher(ManualBroker broker, int loop) {
		ManualWire wire = broker.wire(loop);
		wire.send(bytes(Packets.connect(Version.V3_1_1, "publisher" + loop).keepAlive(0)));
		return wire;
	}

	private static void publish(ManualWire wire, int publisher, int number) {
		String topic = "t/" + publisher;
		for (int qos = 0; qos < 3; qos++) {
			int id = 3 * number + qos;
			wire.send(bytes(Packets.publish(topic, "p" + publisher + " " + number).qos(qos).id(id)));
			if (qos == 2) {
				wire.send(bytes(Packets.pubrel(id)));
			}
		}
	}

	@Test
	@Clause({ "MQTT-4.6.0-1", "MQTT-4.6.0-5", "MQTT-4.6.0-6" })
	void order_holds_across_takeovers_and_moves_in_every_schedule() {
		for (int seed = 0; seed < SCHEDULES; seed++) {
			Random random = new Random(seed);
			try (ManualBroker broker = broker()) {
				Receiver receiver = new Receiver();
				ManualWire first = broker.wire(0);
				first.send(bytes(lasting()));
				first.send(bytes(Packets.subscribe(1, "t/+", 2)));
				run(broker, random, receiver, first);
				Sequences.check(receiver.arrivals(), MESSAGES, "schedule " + seed);
			}
		}
	}

	private static void run(ManualBroker broker, Random random, Receiver receiver, ManualWire first) {
		ManualWire current = first;
		List<ManualWire> publishers = List.of(publisher(broker, 0), publisher(broker, 1));
		broker.byHand(true);
		for (int number = 1; number <= MESSAGES; number++) {
			publish(publishers.get(0), 0, number);
			publish(publishers.get(1), 1, number);
			for (int steps = random.nextInt(20); steps > 0; steps--) {
				broker.step(random);
				if (random.nextInt(4) == 0) {
					receiver.take(current, Duration.ZERO);
				}
			}
			if (random.nextInt(3) == 0) {
				current = reconnect(broker, random, receiver, current);
			}
		}
		while (broker.step(random) || receiver.take(current, Duration.ZERO)) {
			// until nothing waits
		}
		broker.byHand(false);
		current = reconnect(broker, random, receiver, current);
		while (receiver.take(current, Duration.ZERO)) {
			// what was in flight on the last connection
		}
	}

	// Takes over, or comes back after its connection broke.
	private static ManualWire reconnect(ManualBroker broker, Random random, Receiver receiver, ManualWire current) {
		if (random.nextBoolean()) {
			current.abort();
		}
		receiver.reconnected();
		ManualWire next = broker.wire(random.nextInt(2));
		next.send(bytes(lasting()));
		return next;
	}

	@Test
	void retained_messages_come_before_the_live_ones_of_their_topic_in_every_schedule() {
		for (int seed = 0; seed < SCHEDULES; seed++) {
			Random random = new Random(seed);
			try (ManualBroker broker = broker()) {
				ManualWire subscriber = broker.wire(0);
				subscriber.send(bytes(lasting()));
				ManualWire publisher = publisher(broker, 1);
				publisher.send(bytes(Packets.publish("t", "p 1").qos(1).id(1).retain()));
				broker.byHand(true);
				for (int number = 2; number <= 6; number++) {
					publisher.send(bytes(Packets.publish("t", "p " + number).qos(1).id(number).retain()));
				}
				subscriber.send(bytes(Packets.subscribe(1, "t", 1)));
				while (broker.step(random)) {
					// until nothing waits
				}
				broker.byHand(false);
				Receiver receiver = new Receiver();
				while (receiver.take(subscriber, Duration.ZERO)) {
					// all that came
				}
				checkRetained(new ArrayList<>(receiver.arrivals()), "schedule " + seed);
			}
		}
	}

	private static void checkRetained(List<Receiver.Arrival> arrivals, String description) {
		assertThat(arrivals.remove(0).retain()).as("%s: the retained one comes first", description).isTrue();
		int last = 0;
		for (Receiver.Arrival live : arrivals) {
			assertThat(live.retain()).as("%s: one retained message", description).isFalse();
			assertThat(live.number()).as("%s: live order", description).isGreaterThan(last);
			last = live.number();
		}
		assertThat(arrivals.isEmpty() || last == 6).as("%s: the last one", description).isTrue();
	}

}
