package io.mqttboot.server.attack;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.mqttboot.MqttQos;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttConnectStatusListener;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.testkit.ManualLoop;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners, handlers and observers of the application that throw: it costs their own
 * call.
 */
class FailingListenerTests {

	private static final String SECRET = "the payload";

	private final Tally tally = new Tally();

	@Test
	void a_message_listener_that_throws_costs_only_its_own_call() {
		List<String> heard = new ArrayList<>();
		try (LogLines log = new LogLines();
				ManualBroker broker = new ManualBroker(
						(builder) -> builder.observer(this.tally).messageListener((clientId, topic, qos, payload) -> {
							throw new IllegalStateException("cannot parse " + SECRET);
						}).messageListener((clientId, topic, qos, payload) -> heard.add(topic)))) {
			WirePeer subscriber = broker.client(Packets.connect("subscriber")).subscribes("#", 0);
			WirePeer publisher = broker.client(Packets.connect("publisher"));
			publisher.publishes(Packets.publish("one", SECRET)).publishes(Packets.publish("two", SECRET));
			subscriber.receives(Packets.publish("one", SECRET), Packets.publish("two", SECRET));
			assertThat(heard).containsExactly("one", "two");
			assertThat(this.tally.drops()).containsOnly(java.util.Map.entry(MqttDropCause.HANDLER_FAILED, 2));
			assertThat(log.lines()).noneMatch((line) -> line.contains(SECRET))
				.anyMatch((line) -> line.contains("WARN"));
		}
	}

	@Test
	void a_listener_that_overflows_its_stack_is_called_again() {
		List<String> heard = new ArrayList<>();
		try (ManualBroker broker = new ManualBroker(
				(builder) -> builder.observer(this.tally).messageListener((clientId, topic, qos, payload) -> {
					heard.add(topic);
					if (topic.equals("deep")) {
						throw new StackOverflowError();
					}
				}))) {
			broker.client(Packets.connect("publisher"))
				.publishes(Packets.publish("deep", ""))
				.publishes(Packets.publish("next", ""));
			assertThat(heard).containsExactly("deep", "next");
			assertThat(this.tally.drops(MqttDropCause.HANDLER_FAILED)).isEqualTo(1);
		}
	}

	@Test
	void a_connect_status_listener_that_throws_keeps_nobody_out() {
		List<String> heard = new ArrayList<>();
		MqttConnectStatusListener broken = new MqttConnectStatusListener() {

			@Override
			public void online(String clientId, @Nullable String userName) {
				throw new IllegalStateException();
			}

			@Override
			public void offline(String clientId, @Nullable String userName, String reason) {
				throw new IllegalStateException();
			}

		};
		MqttConnectStatusListener working = new MqttConnectStatusListener() {

			@Override
			public void online(String clientId, @Nullable String userName) {
				heard.add("+" + clientId);
			}

			@Override
			public void offline(String clientId, @Nullable String userName, String reason) {
				heard.add("-" + clientId);
			}

		};
		try (ManualBroker broker = new ManualBroker(
				(builder) -> builder.connectStatusListener(broken).connectStatusListener(working))) {
			broker.client(Packets.connect("client")).leaves();
			broker.run();
			assertThat(heard).containsExactly("+client", "-client");
		}
	}

	@Test
	void an_observer_that_always_throws_is_complained_of_once_and_changes_nothing() {
		MqttServerObserver broken = (MqttServerObserver) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { MqttServerObserver.class }, (proxy, method, arguments) -> {
					throw new IllegalStateException("observer");
				});
		try (LogLines log = new LogLines();
				ManualBroker broker = new ManualBroker((builder) -> builder.observer(broken).observer(this.tally))) {
			WirePeer subscriber = broker.client(Packets.connect("subscriber"), 1).subscribes("topic", 1);
			WirePeer publisher = broker.client(Packets.connect("publisher"));
			publisher.publishes(Packets.publish("topic", "1")).send(Packets.publish("$reserved", "2"));
			subscriber.takes(Packets.publish("topic", "1").qos(1));
			broker.peer().send(Packets.publish("topic", "")).isClosed();
			broker.client(Packets.connect("subscriber"), 0);
			subscriber.isDisconnected(0x8E);
			publisher.receivesNothing().leaves();
			assertThat(this.tally.disconnected()).containsExactly("subscriber SESSION_TAKEN_OVER", "publisher SUCCESS");
			assertThat(this.tally.drops(MqttDropCause.RESERVED_TOPIC)).isEqualTo(1);
			assertThat(log.lines().stream().filter((line) -> line.contains("observer failed"))).hasSize(1);
		}
	}

	@Test
	void a_handler_of_the_application_that_throws_gets_the_next_message() {
		List<String> heard = new ArrayList<>();
		try (ManualBroker broker = new ManualBroker((builder) -> builder.observer(this.tally))) {
			broker.subscribe("#", MqttQos.AT_LEAST_ONCE, (publisher, message) -> {
				heard.add(message.topic());
				throw new IllegalStateException();
			});
			WirePeer subscriber = broker.client(Packets.connect("subscriber")).subscribes("#", 0);
			broker.client(Packets.connect("publisher"))
				.publishes(Packets.publish("one", ""))
				.publishes(Packets.publish("two", ""));
			subscriber.receives(Packets.publish("one", ""), Packets.publish("two", ""));
			assertThat(heard).containsExactly("one", "two");
			assertThat(this.tally.drops(MqttDropCause.HANDLER_FAILED)).isEqualTo(2);
		}
	}

	@Test
	void an_executor_that_takes_nothing_for_a_while_costs_the_listeners_only() {
		ManualLoop threads = new ManualLoop();
		AtomicBoolean full = new AtomicBoolean(true);
		List<String> heard = new ArrayList<>();
		try (ManualBroker broker = new ManualBroker((builder) -> builder.observer(this.tally)
			.messageListener((clientId, topic, qos, payload) -> heard.add(topic))
			.handlerExecutor((task) -> {
				if (full.get()) {
					throw new RejectedExecutionException("full");
				}
				threads.execute(task);
			}))) {
			WirePeer subscriber = broker.client(Packets.connect("subscriber")).subscribes("#", 0);
			WirePeer publisher = broker.client(Packets.connect("publisher"));
			publisher.publishes(Packets.publish("lost", ""));
			full.set(false);
			publisher.publishes(Packets.publish("heard", ""));
			threads.runAll();
			subscriber.receives(Packets.publish("lost", ""), Packets.publish("heard", ""));
			assertThat(heard).containsExactly("heard");
			assertThat(this.tally.drops()).containsOnly(java.util.Map.entry(MqttDropCause.HANDLERS_BUSY, 1));
		}
	}

	@Test
	void a_listener_that_hangs_pauses_publishers_for_a_while_and_then_loses_messages() {
		ManualLoop hanging = new ManualLoop();
		try (ManualBroker broker = new ManualBroker(
				(builder) -> builder.observer(this.tally).messageListener((clientId, topic, qos, payload) -> {
				})
					.handlerExecutor(hanging)
					.configure((config) -> config
						.limits(io.mqttboot.server.config.MqttLimits.builder().handlerQueueMax(10).build())))) {
			WirePeer subscriber = broker.client(Packets.connect("subscriber").keepAlive(0)).subscribes("#", 0);
			ManualBroker.ManualWire wire = broker.wire(0);
			WirePeer publisher = new WirePeer(wire);
			publisher.connects(Packets.connect("publisher").keepAlive(0));
			for (int i = 0; i < 9; i++) {
				publisher.send(Packets.publish("t", "" + i));
			}
			assertThat(wire.isRead()).isFalse();
			publisher.send(Packets.publish("t", "9"));
			for (int i = 0; i < 9; i++) {
				subscriber.receives(Packets.publish("t", "" + i));
			}
			subscriber.receivesNothing();
			broker.advance(Duration.ofSeconds(7));
			subscriber.receives(Packets.publish("t", "9"));
			publisher.send(Packets.publish("t", "10"));
			broker.advance(Duration.ofSeconds(7));
			subscriber.receives(Packets.publish("t", "10"));
			assertThat(this.tally.drops(MqttDropCause.HANDLERS_BUSY)).isEqualTo(1);
			hanging.runAll();
			broker.advance(Duration.ofSeconds(7));
			assertThat(wire.isRead()).isTrue();
		}
	}

}
