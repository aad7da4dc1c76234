package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.observation.ObservationRegistry;
import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.MqttClients;
import io.mqttboot.spring.MqttOperations;
import io.mqttboot.spring.annotation.MqttListener;
import io.mqttboot.spring.annotation.MqttServerListener;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;
import io.mqttboot.spring.listener.MqttListenerContainerFactory;
import io.mqttboot.spring.listener.MqttListenerEndpointRegistry;
import io.mqttboot.spring.listener.MqttMessageRecoverer;
import io.mqttboot.spring.listener.MqttSubscriptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

class MqttListenerAutoConfigurationTests {

	private final MqttServer server = MqttServer.create().port(0).start();

	private final ApplicationContextRunner bare = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttServerAutoConfiguration.class, MqttClientAutoConfiguration.class,
				MqttTemplateAutoConfiguration.class, MqttListenerAutoConfiguration.class))
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-enable=false");

	private final ApplicationContextRunner runner = this.bare.withPropertyValues("mqtt.server.enabled=false",
			"mqtt.client.port=" + this.server.port(), "mqtt.client.client-id=app");

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void a_listener_method_hears_and_may_publish() {
		this.runner.withBean(Devices.class).run((context) -> {
			Devices devices = context.getBean(Devices.class);
			awaitSubscriptions(1);
			BlockingQueue<String> answers = new LinkedBlockingQueue<>();
			this.server.subscribe("answers/#", MqttQos.AT_LEAST_ONCE,
					(publisher, message) -> answers.add(message.topic() + " " + MqttPayload.text(message.payload())));
			this.server.publishAll("devices/7/temp", "{\"degrees\":21}");
			assertThat(devices.next()).isEqualTo("7: Reading[degrees=21]");
			assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo("answers/7 ok");
			assertThat(context).hasSingleBean(MqttSubscriptions.class);
		});
	}

	@Test
	void it_hears_although_the_application_is_lazy() {
		this.runner.withBean(Devices.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				awaitSubscriptions(1);
				this.server.publishAll("devices/7/temp", "{\"degrees\":21}");
				assertThat(context.getBean(Devices.class).next()).startsWith("7");
			});
	}

	@Test
	void what_a_session_kept_while_the_application_was_away_finds_its_listener() {
		ApplicationContextRunner session = this.runner.withBean(Devices.class)
			.withPropertyValues("mqtt.client.clean-session=false");
		session.run((context) -> awaitSubscriptions(1));
		for (int i = 0; i < 50; i++) {
			this.server.publish(
					MqttMessage.of("devices/" + i + "/temp", "{\"degrees\":" + i + "}", MqttQos.AT_LEAST_ONCE, false));
		}
		session.run((context) -> {
			Devices devices = context.getBean(Devices.class);
			Set<String> heard = new ConcurrentSkipListSet<>();
			for (int i = 0; i < 50; i++) {
				heard.add(devices.next());
			}
			assertThat(heard).hasSize(50);
		});
	}

	@Test
	void a_named_client_has_listeners_of_its_own() {
		this.runner.withBean(Edge.class).withPropertyValues("mqtt.clients.edge.handler-threads=1").run((context) -> {
			awaitSubscriptions(1);
			assertThat(this.server.session("app-edge").orElseThrow().subscriptions()).hasSize(1);
			this.server.publishAll("edge", "m");
			assertThat(context.getBean(Edge.class).heard.poll(10, TimeUnit.SECONDS)).isEqualTo("m");
		});
	}

	@Test
	void the_server_of_the_application_is_heard_without_a_client() {
		this.bare.withBean(InProcess.class).withPropertyValues("mqtt.client.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(MqttClient.class);
			context.getBean(MqttServer.class).publishAll("local", "m");
			assertThat(context.getBean(InProcess.class).heard.poll(10, TimeUnit.SECONDS)).isEqualTo("m");
		});
	}

	@Test
	void there_is_nothing_where_there_is_nothing_to_hear() {
		this.bare.withPropertyValues("mqtt.client.enabled=false", "mqtt.server.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MqttListenerEndpointRegistry.class));
	}

	@Test
	void a_message_that_cannot_be_handled_is_retried_and_then_put_aside() {
		this.runner.withBean(Broken.class)
			.withPropertyValues("mqtt.listener.retry.max-attempts=3", "mqtt.listener.retry.initial-delay=1",
					"mqtt.listener.dead-letter.topic=dlt/{topic}")
			.run((context) -> {
				CompletableFuture<String> aside = new CompletableFuture<>();
				this.server.subscribe("dlt/#", MqttQos.AT_LEAST_ONCE, (publisher, message) -> aside
					.complete(message.topic() + " " + MqttPayload.text(message.payload())));
				awaitSubscriptions(2);
				this.server.publishAll("broken/1", "poison");
				assertThat(aside.get(10, TimeUnit.SECONDS)).isEqualTo("dlt/broken/1 poison");
				assertThat(context.getBean(Broken.class).calls).hasValue(3);
			});
	}

	@Test
	void the_recoverer_of_the_application_comes_first() {
		CompletableFuture<String> recovered = new CompletableFuture<>();
		MqttMessageRecoverer own = (failed) -> {
			recovered.complete(failed.message().topic());
			return CompletableFuture.completedFuture(null);
		};
		this.runner.withBean(Broken.class)
			.withBean(MqttMessageRecoverer.class, () -> own)
			.withPropertyValues("mqtt.listener.retry.max-attempts=1", "mqtt.listener.dead-letter.topic=dlt")
			.run((context) -> {
				awaitSubscriptions(1);
				this.server.publishAll("broken/1", "poison");
				assertThat(recovered.get(10, TimeUnit.SECONDS)).isEqualTo("broken/1");
				assertThat(context.getBean(Broken.class).calls).hasValue(1);
			});
	}

	@Test
	void keys_reach_the_factory_and_one_of_the_application() {
		this.runner.withUserConfiguration(OwnFactory.class)
			.withPropertyValues("mqtt.listener.concurrency=8", "mqtt.listener.ordering=subscription",
					"mqtt.listener.ack-mode=manual", "mqtt.listener.refuse-failed=true",
					"mqtt.listener.log-context=true", "mqtt.listener.shutdown.grace-period=3")
			.run((context) -> assertThat(context.getBeansOfType(MqttListenerContainerFactory.class)).hasSize(2)
				.allSatisfy((name, factory) -> {
					for (String field : new String[] { "concurrency", "ordering", "ackMode", "refuseFailed",
							"logContext", "gracePeriod" }) {
						String value = String.valueOf(ReflectionTestUtils.getField(factory, field));
						assertThat(value).as(field).isIn("8", "SUBSCRIPTION", "MANUAL", "true", "PT3S");
					}
				}));
	}

	@ParameterizedTest
	@CsvSource({ "concurrency, -1", "retry.max-attempts, 0", "retry.initial-delay, 0", "retry.max-delay, 1ms",
			"shutdown.grace-period, -1s", "dead-letter.topic, a/#" })
	void a_value_out_of_range_is_reported_by_its_key(String key, String value) {
		this.runner.withPropertyValues("mqtt.listener." + key + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("'mqtt.listener." + key + "' is '"));
	}

	@Test
	void a_listener_finishes_and_what_it_says_is_delivered_when_the_application_stops() throws Exception {
		CompletableFuture<MqttPublishResult> last = new CompletableFuture<>();
		this.runner.withBean("last", CompletableFuture.class, () -> last).withBean(Slow.class).run((context) -> {
			awaitSubscriptions(1);
			this.server.publishAll("slow", "m");
			assertThat(context.getBean(Slow.class).begun.await(10, TimeUnit.SECONDS)).isTrue();
		});
		assertThat(last.get(10, TimeUnit.SECONDS).state()).isEqualTo(MqttPublishResult.State.ACKNOWLEDGED);
	}

	@Test
	void the_jvm_stays_up_for_listeners() {
		this.runner.withBean(Devices.class)
			.run((context) -> assertThat(Thread.getAllStackTraces().keySet())
				.anyMatch((thread) -> thread.getName().equals("mqtt-client-keep-alive") && !thread.isDaemon()));
	}

	@Test
	void what_is_heard_is_observed() {
		Set<String> observed = new ConcurrentSkipListSet<>();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new MqttTemplateAutoConfigurationTests.Names(observed));
		this.runner.withBean(ObservationRegistry.class, () -> registry).withBean(Devices.class).run((context) -> {
			awaitSubscriptions(1);
			this.server.publishAll("devices/7/temp", "{\"degrees\":21}");
			context.getBean(Devices.class).next();
			assertThat(observed).contains("mqtt.process");
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void listeners_run_on_virtual_threads_where_springs_switch_says_so() {
		this.runner.withBean(Edge.class)
			.withPropertyValues("spring.threads.virtual.enabled=true", "mqtt.listener.concurrency=2",
					"mqtt.clients.edge.handler-threads=1")
			.run((context) -> {
				awaitSubscriptions(1);
				this.server.publishAll("edge", "m");
				assertThat(context.getBean(Edge.class).heard.poll(10, TimeUnit.SECONDS)).isNotNull();
				assertThat(context.getBean(Edge.class).thread).startsWith("VirtualThread");
			});
	}

	private void awaitSubscriptions(int count) {
		Awaitility.await().until(() -> this.server.statistics().subscriptions() == count);
	}

	record Reading(int degrees) {
	}

	static class Devices {

		private final MqttOperations mqtt;

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		Devices(MqttOperations mqtt) {
			this.mqtt = mqtt;
		}

		@MqttListener("devices/{id}/temp")
		void temperature(@DestinationVariable String id, @Payload Reading reading) {
			this.heard.add(id + ": " + reading);
			this.mqtt.send("answers/" + id, "ok");
		}

		private String next() throws InterruptedException {
			String next = this.heard.poll(10, TimeUnit.SECONDS);
			assertThat(next).isNotNull();
			return next;
		}

	}

	static class Edge {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		private volatile String thread = "";

		@MqttListener(topics = "edge", client = "edge")
		void message(String payload) {
			this.thread = Thread.currentThread().toString();
			this.heard.add(payload);
		}

	}

	static class InProcess {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		@MqttServerListener("local")
		void message(String payload) {
			this.heard.add(payload);
		}

	}

	static class Broken {

		private final AtomicInteger calls = new AtomicInteger();

		@MqttListener("broken/#")
		void message(String payload) {
			this.calls.incrementAndGet();
			throw new IllegalStateException("cannot handle " + payload);
		}

	}

	static class Slow {

		private final CompletableFuture<MqttPublishResult> last;

		private final CountDownLatch begun = new CountDownLatch(1);

		private final CountDownLatch closing = new CountDownLatch(1);

		private final ObjectProvider<MqttClient> client;

		Slow(CompletableFuture<MqttPublishResult> last, ObjectProvider<MqttClient> client) {
			this.last = last;
			this.client = client;
		}

		@EventListener
		void closed(ContextClosedEvent event) {
			this.closing.countDown();
		}

		@MqttListener("slow")
		void message(String payload) throws InterruptedException {
			this.begun.countDown();
			assertThat(this.closing.await(10, TimeUnit.SECONDS)).isTrue();
			this.client.getObject().publish("last", "words", MqttQos.AT_LEAST_ONCE).whenComplete((result, failure) -> {
				if (failure != null) {
					this.last.completeExceptionally(failure);
				}
				else {
					this.last.complete(result);
				}
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactory {

		@Bean
		MqttListenerContainerFactory ownFactory(MqttClients clients,
				MqttListenerContainerFactoryConfigurer configurer) {
			MqttListenerContainerFactory factory = new MqttListenerContainerFactory(clients);
			configurer.configure(factory);
			return factory;
		}

	}

}
