package io.mqttboot.server.extension;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttMessage;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An interceptor that hangs, on real threads.
 */
class BlockingInterceptorTests {

	private final Tally tally = new Tally();

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CountDownLatch interrupted = new CountDownLatch(1);

	private final CountDownLatch never = new CountDownLatch(1);

	private final MqttServer server = MqttServer.create()
		.port(0)
		.observer(this.tally)
		.configure((config) -> config
			.extensions(config.build().extensions().withInterceptorTimeout(Duration.ofSeconds(1))))
		.publishInterceptor(this::hang)
		.start();

	@AfterEach
	void stop() {
		this.server.stop();
	}

	private MqttMessage hang(MqttIdentity publisher, MqttMessage message) {
		if (message.topic().equals("hang")) {
			this.begun.countDown();
			try {
				this.never.await();
			}
			catch (InterruptedException ex) {
				this.interrupted.countDown();
				throw new IllegalStateException(ex);
			}
		}
		return message;
	}

	private WirePeer client(String clientId) {
		WirePeer peer = WirePeer.connect(this.server.port());
		peer.connects(Packets.connect(clientId));
		return peer;
	}

	@Test
	void one_that_hangs_costs_its_message_and_keeps_only_its_publisher_waiting() throws Exception {
		WirePeer watcher = client("watcher").subscribes("#", 1);
		WirePeer publisher = client("p");
		WirePeer other = client("other");
		publisher.send(Packets.publish("hang", "x").qos(1).id(1), Packets.publish("t", "behind").qos(1).id(2));
		assertThat(this.begun.await(10, TimeUnit.SECONDS)).isTrue();
		other.publishes(Packets.publish("t", "of another").qos(1));
		watcher.takes(Packets.publish("t", "of another").qos(1));
		publisher.receives(Packets.puback(1).code(0x80), Packets.puback(2));
		watcher.takes(Packets.publish("t", "behind").qos(1));
		assertThat(this.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.tally.drops(MqttDropCause.INTERCEPTOR_FAILED)).isEqualTo(1);
	}

}
