package io.mqttboot.server;

import java.time.Duration;
import java.util.List;

import io.mqttboot.server.config.MqttSlowSubscribers;
import io.mqttboot.server.spi.MqttSlowSubscriber;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The clients that take longest for their messages are remembered, the slowest of them,
 * for a while.
 */
class SlowSubscriberTests {

	private static ManualBroker broker(int max) {
		return new ManualBroker((builder) -> builder.configure((config) -> config
			.slowSubscribers(new MqttSlowSubscribers(true, Duration.ofMillis(500), max, Duration.ofMinutes(1)))));
	}

	private static List<MqttSlowSubscriber> slowest(ManualBroker broker) {
		return broker.engine().lookout().slowSubscribers();
	}

	/** A client takes so long for one message. */
	private static void takes(ManualBroker broker, String clientId, Duration time) {
		WirePeer receiver = broker.client(Packets.connect(clientId)).subscribes("t/" + clientId, 1);
		WirePeer publisher = broker.client(Packets.connect("p"), 1);
		publisher.publishes(Packets.publish("t/" + clientId, "x"));
		broker.advance(time);
		receiver.takes(Packets.publish("t/" + clientId, "x").qos(1));
		broker.run();
		receiver.leaves();
		publisher.leaves();
	}

	@Test
	void who_acknowledges_late_is_remembered_with_topic_and_time() {
		try (ManualBroker broker = broker(10)) {
			takes(broker, "a", Duration.ofSeconds(2));
			takes(broker, "b", Duration.ofSeconds(3));
			takes(broker, "fast", Duration.ZERO);
			takes(broker, "a", Duration.ofSeconds(1));
			assertThat(slowest(broker)).extracting(MqttSlowSubscriber::clientId).containsExactly("b", "a");
			assertThat(broker.statistics().slowSubscribers()).isEqualTo(2);
			MqttSlowSubscriber a = slowest(broker).get(1);
			assertThat(a.longest()).isEqualTo(Duration.ofSeconds(2));
			assertThat(a.last()).isEqualTo(Duration.ofSeconds(1));
			assertThat(a.topic()).isEqualTo("t/a");
			assertThat(a.messages()).isEqualTo(2);
			assertThat(Duration.between(a.since(), a.at())).isEqualTo(Duration.ofSeconds(4));
		}
	}

	@Test
	void what_waits_for_a_slow_client_now_is_shown() {
		try (ManualBroker broker = broker(10)) {
			WirePeer receiver = broker.client(Packets.connect("r")).subscribes("t", 1);
			WirePeer publisher = broker.client(Packets.connect("p"), 1);
			publisher.publishes(Packets.publish("t", "1"));
			publisher.publishes(Packets.publish("t", "2"));
			broker.advance(Duration.ofSeconds(2));
			receiver.takes(Packets.publish("t", "1").qos(1));
			broker.run();
			MqttSlowSubscriber slow = new MqttServerAdministration(broker.engine()).slowSubscribers().get(0);
			assertThat(slow.inflight()).isEqualTo(1);
			assertThat(slow.queuedMessages()).isZero();
			assertThat(slow.queuedBytes()).isZero();
		}
	}

	@Test
	void the_time_that_a_client_was_away_does_not_count() {
		try (ManualBroker broker = broker(10)) {
			broker.client(Packets.connect("r").sessionExpiry(100)).subscribes("t", 1).leaves();
			broker.client(Packets.connect("p"), 1).publishes(Packets.publish("t", "x"));
			broker.advance(Duration.ofSeconds(30));
			broker.client(Packets.connect("r").resume().sessionExpiry(100)).takes(Packets.publish("t", "x").qos(1));
			broker.run();
			assertThat(slowest(broker)).isEmpty();
		}
	}

	@Test
	void a_retained_message_is_not_as_old_as_its_publication() {
		try (ManualBroker broker = broker(10)) {
			WirePeer receiver = broker.client(Packets.connect("r"));
			broker.client(Packets.connect("p"), 1).publishes(Packets.publish("t", "x").retain());
			broker.advance(Duration.ofSeconds(30));
			receiver.subscribes("t", 1).takes(Packets.publish("t", "x").qos(1).retain());
			broker.run();
			assertThat(slowest(broker)).isEmpty();
		}
	}

	@Test
	void the_slowest_have_the_places() {
		try (ManualBroker broker = broker(2)) {
			takes(broker, "two", Duration.ofSeconds(2));
			takes(broker, "four", Duration.ofSeconds(4));
			takes(broker, "one", Duration.ofSeconds(1));
			assertThat(slowest(broker)).extracting(MqttSlowSubscriber::clientId).containsExactly("four", "two");
			takes(broker, "three", Duration.ofSeconds(3));
			assertThat(slowest(broker)).extracting(MqttSlowSubscriber::clientId).containsExactly("four", "three");
		}
	}

	@Test
	void who_is_not_slow_any_more_is_forgotten_and_leaves_its_place() {
		try (ManualBroker broker = broker(1)) {
			takes(broker, "a", Duration.ofSeconds(9));
			broker.advance(Duration.ofSeconds(61));
			assertThat(slowest(broker)).isEmpty();
			takes(broker, "b", Duration.ofSeconds(1));
			assertThat(slowest(broker)).extracting(MqttSlowSubscriber::clientId).containsExactly("b");
		}
	}

	@Test
	void nobody_is_remembered_unless_told_to() {
		try (ManualBroker broker = new ManualBroker()) {
			takes(broker, "a", Duration.ofSeconds(9));
			assertThat(slowest(broker)).isEmpty();
			assertThat(broker.broker().trail().isFollowed()).isFalse();
		}
	}

	@Test
	void settings_that_make_no_sense_are_refused() {
		Duration second = Duration.ofSeconds(1);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new MqttSlowSubscribers(true, second.negated(), 1, second));
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttSlowSubscribers(true, second, 0, second));
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttSlowSubscribers(true, second, 1, Duration.ZERO));
	}

}
