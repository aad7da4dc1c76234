package io.mqttboot.spring.boot.autoconfigure.client;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.MqttClientState.Phase;
import io.mqttboot.client.spi.MqttClientMessageListener;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttConnectStatusListener;
import io.mqttboot.server.spi.MqttMessageListener;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerLifecycle;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MqttClientLifecycleTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttClientAutoConfiguration.class))
		.withPropertyValues("mqtt.client.reconnect.initial-delay=10ms", "mqtt.client.reconnect.max-delay=20ms");

	@Test
	void in_one_application_the_server_is_there_before_its_client_and_after_it(CapturedOutput output) throws Exception {
		List<String> events = new ArrayList<>();
		CompletableFuture<MqttPublishResult> last = new CompletableFuture<>();
		withServer(freePort()).withBean(MqttConnectStatusListener.class, () -> new Presence(events)).run((context) -> {
			connected(context.getBean(MqttClient.class));
			context.getBean(MqttClient.class)
				.publish("t", "last words", MqttQos.EXACTLY_ONCE)
				.thenAccept(last::complete);
		});
		assertThat(last.get(10, TimeUnit.SECONDS).state()).isEqualTo(MqttPublishResult.State.ACKNOWLEDGED);
		assertThat(events).hasSize(2).first().isEqualTo("online here");
		assertThat(events.get(1)).startsWith("offline here").doesNotContainIgnoringCase("shutting");
		assertThat(output).doesNotContain("cannot connect", "lost its connection");
	}

	@Test
	void it_can_be_stopped_and_started_again_twice_and_hears_what_it_heard() throws Exception {
		List<String> heard = new ArrayList<>();
		CompletableFuture<?>[] next = { new CompletableFuture<>() };
		withServer(freePort()).withPropertyValues("mqtt.consumer.consumer-topics=t")
			.withBean(MqttClientMessageListener.class, () -> (topic, qos, payload, acknowledgment) -> {
				heard.add(topic);
				next[0].complete(null);
			})
			.run((context) -> {
				ConfigurableApplicationContext source = context.getSourceApplicationContext();
				MqttClient client = context.getBean(MqttClient.class);
				for (int i = 1; i <= 3; i++) {
					connected(client);
					client.publish("t", "m", MqttQos.AT_LEAST_ONCE).get(10, TimeUnit.SECONDS);
					next[0].get(10, TimeUnit.SECONDS);
					assertThat(heard).hasSize(i);
					next[0] = new CompletableFuture<>();
					source.stop();
					assertThat(client.state().phase()).isEqualTo(Phase.DISCONNECTED);
					source.start();
				}
			});
	}

	@Test
	void what_is_published_is_delivered_before_the_client_goes() throws Exception {
		List<String> arrived = new ArrayList<>();
		MqttServer server = MqttServer.create()
			.port(0)
			.messageListener((MqttMessageListener) (clientId, topic, qos, payload) -> arrived.add(topic))
			.start();
		try {
			this.runner.withPropertyValues("mqtt.client.port=" + server.port()).run((context) -> {
				MqttClient client = context.getBean(MqttClient.class);
				connected(client);
				for (int i = 0; i < 1_000; i++) {
					client.publish(MqttMessage.of("t", "m", MqttQos.AT_LEAST_ONCE, false));
				}
			});
			Awaitility.await().until(() -> arrived.size() == 1_000);
		}
		finally {
			server.stop();
		}
	}

	@Test
	void what_cannot_be_delivered_in_time_is_said(CapturedOutput output) throws Exception {
		this.runner.withPropertyValues("mqtt.client.port=" + freePort(), "mqtt.client.shutdown.grace-period=10ms")
			.run((context) -> {
				MqttClient client = context.getBean(MqttClient.class);
				client.publish("t", "m");
				client.publish("t", "m");
			});
		assertThat(output).contains("Client 'default' goes with 2 messages that are not delivered");
	}

	@Test
	void what_is_stored_is_delivered_by_the_next_application(@TempDir Path directory) throws Exception {
		ApplicationContextRunner stored = this.runner.withPropertyValues("mqtt.client.client-id=stays",
				"mqtt.client.clean-session=false", "mqtt.producer.offline.store=file",
				"mqtt.producer.offline.directory=" + directory, "mqtt.client.shutdown.grace-period=0");
		stored.withPropertyValues("mqtt.client.port=" + freePort())
			.run((context) -> assertThat(context.getBean(MqttClient.class)
				.store(MqttMessage.of("t", "kept", MqttQos.AT_LEAST_ONCE, false))
				.stored()
				.get(10, TimeUnit.SECONDS)).isNotNull());
		CompletableFuture<String> arrived = new CompletableFuture<>();
		MqttServer server = MqttServer.create()
			.port(0)
			.messageListener((clientId, topic, qos, payload) -> arrived.complete(clientId + " " + topic))
			.start();
		try {
			stored.withPropertyValues("mqtt.client.port=" + server.port())
				.run((context) -> assertThat(arrived.get(10, TimeUnit.SECONDS)).isEqualTo("stays t"));
		}
		finally {
			server.stop();
		}
	}

	@Test
	void a_client_that_is_to_fail_fast_fails_fast() throws Exception {
		this.runner
			.withPropertyValues("mqtt.client.port=" + freePort(), "mqtt.client.client-id=fast",
					"mqtt.client.fail-fast=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.satisfies((root) -> assertThat(context.getStartupFailure())
					.hasStackTraceContaining("MQTT client 'default' cannot connect to tcp://127.0.0.1:")));
	}

	@Test
	void a_client_that_is_to_fail_fast_starts_with_the_server_of_its_application() throws Exception {
		withServer(freePort()).withPropertyValues("mqtt.client.fail-fast=true")
			.run((context) -> assertThat(context.getBean(MqttClient.class).isConnected()).isTrue());
	}

	@Test
	void a_fast_one_fails_over_first() throws Exception {
		int port = freePort();
		withServer(port)
			.withPropertyValues("mqtt.client.fail-fast=true",
					"mqtt.client.server-uri=tcp://127.0.0.1:" + freePort() + ",tcp://127.0.0.1:" + port)
			.run((context) -> assertThat(context.getBean(MqttClient.class).isConnected()).isTrue());
	}

	@Test
	void it_connects_although_the_application_is_lazy() throws Exception {
		withServer(freePort())
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> Awaitility.await()
				.until(() -> context.getBean(MqttServer.class).session("here").isPresent()));
	}

	@Test
	void the_jvm_stays_up_while_somebody_listens_and_only_then() throws Exception {
		withServer(freePort()).run((context) -> assertThat(keepAlive()).isNull());
		withServer(freePort()).withPropertyValues("mqtt.consumer.consumer-topics=t")
			.withBean(MqttClientMessageListener.class, () -> (topic, qos, payload, acknowledgment) -> {
			})
			.run((context) -> {
				Thread thread = keepAlive();
				assertThat(thread).isNotNull();
				assertThat(thread.isDaemon()).isFalse();
				context.getSourceApplicationContext().stop();
				thread.join(5_000);
				assertThat(thread.isAlive()).isFalse();
			});
	}

	@Test
	void clients_go_between_web_requests_and_the_server() {
		int graceful = Integer.MAX_VALUE - 1024;
		assertThat(MqttClientLifecycle.PHASE).isGreaterThan(MqttServerLifecycle.PHASE).isLessThan(graceful);
		assertThat(ClientStart.PHASE).isGreaterThan(graceful);
	}

	private ApplicationContextRunner withServer(int port) {
		return this.runner
			.withConfiguration(
					AutoConfigurations.of(MqttServerAutoConfiguration.class, MqttClientAutoConfiguration.class))
			.withPropertyValues("mqtt.server.port=" + port, "mqtt.server.websocket-enable=false",
					"mqtt.client.server-uri=tcp://127.0.0.1:" + port, "mqtt.client.client-id=here");
	}

	private static void connected(MqttClient client) throws Exception {
		assertThat(client.connected().get(10, TimeUnit.SECONDS).phase()).isEqualTo(Phase.CONNECTED);
	}

	private static @Nullable Thread keepAlive() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("mqtt-client-keep-alive"))
			.findFirst()
			.orElse(null);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	record Presence(List<String> events) implements MqttConnectStatusListener {

		@Override
		public void online(String clientId, @Nullable String userName) {
			this.events.add("online " + clientId);
		}

		@Override
		public void offline(String clientId, @Nullable String userName, String reason) {
			this.events.add("offline " + clientId + " " + reason);
		}

	}

}
