package io.mqttboot.server.attack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.ManualBroker.ManualWire;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many connections that want one session, on two loops, in thousands of orders: one gets
 * it, and nothing is left of the others.
 */
class TakeoverTests {

	private final Tally tally = new Tally();

	private static Connect lasting(String clientId) {
		return Packets.connect(clientId).resume().sessionExpiry(1_000).keepAlive(0);
	}

	private static byte[] bytes(Packet<?> packet) {
		return packet.bytes(Version.V5);
	}

	private ManualBroker broker() {
		return new ManualBroker((builder) -> builder.observer(this.tally));
	}

	@Test
	@Clause("MQTT-3.1.4-3")
	void of_a_hundred_connections_at_once_exactly_one_survives() {
		try (ManualBroker broker = broker()) {
			WirePeer publisher = broker.client(Packets.connect("publisher").keepAlive(0));
			broker.byHand(true);
			List<ManualWire> wires = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				ManualWire wire = broker.wire(i % 2);
				wire.send(bytes((i % 3 == 0) ? Packets.connect("wanted").keepAlive(0) : lasting("wanted")));
				wires.add(wire);
			}
			broker.byHand(false);
			broker.run();
			List<ManualWire> open = wires.stream().filter((wire) -> !wire.closed()).toList();
			assertThat(open).hasSizeLessThanOrEqualTo(1 + 100); // the closed ones still
																// have bytes to read
			WirePeer survivor = only(wires);
			survivor.subscribes("t", 1);
			publisher.publishes(Packets.publish("t", "one"));
			survivor.takes(Packets.publish("t", "one").qos(1));
			assertThat(broker.statistics().clients()).isEqualTo(2);
			assertThat(broker.statistics().sessions()).isEqualTo(2);
			assertThat(broker.statistics().connectionsSize()).isEqualTo(2);
		}
	}

	// Reads what each was sent; all but one are closed.
	private static WirePeer only(List<ManualWire> wires) {
		List<WirePeer> left = new ArrayList<>();
		for (ManualWire wire : wires) {
			byte[] sent = wire.receive(Duration.ZERO);
			while (sent != null) {
				sent = wire.receive(Duration.ZERO);
			}
			if (!wire.closed()) {
				left.add(new WirePeer(wire).speaks(Version.V5));
			}
		}
		assertThat(left).hasSize(1);
		return left.get(0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void a_packet_that_is_wrong_and_came_before_connack_ends_the_connection_wherever_its_session_was(int loop) {
		try (ManualBroker broker = broker()) {
			broker.client(lasting("hasty"), loop).leaves();
			WirePeer hasty = broker.peer(0)
				.send(lasting("hasty"), Packets.publish("t", "").property(Property.TOPIC_ALIAS, 99));
			assertThat(hasty.receive(Connack.class).code()).isZero();
			hasty.isDisconnected(0x94);
			assertThat(broker.statistics().clients()).isZero();
			assertThat(broker.statistics().connectionsSize()).isZero();
		}
	}

	@Test
	void in_every_order_of_steps_one_survives_and_the_counts_are_right() {
		for (int seed = 0; seed < 1_000; seed++) {
			Random random = new Random(seed);
			try (ManualBroker broker = new ManualBroker()) {
				broker.byHand(true);
				List<ManualWire> wires = new ArrayList<>();
				for (int i = 0; i < 5; i++) {
					ManualWire wire = broker.wire(random.nextInt(2));
					wire.send(bytes(random.nextInt(3) == 0 ? Packets.connect("wanted").keepAlive(0)
							: random.nextBoolean() ? lasting("wanted") : Packets.connect("wanted").resume()));
					wires.add(wire);
					for (int steps = random.nextInt(6); steps > 0; steps--) {
						broker.step(random);
					}
					if (random.nextInt(6) == 0) {
						wires.remove(random.nextInt(wires.size())).abort();
					}
				}
				while (broker.step(random)) {
					// until nothing waits
				}
				broker.byHand(false);
				long open = wires.stream().filter((wire) -> isOpen(wire)).count();
				assertThat(open).as("open connections with seed %d", seed).isLessThanOrEqualTo(1);
				assertThat(broker.statistics().clients()).as("clients with seed %d", seed).isEqualTo((int) open);
				assertThat(broker.session("wanted").filter((session) -> session.connected()).isPresent())
					.as("seed %d", seed)
					.isEqualTo(open == 1);
				broker.client(Packets.connect("wanted")).leaves();
				assertThat(broker.statistics().clients()).as("clients after all, seed %d", seed).isZero();
				assertThat(broker.statistics().connectionsSize()).isZero();
			}
		}
	}

	private static boolean isOpen(ManualWire wire) {
		byte[] sent = wire.receive(Duration.ZERO);
		while (sent != null) {
			sent = wire.receive(Duration.ZERO);
		}
		return !wire.closed();
	}

	@Test
	void a_connection_whose_session_ends_on_the_way_to_it_is_not_let_in() {
		try (ManualBroker broker = broker()) {
			broker.client(lasting("wanted"), 0).leaves();
			broker.byHand(true);
			ManualWire resuming = broker.wire(1);
			resuming.send(bytes(lasting("wanted")));
			resuming.arrives();
			broker.stepLoop(0); // the session leaves its loop
			ManualWire starting = broker.wire(1);
			starting.send(bytes(Packets.connect("wanted")));
			starting.arrives();
			broker.byHand(false);
			broker.run();
			WirePeer other = new WirePeer(starting).speaks(Version.V5);
			assertThat(other.receive(Connack.class).sessionPresent()).isFalse();
			other.subscribes("t", 0);
			other.send(Packets.publish("t", "1")).receives(Packets.publish("t", "1"));
			assertThat(isOpen(resuming)).isFalse();
			assertThat(broker.statistics().clients()).isEqualTo(1);
		}
	}

	@Test
	void a_connection_that_dies_before_it_has_its_session_leaves_it_as_it_was() {
		try (ManualBroker broker = broker()) {
			WirePeer first = broker.client(lasting("wanted"), 0).subscribes("t", 1);
			first.leaves();
			broker.byHand(true);
			ManualWire dying = broker.wire(1);
			dying.send(bytes(lasting("wanted")));
			dying.arrives();
			dying.abort();
			broker.byHand(false);
			broker.run();
			assertThat(broker.statistics().clients()).isZero();
			broker.client(Packets.connect("publisher")).publishes(Packets.publish("t", "1"));
			WirePeer second = broker.peer(1);
			assertThat(second.connects(lasting("wanted")).sessionPresent()).isTrue();
			second.takes(Packets.publish("t", "1").qos(1));
		}
	}

	@Test
	void a_clean_start_that_finds_its_place_taken_is_refused_by_the_limit() {
		try (ManualBroker broker = new ManualBroker((builder) -> builder.observer(this.tally)
			.configure((config) -> config.limits(MqttLimits.builder().sessionsMax(1).build())))) {
			broker.client(lasting("first"), 0).leaves();
			broker.byHand(true);
			ManualWire again = broker.wire(1);
			again.send(bytes(Packets.connect("first")));
			again.arrives();
			broker.stepLoop(0); // loop 0 ends the old session
			ManualWire other = broker.wire(0);
			other.send(bytes(Packets.connect("other")));
			other.arrives();
			broker.byHand(false);
			broker.run();
			int codes = new WirePeer(again).speaks(Version.V5).receive(Connack.class).code()
					+ new WirePeer(other).speaks(Version.V5).receive(Connack.class).code();
			assertThat(codes).isEqualTo(0x97);
			assertThat(this.tally.refusals()).containsOnly(java.util.Map.entry(MqttReasonCode.QUOTA_EXCEEDED, 1));
			assertThat(broker.statistics().sessions()).isEqualTo(1);
		}
	}

}
