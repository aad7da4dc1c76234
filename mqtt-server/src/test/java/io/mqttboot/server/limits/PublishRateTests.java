package io.mqttboot.server.limits;

import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.ManualBroker.ManualWire;
import io.mqttboot.server.MqttServerSession;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttRateLimits;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttInMemorySessionStore;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Ack;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.PacketType;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How fast clients may publish: a client that is too fast is read more slowly, and what
 * it had sent before is refused only when that is far too much.
 */
class PublishRateTests {

	private final Tally tally = new Tally();

	private ManualBroker broker(UnaryOperator<MqttRateLimits.Builder> rates) {
		return LimitedBroker.of(this.tally, (limits) -> limits
			.rates(rates.apply(MqttRateLimits.builder().rateBurst(Duration.ofSeconds(2))).build()));
	}

	private static Packet<?>[] messages(int count, int qos) {
		Packet<?>[] messages = new Packet<?>[count];
		for (int i = 0; i < count; i++) {
			messages[i] = Packets.publish("t", "" + i).qos(qos).id((qos > 0) ? i + 1 : 0);
		}
		return messages;
	}

	private static ManualWire connected(ManualBroker broker, String clientId) {
		ManualWire wire = broker.wire(0);
		new WirePeer(wire).connects(Packets.connect(clientId));
		return wire;
	}

	private static void send(ManualWire wire, int messages) {
		for (int i = 0; i < messages; i++) {
			wire.send(Packets.publish("t", "" + i).bytes(Version.V5));
		}
	}

	private static int received(WirePeer subscriber) {
		int count = 0;
		while (subscriber.poll() != null) {
			count++;
		}
		return count;
	}

	@Test
	void a_client_that_publishes_too_fast_is_read_at_the_rate_and_loses_nothing() {
		try (ManualBroker broker = broker((rates) -> rates.publishRateMax(5))) {
			WirePeer subscriber = broker.client(Packets.connect("subscriber"), 1).subscribes("t", 0);
			ManualWire fast = connected(broker, "fast");
			send(fast, 30);
			assertThat(fast.isRead()).isFalse();
			assertThat(received(subscriber)).isEqualTo(10);
			assertThat(this.tally.throttled()).isEqualTo(1);
			broker.advance(Duration.ofSeconds(1));
			assertThat(received(subscriber)).isEqualTo(5);
			broker.advance(Duration.ofSeconds(2));
			assertThat(received(subscriber)).isEqualTo(10);
			broker.advance(Duration.ofSeconds(1));
			assertThat(received(subscriber)).isEqualTo(5);
			assertThat(this.tally.drops()).isEmpty();
			broker.advance(Duration.ofSeconds(1));
			assertThat(fast.isRead()).isTrue();
		}
	}

	@Test
	void bytes_count_as_messages_do() {
		try (ManualBroker broker = broker((rates) -> rates.publishBytesRateMax(1_000))) {
			ManualWire fast = connected(broker, "fast");
			fast.send(Packets.publish("t", new byte[1_500]).bytes(Version.V5));
			assertThat(fast.isRead()).isTrue();
			fast.send(Packets.publish("t", new byte[1_500]).bytes(Version.V5));
			assertThat(fast.isRead()).isFalse();
			broker.advance(Duration.ofSeconds(2));
			assertThat(fast.isRead()).isTrue();
		}
	}

	@Test
	void properties_are_bytes_too() {
		try (ManualBroker broker = broker((rates) -> rates.publishBytesRateMax(1_000))) {
			ManualWire fast = connected(broker, "fast");
			for (int i = 0; i < 2; i++) {
				assertThat(fast.isRead()).isTrue();
				fast.send(Packets.publish("t", "").userProperty("name", "v".repeat(1_500)).bytes(Version.V5));
			}
			assertThat(fast.isRead()).isFalse();
		}
	}

	@Test
	void a_qos_2_message_that_is_sent_again_and_again_counts_each_time() {
		try (ManualBroker broker = broker((rates) -> rates.publishRateMax(5))) {
			ManualWire fast = connected(broker, "fast");
			for (int i = 0; i < 10; i++) {
				assertThat(fast.isRead()).isTrue();
				fast.send(Packets.publish("t", "same").qos(2).id(1).bytes(Version.V5));
			}
			assertThat(fast.isRead()).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void who_comes_again_has_what_was_left_of_its_rate_and_no_more(int loop) {
		try (ManualBroker broker = broker((rates) -> rates.publishRateMax(5))) {
			WirePeer subscriber = broker.client(Packets.connect("subscriber")).subscribes("t", 0);
			for (int i = 0; i < 5; i++) {
				WirePeer again = broker.client(Packets.connect("fast").keepAlive(0), i % (1 + loop));
				again.send(messages(30, 0));
				again.close();
			}
			// once as much at once, and as much again that had been sent before
			assertThat(received(subscriber)).isEqualTo(20);
			WirePeer other = broker.client(Packets.connect("other").keepAlive(0));
			other.publishes(Packets.publish("t", "its own"));
			assertThat(received(subscriber)).isEqualTo(1);
			broker.advance(Duration.ofSeconds(5));
			WirePeer later = broker.client(Packets.connect("fast").keepAlive(0));
			later.publishes(Packets.publish("t", "later"));
			assertThat(received(subscriber)).isEqualTo(1);
		}
	}

	@Test
	void a_client_that_is_not_read_is_not_taken_for_dead() {
		try (ManualBroker broker = broker((rates) -> rates.publishRateMax(1))) {
			ManualWire wire = broker.wire(0);
			WirePeer client = new WirePeer(wire);
			client.connects(Packets.connect("fast").keepAlive(1));
			client.send(messages(4, 0));
			for (int i = 0; i < 20; i++) {
				client.send(Packets.pingreq());
				broker.advance(Duration.ofMillis(500));
			}
			assertThat(wire.closed()).isFalse();
			assertThat(this.tally.disconnected()).isEmpty();
		}
	}

	@Test
	@Clause("MQTT-3.3.4-1")
	void what_had_been_sent_before_is_refused_when_it_is_far_too_much() {
		try (ManualBroker broker = broker((rates) -> rates.publishRateMax(5))) {
			WirePeer subscriber = broker.client(Packets.connect("subscriber")).subscribes("t", 0);
			WirePeer fast = broker.client(Packets.connect("fast"));
			fast.send(messages(23, 1));
			for (int i = 1; i <= 20; i++) {
				fast.receives(Packets.puback(i));
			}
			for (int i = 21; i <= 23; i++) {
				Ack refused = fast.receive(Ack.class);
				assertThat(refused.type()).isEqualTo(PacketType.PUBACK);
				assertThat(refused.id()).isEqualTo(i);
				assertThat(refused.code()).isEqualTo(0x97);
			}
			assertThat(received(subscriber)).isEqualTo(20);
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.RATE_LIMITED, 3));
			assertThat(this.tally.disconnected()).isEmpty();
		}
	}

	@Test
	@Clause("MQTT-4.3.3-9")
	void a_message_of_qos_2_that_was_refused_may_come_again_later() {
		try (ManualBroker broker = broker((rates) -> rates.publishRateMax(1))) {
			broker.client(Packets.connect("subscriber")).subscribes("t", 0);
			WirePeer fast = broker.client(Packets.connect("fast"));
			fast.send(messages(6, 2));
			for (int i = 1; i <= 4; i++) {
				fast.receives(Packets.pubrec(i));
			}
			for (int i = 5; i <= 6; i++) {
				Ack refused = fast.receive(Ack.class);
				assertThat(refused.type()).isEqualTo(PacketType.PUBREC);
				assertThat(refused.code()).isEqualTo(0x97);
			}
			broker.advance(Duration.ofSeconds(60));
			fast.send(Packets.pubrel(5));
			assertThat(fast.receive(Ack.class).code()).as("it is not there").isEqualTo(0x92);
			fast.send(Packets.publish("t", "again").qos(2).id(5)).receives(Packets.pubrec(5));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	@Clause("3.1.1:MQTT-3.3.5-2")
	void an_mqtt_3_client_is_closed_rather_than_told_that_its_message_was_taken(int qos) {
		try (ManualBroker broker = broker((rates) -> rates.publishRateMax(5))) {
			WirePeer fast = broker.client(Packets.connect(Version.V3_1_1, "fast").resume());
			fast.send(messages(25, qos));
			for (int i = 1; i <= 20; i++) {
				fast.receives((qos == 1) ? Packets.puback(i) : Packets.pubrec(i));
			}
			fast.isDisconnected();
			assertThat(this.tally.disconnected()).containsExactly("fast MESSAGE_RATE_TOO_HIGH");
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.RATE_LIMITED, 1));
			WirePeer subscriber = broker.client(Packets.connect("subscriber")).subscribes("t", 0);
			WirePeer again = broker.client(Packets.connect(Version.V3_1_1, "fast").resume());
			again.send(Packets.publish("t", "21").qos(qos).id(21).dup());
			broker.advance(Duration.ofSeconds(4)); // it is not read before it may publish
			subscriber.receives(Packets.publish("t", "21"));
		}
	}

	@Test
	void what_is_refused_is_answered_in_its_turn_also_where_a_store_comes_first() {
		MqttRateLimits rates = MqttRateLimits.builder().publishRateMax(1).rateBurst(Duration.ofSeconds(2)).build();
		try (ManualBroker broker = new ManualBroker((builder) -> builder.sessionStore(new MqttInMemorySessionStore())
			.configure((config) -> config.limits(MqttLimits.builder().rates(rates).build())))) {
			broker.client(Packets.connect("subscriber").sessionExpiry(100)).subscribes("t", 1).abort();
			WirePeer fast = broker.client(Packets.connect("fast").sessionExpiry(100));
			fast.send(messages(5, 1));
			fast.receives(Packets.puback(1), Packets.puback(2), Packets.puback(3), Packets.puback(4));
			assertThat(fast.receive(Ack.class).code()).isEqualTo(0x97);
			assertThat(broker.session("subscriber")).get().extracting(MqttServerSession::queuedMessages).isEqualTo(4);
		}
	}

	@Test
	void qos_0_is_dropped_and_the_client_stays() {
		try (ManualBroker broker = broker((rates) -> rates.publishRateMax(5))) {
			WirePeer fast = broker.client(Packets.connect(Version.V3_1_1, "fast"));
			fast.send(messages(25, 0));
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.RATE_LIMITED, 5));
			broker.advance(Duration.ofSeconds(10));
			fast.receivesNothing();
		}
	}

	@Test
	void a_loud_client_uses_what_all_may_publish_and_a_quiet_one_does_not_notice() {
		try (ManualBroker broker = broker((rates) -> rates.publishRateTotalMax(20))) {
			WirePeer subscriber = broker.client(Packets.connect("subscriber"), 1).subscribes("t", 0);
			ManualWire loud = connected(broker, "loud");
			WirePeer quiet = broker.client(Packets.connect("quiet"), 1);
			send(loud, 1_000);
			assertThat(loud.isRead()).isFalse();
			assertThat(received(subscriber)).isEqualTo(40);
			for (int i = 0; i < 20; i++) {
				quiet.publishes(Packets.publish("quiet", ""));
				broker.advance(Duration.ofSeconds(1));
			}
			assertThat(received(subscriber)).isBetween(20 * 18, 20 * 20);
			assertThat(this.tally.drops()).isEmpty();
		}
	}

	@Test
	void the_end_of_a_connection_that_is_not_read_leaves_nothing_behind() {
		try (ManualBroker broker = broker((rates) -> rates.publishRateMax(1))) {
			ManualWire fast = connected(broker, "fast");
			send(fast, 10);
			assertThat(fast.isRead()).isFalse();
			fast.close();
			broker.advance(Duration.ofSeconds(20));
			assertThat(fast.isRead()).as("nothing happens to it any more").isFalse();
			assertThat(broker.statistics().connectionsSize()).isZero();
		}
	}

}
