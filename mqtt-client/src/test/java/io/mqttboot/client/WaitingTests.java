package io.mqttboot.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.spi.MqttClientConnectionListener;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.client.spi.MqttSubscriptionOptions;
import io.mqttboot.client.spi.MqttTimeoutException;
import io.mqttboot.server.MqttServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Who may wait for a client, where nobody may, and what becomes of those who wait when it
 * ends.
 */
class WaitingTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final MqttServer server = MqttServer.create().port(0).start();

	@AfterEach
	void stop() {
		this.server.stop();
	}

	private MqttClientBuilder client() {
		return MqttClient.create().version(MqttVersion.MQTT_5).port(this.server.port());
	}

	@Test
	void callers_may_wait_for_each_answer() {
		BlockingQueue<MqttMessage> asked = new LinkedBlockingQueue<>();
		try (MqttClient client = client().connect()) {
			MqttBlockingClient waiting = client.blocking(PATIENCE);
			assertThat(waiting.subscribe("a", MqttQos.EXACTLY_ONCE, (topic, payload) -> {
			})).isEqualTo(MqttQos.EXACTLY_ONCE);
			assertThat(waiting.publish("a", "m", MqttQos.AT_LEAST_ONCE).state())
				.isEqualTo(MqttPublishResult.State.ACKNOWLEDGED);
			waiting.unSubscribe("a");
			waiting.subscribe(Map.of("ask", MqttSubscriptionOptions.of(MqttQos.AT_MOST_ONCE)), (message, ack) -> {
				asked.add(message);
				client.publish(MqttMessage
					.of(String.valueOf(message.properties().responseTopic()), "yes", message.qos(), false)
					.withProperties(message.properties()));
			}, false);
			MqttMessage answer = waiting.request(MqttMessage.of("ask", "well?", MqttQos.AT_MOST_ONCE, false));
			assertThat(answer.payloadArray()).isEqualTo("yes".getBytes(java.nio.charset.StandardCharsets.UTF_8));
			assertThat(asked).hasSize(1);
		}
	}

	@Test
	void waiting_ends_in_time() {
		try (MqttClient client = client().build()) {
			assertThatThrownBy(() -> client.blocking(Duration.ofMillis(1)).publish("a", "m", MqttQos.AT_LEAST_ONCE))
				.isInstanceOf(MqttTimeoutException.class);
		}
	}

	@Test
	void a_handler_may_wait() throws Exception {
		BlockingQueue<Object> results = new LinkedBlockingQueue<>();
		try (MqttClient client = client().connect()) {
			client.blocking(PATIENCE)
				.subscribe("a", MqttQos.AT_LEAST_ONCE, (topic, payload) -> results
					.add(client.blocking(PATIENCE).publish("b", "from the handler", MqttQos.AT_LEAST_ONCE).state()));
			client.publish("a", "m");
			assertThat(results.poll(10, TimeUnit.SECONDS)).isEqualTo(MqttPublishResult.State.ACKNOWLEDGED);
		}
	}

	@Test
	void what_is_chained_to_a_result_cannot_wait_for_another() {
		// what is published before there is a connection cannot be done before it is
		// chained to
		try (MqttClient client = client().build()) {
			CompletableFuture<?> chained = client.publish("a", "1", MqttQos.AT_LEAST_ONCE)
				.thenApply((result) -> client.publish("a", "2", MqttQos.AT_LEAST_ONCE).join());
			CompletableFuture<?> derived = client.publish("a", "3", MqttQos.AT_LEAST_ONCE)
				.thenApply(
						(result) -> client.publish("a", "4", MqttQos.AT_LEAST_ONCE).thenApply((next) -> next).join());
			client.connect();
			assertThatThrownBy(() -> chained.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
				.cause()
				.isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("chain to the future instead");
			assertThatThrownBy(() -> derived.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IllegalStateException.class);
		}
	}

	@Test
	void a_connection_listener_cannot_wait() throws Exception {
		BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
		CompletableFuture<MqttClient> built = new CompletableFuture<>();
		MqttClientConnectionListener listener = new MqttClientConnectionListener() {

			@Override
			public void connected(boolean again, String serverUri) {
				MqttClient client = built.join();
				Stream.<Runnable>of(() -> client.blocking(PATIENCE).publish("a", "m", MqttQos.AT_LEAST_ONCE),
						() -> client.subQos0("a", (topic, payload) -> {
						}).join(), () -> client.connected().thenCompose((state) -> client.publish("a", "m")).join())
					.forEach((wait) -> {
						try {
							wait.run();
						}
						catch (IllegalStateException ex) {
							failures.add(ex);
						}
					});
			}

		};
		try (MqttClient client = client().connectionListener(listener).build()) {
			built.complete(client.connect());
			for (int i = 0; i < 3; i++) {
				assertThat(failures.poll(10, TimeUnit.SECONDS)).hasMessageContaining("would wait for ever");
			}
		}
	}

	@Test
	void whatever_races_with_the_end_is_completed() throws Exception {
		for (int round = 0; round < 20; round++) {
			MqttClient client = client().connect();
			Queue<CompletableFuture<?>> asked = new ConcurrentLinkedQueue<>();
			CountDownLatch begun = new CountDownLatch(2);
			List<Thread> threads = Stream.<Runnable>of(() -> asked.add(client.publish("a", "m", MqttQos.AT_LEAST_ONCE)),
					() -> asked.add(client.subQos0("b", (topic, payload) -> {
					})))
				.map((call) -> new Thread(() -> {
					for (int i = 0; i < 500; i++) {
						call.run();
						if (i == 10) {
							begun.countDown();
						}
					}
				}))
				.toList();
			threads.forEach(Thread::start);
			begun.await();
			client.stop();
			for (Thread thread : threads) {
				thread.join();
			}
			for (CompletableFuture<?> each : asked) {
				assertThat(each.handle((result, failure) -> (failure != null) ? failure : "done")
					.get(10, TimeUnit.SECONDS)).isNotNull();
			}
			assertThatThrownBy(client::connect).isInstanceOf(IllegalStateException.class);
			assertThat(client.publish("a", "late")).isCompletedExceptionally();
			assertThatThrownBy(() -> client.subQos0("c", (topic, payload) -> {
			}).get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(MqttClientException.class);
		}
	}

}
