package io.mqttboot.server.internal.overload;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.mqttboot.MqttVersion;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttOverload;
import io.mqttboot.server.internal.broker.Overload;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttOverloadState;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that watches itself.
 */
class OverloadWatchTests {

	private static final MqttOverload.Thresholds NEVER = new MqttOverload.Thresholds(Duration.ZERO, 0, 0);

	private final Tally tally = new Tally();

	private final CountDownLatch hanging = new CountDownLatch(1);

	@Test
	void a_loop_that_hangs_is_noticed_while_it_does_and_forgotten_when_it_does_not() {
		MqttOverload overload = new MqttOverload(true, new MqttOverload.Thresholds(Duration.ofMillis(100), 0, 0), NEVER,
				new MqttOverload.Thresholds(Duration.ofMillis(200), 0, 0), Duration.ZERO);
		MqttServer server = MqttServer.create()
			.port(0)
			.configure((config) -> config.eventLoops(1).overload(overload))
			.observer(this.tally)
			.observer(new Hanging())
			.start();
		try (WirePeer peer = WirePeer.connect(server.port())) {
			peer.send(Packets.connect("heavy"));
			Awaitility.await().until(() -> server.statistics().overload() == MqttOverloadState.REFUSE);
			assertThat(this.tally.overload()).isNotEmpty().last().asString().endsWith("REFUSE");
			this.hanging.countDown();
			Awaitility.await().until(() -> server.statistics().overload() == MqttOverloadState.NORMAL);
		}
		finally {
			this.hanging.countDown();
			server.stop();
		}
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().equals("Mqtt-Server-overload")));
	}

	@Test
	void a_look_that_fails_is_not_the_last_one() {
		Overload overload = new Overload(MqttOverload.DEFAULTS, this.tally);
		AtomicInteger looks = new AtomicInteger();
		OverloadWatch watch = new OverloadWatch(overload, new LoopDelay(List.of()), new HeapAfterCollection(List.of()),
				() -> switch (looks.incrementAndGet()) {
					case 1 -> throw new IllegalStateException("for the test");
					case 2 -> throw new OutOfMemoryError("for the test");
					default -> 95;
				}, () -> 0L, "watch-of-a-test");
		watch.start();
		try {
			Awaitility.await().until(overload::refuses);
		}
		finally {
			watch.stop();
		}
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().equals("watch-of-a-test")));
	}

	private final class Hanging implements MqttServerObserver {

		@Override
		public void clientConnected(String clientId, @Nullable String userName, MqttVersion version,
				boolean sessionPresent) {
			try {
				assertThat(OverloadWatchTests.this.hanging.await(30, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
