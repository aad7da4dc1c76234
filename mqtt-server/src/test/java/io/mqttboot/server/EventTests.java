package io.mqttboot.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.spi.MqttDisconnectedBy;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttEvent;
import io.mqttboot.server.spi.MqttEvent.Kind;
import io.mqttboot.server.spi.MqttEventListener;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What listeners are told of the life of a server, its clients, its sessions and its
 * messages.
 */
class EventTests {

	private final List<MqttEvent> events = new ArrayList<>();

	private ManualBroker broker(MqttEventListener... listeners) {
		return new ManualBroker((builder) -> {
			builder.eventListener(this.events::add);
			List.of(listeners).forEach(builder::eventListener);
			return builder;
		});
	}

	private MqttEventListener listener(Kind... kinds) {
		return new MqttEventListener() {

			@Override
			public void onEvent(MqttEvent event) {
				EventTests.this.events.add(event);
			}

			@Override
			public Set<Kind> kinds() {
				return EnumSet.copyOf(List.of(kinds));
			}

		};
	}

	@Test
	void a_client_connects_subscribes_unsubscribes_and_leaves() {
		try (ManualBroker broker = broker()) {
			WirePeer client = broker.client(Packets.connect("a").userName("ann"));
			client.subscribes("t/+", 1);
			client.send(Packets.unsubscribe(2, "t/+"));
			client.receives(Packets.unsuback(2, 0));
			client.leaves();
			broker.run();
			assertThat(this.events.get(0)).isInstanceOfSatisfying(MqttEvent.ClientConnecting.class, (event) -> {
				assertThat(event.clientId()).isEqualTo("a");
				assertThat(event.userName()).isEqualTo("ann");
				assertThat(event.address()).isNotEmpty();
			});
			assertThat(this.events.subList(1, this.events.size())).containsExactly(new MqttEvent.SessionCreated("a"),
					new MqttEvent.ClientConnected("a", "ann", MqttVersion.MQTT_5, false),
					new MqttEvent.Subscribed("a", "t/+", MqttQos.AT_LEAST_ONCE), new MqttEvent.Unsubscribed("a", "t/+"),
					new MqttEvent.SessionEnded("a", false),
					new MqttEvent.ClientDisconnected("a", "ann", MqttReasonCode.SUCCESS, MqttDisconnectedBy.CLIENT));
		}
	}

	@Test
	void a_session_is_resumed_taken_over_and_expires() {
		try (ManualBroker broker = broker(listener(Kind.SESSION_RESUMED))) {
			this.events.clear();
			WirePeer first = broker.client(Packets.connect("a").sessionExpiry(10));
			broker.client(Packets.connect("a").resume().sessionExpiry(10), 1).leaves();
			first.isDisconnected(0x8E);
			broker.advance(Duration.ofSeconds(12));
			assertThat(this.events).filteredOn((event) -> event.kind().name().startsWith("SESSION"))
				.containsExactly(new MqttEvent.SessionCreated("a"), new MqttEvent.SessionTakenOver("a"),
						new MqttEvent.SessionResumed("a"), new MqttEvent.SessionResumed("a"),
						new MqttEvent.SessionEnded("a", true));
		}
	}

	@Test
	void a_client_that_is_refused_is_named_with_the_reason() {
		try (ManualBroker broker = new ManualBroker((builder) -> builder.eventListener(this.events::add)
			.authHandler((clientId, userName, password) -> false))) {
			WirePeer peer = broker.peer();
			peer.send(Packets.connect("a"));
			peer.isRefused(0x86);
			assertThat(this.events).hasSize(2).last().isInstanceOfSatisfying(MqttEvent.ClientRefused.class, (event) -> {
				assertThat(event.clientId()).isEqualTo("a");
				assertThat(event.reason()).isEqualTo(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD);
			});
		}
	}

	@Test
	void a_message_is_told_to_be_delivered_when_it_is_written_or_acknowledged() {
		try (ManualBroker broker = broker(listener(Kind.MESSAGE_DELIVERED))) {
			WirePeer receiver = broker.client(Packets.connect("r")).subscribes("t", 1);
			WirePeer publisher = broker.client(Packets.connect("p"), 1);
			this.events.clear();
			publisher.send(Packets.publish("t", "0"));
			assertThat(this.events)
				.containsExactly(new MqttEvent.MessageDelivered("r", "p", "t", MqttQos.AT_MOST_ONCE));
			publisher.publishes(Packets.publish("t", "1").qos(1));
			assertThat(this.events).hasSize(1);
			receiver.receivesMessage(Packets.publish("t", "0"));
			receiver.takes(Packets.publish("t", "1").qos(1));
			broker.run();
			assertThat(this.events).hasSize(2)
				.endsWith(new MqttEvent.MessageDelivered("r", "p", "t", MqttQos.AT_LEAST_ONCE));
		}
	}

	@Test
	void a_message_that_is_dropped_is_told_with_receiver_and_cause() {
		try (ManualBroker broker = broker(listener(Kind.MESSAGE_DROPPED))) {
			broker.client(Packets.connect("r").sessionExpiry(100)).subscribes("t", 1).abort();
			WirePeer publisher = broker.client(Packets.connect("p"), 1);
			this.events.clear();
			publisher.send(Packets.publish("t", "0"));
			publisher.send(Packets.publish("$reserved", "x"));
			assertThat(this.events).containsExactly(
					new MqttEvent.MessageDropped("r", "p", "t", MqttQos.AT_MOST_ONCE, MqttDropCause.OFFLINE),
					new MqttEvent.MessageDropped(null, "p", "$reserved", MqttQos.AT_MOST_ONCE,
							MqttDropCause.RESERVED_TOPIC));
		}
	}

	@Test
	void nobody_follows_messages_unless_somebody_wants_to_know() {
		try (ManualBroker broker = broker()) {
			assertThat(broker.broker().trail().isFollowed()).isFalse();
		}
		try (ManualBroker broker = broker(listener(Kind.MESSAGE_DELIVERED))) {
			assertThat(broker.broker().trail().isFollowed()).isTrue();
		}
	}

	@Test
	void a_listener_that_fails_is_counted_and_costs_only_its_own_calls() {
		AtomicInteger dropped = new AtomicInteger();
		try (ManualBroker broker = new ManualBroker((builder) -> builder.eventListener((event) -> {
			throw new IllegalStateException("no");
		}).eventListener(this.events::add).observer(new MqttServerObserver() {

			@Override
			public void eventDropped() {
				dropped.incrementAndGet();
			}

		}))) {
			broker.client(Packets.connect("a"));
			assertThat(this.events).hasSize(3);
			assertThat(dropped).hasValue(3);
		}
	}

	@Test
	void a_listener_that_is_behind_misses_events_which_are_counted_and_no_client_waits() {
		Queue<Runnable> stuck = new ArrayDeque<>();
		AtomicInteger dropped = new AtomicInteger();
		try (ManualBroker broker = new ManualBroker((builder) -> builder.handlerExecutor(stuck::add)
			.configure((config) -> config.limits(MqttLimits.builder().handlerQueueMax(5).build()))
			.eventListener(this.events::add)
			.observer(new MqttServerObserver() {

				@Override
				public void eventDropped() {
					dropped.incrementAndGet();
				}

			}))) {
			for (int i = 0; i < 3; i++) {
				broker.client(Packets.connect("c" + i));
			}
			assertThat(this.events).isEmpty();
			assertThat(dropped).hasValue(4);
			stuck.forEach(Runnable::run);
			assertThat(this.events).hasSize(5);
		}
	}

	@Test
	void a_server_tells_of_its_start_its_drain_and_its_stop() {
		List<MqttEvent> told = new java.util.concurrent.CopyOnWriteArrayList<>();
		MqttServer server = MqttServer.create()
			.port(0)
			.configure((config) -> config.serverReference("other:1883"))
			.eventListener(told::add)
			.start();
		server.stop();
		assertThat(told).containsExactly(new MqttEvent.ServerStarted(),
				new MqttEvent.ServerDraining("other:1883", true), new MqttEvent.ServerStopped());
	}

}
