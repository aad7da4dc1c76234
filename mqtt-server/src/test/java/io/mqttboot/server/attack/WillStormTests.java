package io.mqttboot.server.attack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many clients die at once, and all of them have a will: whoever watches gets what his
 * queue takes, and others do not notice.
 */
class WillStormTests {

	private static final int MORTALS = 2_000;

	private static final int QUEUE = 100;

	private final Tally tally = new Tally();

	private ManualBroker broker() {
		return new ManualBroker((builder) -> builder.observer(this.tally)
			.configure(
					(config) -> config.limits(MqttLimits.builder().queueMessagesMax(QUEUE).inflightMax(10).build())));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 5 })
	void wills_that_come_all_at_once_are_bounded_as_all_messages_are(long delay) {
		try (ManualBroker broker = broker()) {
			WirePeer watcher = broker.client(Packets.connect("watcher").keepAlive(0)).subscribes("will/#", 1);
			WirePeer neighbour = broker.client(Packets.connect("neighbour").keepAlive(0)).subscribes("a", 0);
			List<WirePeer> mortals = new ArrayList<>();
			for (int i = 0; i < MORTALS; i++) {
				mortals.add(broker.client(Packets.connect("mortal" + i)
					.sessionExpiry(60)
					.resume()
					.will("will/" + i, "gone", 1)
					.willProperty(Property.WILL_DELAY, delay), i % 2));
			}
			mortals.forEach(WirePeer::close);
			broker.advance(Duration.ofSeconds(delay + 2));
			assertThat(this.tally.drops(MqttDropCause.QUEUE_FULL)).isEqualTo(MORTALS - QUEUE - 10);
			neighbour.send(Packets.publish("a", "still here")).receives(Packets.publish("a", "still here"));
			for (int i = 0; i < QUEUE + 10; i++) {
				Publish will = watcher.receive(Publish.class);
				watcher.send(Packets.puback(will.id()));
			}
			watcher.send(Packets.pingreq()).receives(Packets.pingresp());
		}
	}

	@Test
	void a_client_that_dies_again_and_again_leaves_one_will_each_time_and_nothing_else() {
		try (ManualBroker broker = broker()) {
			for (int i = 0; i < 500; i++) {
				broker.client(Packets.connect("phoenix").will("will", "gone", 1).willRetain()).close();
			}
			assertThat(broker.statistics().retained()).isEqualTo(1);
			assertThat(broker.statistics().sessions()).isZero();
		}
	}

}
