package io.mqttboot.server;

import java.util.HashSet;
import java.util.Set;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How retained messages go to new subscriptions when there are many of both.
 */
class ReplayTests {

	private static final int RETAINED = 2000;

	private final ManualBroker broker = new ManualBroker();

	private final ManualBroker.ManualWire wire = this.broker.wire(0);

	private final WirePeer client = new WirePeer(this.wire);

	@BeforeEach
	void retain() {
		for (int i = 0; i < RETAINED; i++) {
			this.broker.engine()
				.broker()
				.publish(Publication.of(MqttMessage.of("r/" + i, "x".repeat(1000), MqttQos.AT_LEAST_ONCE, true), null,
						0), 0);
		}
		this.client.connects(Packets.connect(Version.V5, "c").keepAlive(0));
	}

	@AfterEach
	void close() {
		this.broker.close();
	}

	@Test
	void every_retained_message_arrives_once_though_the_queue_of_live_messages_is_shorter() {
		this.client.subscribes("#", 1);
		Set<String> topics = new HashSet<>();
		for (int i = 0; i < RETAINED; i++) {
			Publish message = this.client.receive(Publish.class);
			this.client.send(Packets.puback(message.id()));
			topics.add(message.topic());
		}
		assertThat(topics).hasSize(RETAINED);
		this.client.receivesNothing();
	}

	@Test
	void a_live_message_behind_a_long_replay_is_not_lost() {
		this.wire.takes(false);
		this.client.send(Packets.subscribe(2, "#", 0));
		this.broker.client(Packets.connect(Version.V5, "p"), 1).publishes(Packets.publish("live", "x"));
		this.wire.takes(true);
		this.client.receives(Packets.suback(2, 0));
		int retained = 0;
		boolean live = false;
		for (int i = 0; i < RETAINED + 1; i++) {
			Publish message = this.client.receive(Publish.class);
			live |= message.topic().equals("live");
			retained += message.isRetained() ? 1 : 0;
		}
		assertThat(retained).isEqualTo(RETAINED);
		assertThat(live).isTrue();
	}

	@Test
	void who_subscribes_to_everything_again_and_again_and_does_not_read_keeps_one_replay_waiting() {
		this.wire.takes(false);
		for (int i = 1; i <= 100; i++) {
			this.client.send(Packets.subscribe(i, "#", 0));
		}
		assertThat(this.broker.engine().sessions().find("c").outbox().queuedMessages()).isBetween(1, RETAINED / 2);
	}

	@Test
	void who_never_acknowledges_what_was_retained_keeps_it_from_nobody_else() {
		MqttLimits limits = MqttLimits.builder().replayMax(100).build();
		try (ManualBroker small = new ManualBroker((builder) -> builder.configure((config) -> config.limits(limits)))) {
			for (int i = 0; i < RETAINED; i++) {
				small.publish(MqttMessage.of("r/" + i, "x", MqttQos.AT_LEAST_ONCE, true));
			}
			for (int i = 0; i < 3; i++) {
				WirePeer hoarder = small.client(Packets.connect(Version.V5, "hoarder" + i)
					.keepAlive(0)
					.sessionExpiry(1000)
					.property(Property.RECEIVE_MAX, 1));
				hoarder.subscribes("#", 1).receive(Publish.class);
			}
			assertThat(small.broker().mayReplay()).isFalse();
			WirePeer other = small.client(Packets.connect(Version.V5, "other")).subscribes("#", 0);
			for (int i = 0; i < RETAINED; i++) {
				other.receive(Publish.class);
			}
			other.receivesNothing();
		}
	}

	@Test
	void others_have_their_turn_between_two_steps_of_a_long_replay() {
		ManualBroker.ManualWire otherWire = this.broker.wire(0);
		WirePeer other = new WirePeer(otherWire);
		other.connects(Packets.connect(Version.V5, "o"));
		this.broker.byHand(true);
		this.client.send(Packets.subscribe(1, "#", 0));
		other.send(Packets.pingreq());
		assertThat(this.wire.arrives()).isTrue();
		assertThat(otherWire.arrives()).isTrue();
		assertThat(this.broker.statistics().sendPackets()).as("what was sent before the ping was answered")
			.isLessThan(RETAINED);
		this.broker.byHand(false);
		other.receives(Packets.pingresp());
		this.client.receives(Packets.suback(1, 0));
		for (int i = 0; i < RETAINED; i++) {
			this.client.receive(Publish.class);
		}
		this.client.receivesNothing();
	}

	@Test
	void a_filter_that_is_unsubscribed_brings_no_more_than_the_step_that_was_begun() {
		this.client.subscribes("#", 1);
		this.client.send(Packets.unsubscribe(2, "#"));
		int retained = 0;
		boolean unsubscribed = false;
		while (!unsubscribed || this.broker.session("c").orElseThrow().inflightMessages() > 0) {
			Packet<?> packet = this.client.receive();
			if (packet instanceof Publish message) {
				retained++;
				this.client.send(Packets.puback(message.id()));
			}
			else {
				unsubscribed = true;
			}
		}
		assertThat(retained).isBetween(1, RETAINED / 2);
		this.client.receivesNothing();
	}

	@Test
	void a_replay_goes_on_where_the_next_connection_is() {
		WirePeer lasting = new WirePeer(this.broker.wire(0));
		lasting.connects(Packets.connect(Version.V5, "l").sessionExpiry(100).keepAlive(0));
		lasting.subscribes("#", 1);
		Set<String> topics = new HashSet<>();
		for (int i = 0; i < 50; i++) {
			topics.add(acknowledged(lasting));
		}
		lasting.abort();
		WirePeer again = new WirePeer(this.broker.wire(1));
		again.send(Packets.connect(Version.V5, "l").resume().sessionExpiry(100).keepAlive(0));
		again.receive();
		while (topics.size() < RETAINED) {
			topics.add(acknowledged(again));
		}
		again.receivesNothing();
	}

	private static String acknowledged(WirePeer peer) {
		Publish message = peer.receive(Publish.class);
		peer.send(Packets.puback(message.id()));
		return message.topic();
	}

}
