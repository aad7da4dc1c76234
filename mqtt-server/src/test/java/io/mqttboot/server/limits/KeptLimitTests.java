package io.mqttboot.server.limits;

import java.time.Duration;
import java.util.Map;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What all clients together may have the server keep: retained and delayed messages.
 */
class KeptLimitTests {

	private final Tally tally = new Tally();

	@Test
	void a_retained_message_too_many_is_delivered_but_not_kept() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.retainedMax(2))) {
			WirePeer subscriber = broker.client(Packets.connect("subscriber")).subscribes("#", 0);
			WirePeer publisher = broker.client(Packets.connect("publisher"));
			for (int i = 1; i <= 3; i++) {
				publisher.publishes(Packets.publish("t" + i, "kept").retain());
				subscriber.receives(Packets.publish("t" + i, "kept"));
			}
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.RETAINED_FULL, 1));
			assertThat(broker.statistics().retained()).isEqualTo(2);
			publisher.publishes(Packets.publish("t2", "changed").retain());
			publisher.publishes(Packets.publish("t1", "").retain());
			publisher.publishes(Packets.publish("t3", "now").retain());
			WirePeer late = broker.client(Packets.connect("late")).subscribes("t3", 0);
			late.receives(Packets.publish("t3", "now").retain());
			late.subscribes("t2", 0).receives(Packets.publish("t2", "changed").retain());
			late.subscribes("t1", 0).receivesNothing();
			assertThat(this.tally.drops(MqttDropCause.RETAINED_FULL)).isEqualTo(1);
		}
	}

	@Test
	void retained_bytes_too_many_are_delivered_but_not_kept() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.retainedBytesMax(2_000))) {
			WirePeer publisher = broker.client(Packets.connect("publisher"));
			publisher.publishes(Packets.publish("a", new byte[1_000]).retain());
			publisher.publishes(Packets.publish("b", new byte[1_000]).retain());
			publisher.publishes(Packets.publish("a", new byte[1_900]).retain());
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.RETAINED_FULL, 1));
			assertThat(broker.statistics().retained()).isEqualTo(1);
			assertThat(broker.statistics().retainedBytes()).isBetween(1_900L, 2_000L);
			publisher.publishes(Packets.publish("a", "").retain());
			assertThat(broker.statistics().retainedBytes()).isZero();
		}
	}

	@Test
	void a_subscription_too_many_of_all_together_is_refused_and_its_place_is_free_again_later() {
		try (ManualBroker broker = LimitedBroker.of(this.tally,
				(limits) -> limits.subscriptionsBytesTotalMax(10_000))) {
			String deep = "1/2/3/".repeat(20) + "x".repeat(1_000);
			WirePeer greedy = broker.client(Packets.connect("greedy"));
			int granted = 0;
			while (granted < 100) {
				greedy.send(Packets.subscribe(1, granted + "/" + deep, 0));
				if (Packets.suback(1, 0x97).matches(greedy.receive(), Version.V5)) {
					break;
				}
				granted++;
			}
			assertThat(granted).isBetween(2, 6);
			WirePeer modest = broker.client(Packets.connect("modest"), 1);
			modest.send(Packets.subscribe(1, "other/" + deep, 0)).receives(Packets.suback(1, 0x97));
			greedy.subscribes("0/" + deep, 1); // it has that
			greedy.send(Packets.unsubscribe(2, "0/" + deep)).receives(Packets.unsuback(2, 0));
			modest.subscribes("other/" + deep, 0);
			greedy.leaves();
			for (int i = 0; i < granted - 1; i++) {
				modest.subscribes(i + "/" + deep, 0);
			}
			modest.leaves();
			assertThat(broker.statistics().subscriptions()).isZero();
		}
	}

	@Test
	void a_delayed_message_too_many_is_refused() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.delayedMax(2))) {
			WirePeer subscriber = broker.client(Packets.connect("subscriber").keepAlive(0)).subscribes("t", 0);
			WirePeer publisher = broker.client(Packets.connect("publisher").keepAlive(0));
			publisher.publishes(Packets.publish("$delayed/5/t", "1")).publishes(Packets.publish("$delayed/5/t", "2"));
			publisher.send(Packets.publish("$delayed/5/t", "3").qos(1).id(3)).receives(Packets.puback(3).code(0x97));
			broker.client(Packets.connect(Version.V3_1_1, "old")).publishes(Packets.publish("$delayed/5/t", "4"));
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.DELAYED_FULL, 2));
			broker.advance(Duration.ofSeconds(7));
			subscriber.receives(Packets.publish("t", "1"), Packets.publish("t", "2")).receivesNothing();
			publisher.publishes(Packets.publish("$delayed/5/t", "5"));
			assertThat(broker.statistics().delayed()).isEqualTo(1);
		}
	}

	@Test
	void delayed_bytes_too_many_are_refused() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.delayedBytesMax(1_000))) {
			WirePeer publisher = broker.client(Packets.connect("publisher"));
			publisher.publishes(Packets.publish("$delayed/5/t", new byte[900]));
			publisher.send(Packets.publish("$delayed/5/t", new byte[900]).qos(1).id(2))
				.receives(Packets.puback(2).code(0x97));
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.DELAYED_FULL, 1));
		}
	}

	@Test
	void properties_of_delayed_messages_are_bytes_too() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.delayedBytesMax(2_000))) {
			WirePeer publisher = broker.client(Packets.connect("publisher"));
			publisher.publishes(Packets.publish("$delayed/5/t", "").userProperty("name", "v".repeat(1_500)));
			publisher.send(Packets.publish("$delayed/5/t", "").userProperty("name", "v".repeat(1_500)).qos(1).id(2))
				.receives(Packets.puback(2).code(0x97));
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.DELAYED_FULL, 1));
		}
	}

}
