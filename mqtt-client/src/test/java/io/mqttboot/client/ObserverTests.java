package io.mqttboot.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.metrics.MicrometerClientObserver;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.client.spi.MqttClientStatistics;
import io.mqttboot.client.spi.MqttCredentials;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.server.MqttServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What an application that watches a client is told, from its first attempt to its end.
 */
class ObserverTests {

	private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

	private final MqttServer server = MqttServer.create().port(0).webSocketPort(0).start();

	private final MqttClientObserver observer = new MqttClientObserver() {

		@Override
		public void started(Supplier<MqttClientStatistics> statistics) {
			ObserverTests.this.told.add("started " + statistics.get().connected());
		}

		@Override
		public void stopped() {
			ObserverTests.this.told.add("stopped");
		}

		@Override
		public void attemptFailed(String serverUri, MqttClientException cause) {
			ObserverTests.this.told.add("failed " + cause.getMessage());
		}

		@Override
		public void connected(String serverUri, boolean again) {
			ObserverTests.this.told.add("connected" + (again ? " again" : ""));
		}

		@Override
		public void disconnected(String serverUri, @Nullable MqttClientException cause) {
			ObserverTests.this.told.add("disconnected " + ((cause != null) ? cause.reasonCode() : "wanted"));
		}

		@Override
		public void messagePublished(MqttQos qos, MqttPublishResult.State state, long nanos) {
			ObserverTests.this.told.add("published " + qos.value() + " " + state);
		}

		@Override
		public void messageFailed(MqttQos qos, MqttReasonCode reason, long nanos) {
			ObserverTests.this.told.add("failed " + qos.value() + " " + reason);
		}

	};

	@AfterEach
	void stop() {
		this.server.stop();
	}

	private String next() throws InterruptedException {
		return this.told.poll(10, TimeUnit.SECONDS);
	}

	@Test
	void an_observer_is_told_of_a_life() throws Exception {
		MqttClient client = MqttClient.create().port(this.server.port()).observer(this.observer).connect();
		assertThat(next()).isEqualTo("started false");
		assertThat(next()).isEqualTo("connected");
		assertThat(client.connected().get(10, TimeUnit.SECONDS).phase()).isEqualTo(MqttClientState.Phase.CONNECTED);
		assertThat(client.statistics().connected()).isTrue();
		client.publish("a", "m", MqttQos.EXACTLY_ONCE);
		assertThat(next()).isEqualTo("published 2 ACKNOWLEDGED");
		client.disconnect();
		assertThat(next()).isEqualTo("disconnected wanted");
		client.publish("a", "m", MqttQos.AT_LEAST_ONCE);
		client.stop();
		assertThat(List.of(next(), next())).containsExactlyInAnyOrder("failed 1 SUCCESS", "stopped");
	}

	@Test
	void an_observer_that_fails_costs_nobody_anything() throws Exception {
		MqttClientObserver broken = new MqttClientObserver() {

			@Override
			public void packetSent(int type, int bytes) {
				throw new IllegalStateException("a broken observer");
			}

		};
		try (MqttClient client = MqttClient.create()
			.port(this.server.port())
			.observer(broken)
			.observer(this.observer)
			.connect()) {
			client.publish("a", "m", MqttQos.AT_LEAST_ONCE).get(10, TimeUnit.SECONDS);
			assertThat(next()).isEqualTo("started false");
			assertThat(next()).isEqualTo("connected");
		}
	}

	@Test
	void meters_follow_a_client() throws Exception {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		try (MqttClient client = MqttClient.create()
			.port(this.server.port())
			.observer(new MicrometerClientObserver(registry, "edge"))
			.connect()) {
			client.publish("a", "m", MqttQos.AT_LEAST_ONCE).get(10, TimeUnit.SECONDS);
			assertThat(registry.get("mqtt.client.connected").gauge().value()).isOne();
			assertThat(registry.get("mqtt.client.packets.out").tag("type", "publish").functionCounter().count())
				.isOne();
		}
		assertThat(registry.getMeters()).isEmpty();
	}

	@Test
	void a_provider_that_hangs_is_given_up_after_the_connect_timeout() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		try (MqttClient client = MqttClient.create()
			.port(this.server.port())
			.configure((config) -> config.connectTimeout(Duration.ofMillis(50)))
			.observer(this.observer)
			.credentialsProvider((uri) -> {
				end.await();
				return MqttCredentials.of("late", "late");
			})
			.connect()) {
			assertThat(next()).isEqualTo("started false");
			assertThat(next()).isEqualTo("failed no CONNACK within 50 ms");
			assertThat(client.isConnected()).isFalse();
			end.countDown();
			assertThat(client.connected().get(10, TimeUnit.SECONDS).phase()).isEqualTo(MqttClientState.Phase.CONNECTED);
		}
	}

	@Test
	void enhanced_authentication_needs_mqtt_5() {
		MqttClientBuilder builder = MqttClient.create()
			.authenticator(new io.mqttboot.client.spi.MqttClientAuthenticator() {

				@Override
				public String method() {
					return "none";
				}

				@Override
				public Exchange begin(String serverUri) {
					throw new AssertionError("not asked for");
				}

			});
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("MQTT 5");
	}

}
