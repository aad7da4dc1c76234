package io.mqttboot.server.limits;

import java.time.Duration;
import java.util.Map;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.ManualBroker.ManualWire;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What may be on its way: mail between loops, and bytes in a socket.
 */
class PressureLimitTests {

	private final Tally tally = new Tally();

	private static byte[] bytes(Publish publish) {
		return publish.bytes(Version.V5);
	}

	@Test
	void a_publisher_is_paused_while_mail_piles_up_and_loses_nothing_at_qos_1() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.mailMax(10))) {
			WirePeer subscriber = broker.client(Packets.connect("subscriber"), 1).subscribes("t", 1);
			ManualWire wire = broker.wire(0);
			WirePeer publisher = new WirePeer(wire);
			publisher.connects(Packets.connect("publisher"));
			broker.byHand(true);
			for (int i = 1; i <= 30; i++) {
				wire.send(bytes(Packets.publish("t", "" + i).qos(1).id(i)));
			}
			int arrived = 0;
			while (wire.arrives()) { // the subscriber's loop does not run
				arrived++;
			}
			assertThat(arrived).isEqualTo(9);
			assertThat(wire.isRead()).isFalse();
			broker.byHand(false);
			broker.run();
			assertThat(wire.isRead()).isTrue();
			for (int i = 1; i <= 30; i++) {
				subscriber.takes(Packets.publish("t", "" + i).qos(1));
				publisher.receives(Packets.puback(i));
			}
			assertThat(this.tally.drops()).isEmpty();
		}
	}

	@Test
	void qos_0_beyond_the_limit_of_mail_is_dropped() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.mailMax(10))) {
			WirePeer subscriber = broker.client(Packets.connect("subscriber"), 1).subscribes("t", 1);
			WirePeer neighbour = broker.client(Packets.connect("neighbour"), 0);
			broker.byHand(true);
			for (int i = 1; i <= 12; i++) {
				broker.publish(MqttMessage.of("t", "" + i, MqttQos.AT_MOST_ONCE, false));
			}
			broker.publish(MqttMessage.of("t", "13", MqttQos.AT_LEAST_ONCE, false));
			broker.byHand(false);
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.MAIL_FULL, 2));
			neighbour.receivesNothing();
			for (int i = 1; i <= 10; i++) {
				subscriber.receives(Packets.publish("t", "" + i));
			}
			subscriber.takes(Packets.publish("t", "13").qos(1)).receivesNothing();
		}
	}

	@Test
	void mail_is_limited_in_bytes_as_well() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.mailBytesMax(10_000))) {
			broker.client(Packets.connect("subscriber"), 1).subscribes("t", 0);
			broker.byHand(true);
			for (int i = 1; i <= 5; i++) {
				broker.publish(MqttMessage.of("t", new byte[4_000], MqttQos.AT_MOST_ONCE, false));
			}
			broker.byHand(false);
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.MAIL_FULL, 2));
		}
	}

	@Test
	void qos_0_for_a_socket_that_takes_no_more_is_dropped_and_qos_1_waits() {
		try (ManualBroker broker = LimitedBroker.of(this.tally,
				(limits) -> limits.writeBufferHigh(10_000).writeBufferLow(5_000))) {
			WirePeer neighbour = broker.client(Packets.connect("neighbour")).subscribes("t/+", 0);
			ManualWire wire = broker.wire(0);
			WirePeer slow = new WirePeer(wire);
			slow.connects(Packets.connect("slow"));
			slow.subscribes("t/0", 0).subscribes("t/1", 1);
			wire.takes(false);
			WirePeer publisher = broker.client(Packets.connect("publisher"));
			for (int i = 1; i <= 20; i++) {
				publisher.publishes(Packets.publish("t/0", new byte[1_000]));
				neighbour.receives(Packets.publish("t/0", new byte[1_000]));
			}
			publisher.publishes(Packets.publish("t/1", "kept"));
			neighbour.receives(Packets.publish("t/1", "kept"));
			int dropped = this.tally.drops(MqttDropCause.NOT_WRITABLE);
			assertThat(dropped).isBetween(9, 12);
			assertThat(wire.waitingBytes()).isBetween(10_000L, 12_000L);
			assertThat(wire.isRead()).as("what it sends would only make more to write").isFalse();
			wire.takes(true);
			assertThat(wire.isRead()).isTrue();
			for (int i = dropped; i < 20; i++) {
				slow.receives(Packets.publish("t/0", new byte[1_000]));
			}
			slow.takes(Packets.publish("t/1", "kept").qos(1)).receivesNothing();
			assertThat(this.tally.drops()).containsOnlyKeys(MqttDropCause.NOT_WRITABLE);
		}
	}

	@Test
	void a_socket_that_stays_full_is_closed_at_the_deadline_and_its_session_keeps_what_it_must() {
		try (ManualBroker broker = LimitedBroker.of(this.tally,
				(limits) -> limits.writeBufferHigh(10_000)
					.writeBufferLow(5_000)
					.writeStallTimeout(Duration.ofSeconds(20)))) {
			ManualWire wire = broker.wire(0);
			WirePeer stalled = new WirePeer(wire);
			stalled.connects(Packets.connect("stalled").sessionExpiry(1_000).keepAlive(0));
			stalled.subscribes("t", 1);
			wire.takes(false);
			WirePeer publisher = broker.client(Packets.connect("publisher").keepAlive(0));
			for (int i = 1; i <= 20; i++) {
				publisher.publishes(Packets.publish("t", new byte[1_000 + i]));
			}
			broker.advance(Duration.ofSeconds(19));
			assertThat(this.tally.disconnected()).isEmpty();
			broker.advance(Duration.ofSeconds(3));
			assertThat(this.tally.disconnected()).containsExactly("stalled UNSPECIFIED_ERROR");
			assertThat(broker.statistics().connectionsSize()).isEqualTo(1);
			WirePeer again = broker.client(Packets.connect("stalled").resume().sessionExpiry(1_000).keepAlive(0));
			for (int i = 1; i <= 20; i++) {
				Publish publish = again.receive(Publish.class);
				assertThat(publish.payload()).hasSize(1_000 + i);
				again.send(Packets.puback(publish.id()));
			}
			again.receivesNothing();
			assertThat(this.tally.drops()).isEmpty();
		}
	}

	@Test
	void a_client_that_never_reads_its_acknowledgements_is_read_no_more() {
		try (ManualBroker broker = LimitedBroker.of(this.tally,
				(limits) -> limits.writeBufferHigh(2_000).writeBufferLow(1_000))) {
			WirePeer neighbour = broker.client(Packets.connect("neighbour"));
			ManualWire wire = broker.wire(0);
			WirePeer deaf = new WirePeer(wire);
			deaf.connects(Packets.connect("deaf"));
			wire.takes(false);
			for (int i = 1; i <= 1_000; i++) {
				wire.send(bytes(Packets.publish("t", "").qos(1).id(i)));
			}
			assertThat(wire.isRead()).isFalse();
			assertThat(wire.waitingBytes()).isLessThan(4_000);
			neighbour.receivesNothing();
			broker.advance(Duration.ofSeconds(65));
			assertThat(this.tally.disconnected()).contains("deaf UNSPECIFIED_ERROR");
			assertThat(broker.statistics().connectionsSize()).isEqualTo(1);
		}
	}

}
