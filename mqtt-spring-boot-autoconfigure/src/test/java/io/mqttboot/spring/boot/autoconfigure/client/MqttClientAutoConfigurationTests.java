package io.mqttboot.spring.boot.autoconfigure.client;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.MqttClientBuilder;
import io.mqttboot.client.MqttClientState;
import io.mqttboot.client.config.MqttServerUri;
import io.mqttboot.client.spi.MqttClientAuthenticator;
import io.mqttboot.client.spi.MqttClientConnectionListener;
import io.mqttboot.client.spi.MqttClientMessageListener;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.client.spi.MqttCredentials;
import io.mqttboot.client.spi.MqttCredentialsProvider;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerSession;
import io.mqttboot.spring.boot.autoconfigure.client.event.MqttClientEvent;
import io.mqttboot.spring.boot.autoconfigure.client.event.MqttConnectedEvent;
import io.mqttboot.spring.boot.autoconfigure.client.event.MqttConnectionLostEvent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.env.RandomValuePropertySource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MqttClientAutoConfigurationTests {

	private final MqttServer server = MqttServer.create().port(0).start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, MqttClientAutoConfiguration.class))
		.withPropertyValues("mqtt.client.server-uri=tcp://127.0.0.1:" + this.server.port(),
				"mqtt.client.reconnect.initial-delay=10ms", "mqtt.client.reconnect.max-delay=50ms");

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void a_client_connects_with_the_application_and_goes_with_it() {
		this.runner.withPropertyValues("mqtt.client.client-id=c").run((context) -> {
			MqttClientState state = connected(context);
			assertThat(state.clientId()).isEqualTo("c");
			assertThat(this.server.session("c")).isPresent();
		});
		Awaitility.await().until(() -> this.server.session("c").isEmpty());
	}

	@Test
	void the_start_does_not_wait_for_a_server() {
		int port = this.server.port();
		this.server.stop();
		this.runner.run((context) -> {
			MqttClient client = context.getBean(MqttClient.class);
			assertThat(client.isConnected()).isFalse();
			MqttServer late = MqttServer.create().port(port).start();
			try {
				assertThat(client.connected().get(10, TimeUnit.SECONDS).phase())
					.isEqualTo(MqttClientState.Phase.CONNECTED);
			}
			finally {
				late.stop();
			}
		});
	}

	@Test
	void an_identifier_is_drawn_once_and_shown() {
		this.runner.withInitializer((context) -> RandomValuePropertySource.addToEnvironment(context.getEnvironment()))
			.withPropertyValues("mqtt.client.client-id=c-${random.int[1000,9999]}")
			.run((context) -> {
				MqttClientState state = connected(context);
				assertThat(state.clientId()).matches("c-\\d{4}")
					.isEqualTo(context.getBean(MqttClient.class).config().clientId());
				assertThat(this.server.session(state.clientId())).isPresent();
			});
	}

	@Test
	void nothing_is_there_when_it_is_switched_off() {
		this.runner.withPropertyValues("mqtt.client.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(MqttClient.class)
				.doesNotHaveBean(MqttClientRegistry.class)
				.doesNotHaveBean(MqttClientLifecycle.class));
	}

	@Test
	void nothing_is_there_without_the_engine() {
		this.runner.withClassLoader(new FilteredClassLoader("io.mqttboot.client"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("mqttClient"));
	}

	@Test
	void a_client_works_without_a_server_on_the_class_path() {
		this.runner.withClassLoader(new FilteredClassLoader("io.mqttboot.server"))
			.run((context) -> assertThat(connected(context).phase()).isEqualTo(MqttClientState.Phase.CONNECTED));
	}

	@Test
	void the_client_of_the_application_comes_first_and_is_started() {
		MqttClient own = MqttClient.create().port(this.server.port()).clientId("own").build();
		this.runner.withBean("own", MqttClient.class, () -> own).run((context) -> {
			assertThat(context).hasSingleBean(MqttClient.class);
			assertThat(connected(context).clientId()).isEqualTo("own");
			assertThat(context.getBean(MqttClientRegistry.class).asMap()).containsOnlyKeys("own");
		});
		assertThat(own.state().phase()).isEqualTo(MqttClientState.Phase.STOPPED);
	}

	@Test
	void customizers_change_the_client_in_their_order_after_the_properties() {
		this.runner.withUserConfiguration(Customizers.class)
			.withPropertyValues("mqtt.client.client-id=properties")
			.run((context) -> {
				assertThat(context.getBean(Customizers.class).called).containsExactly("first default",
						"second default");
				assertThat(context.getBean(MqttClient.class).config().clientId()).isEqualTo("second default");
			});
	}

	@Test
	void connection_details_win_over_properties() {
		this.runner.withBean(MqttConnectionDetails.class, Details::new)
			.withPropertyValues("mqtt.client.username=lost", "mqtt.client.ssl.enabled=true")
			.run((context) -> {
				MqttClient client = context.getBean(MqttClient.class);
				assertThat(client.config().serverUris()).containsExactly(MqttServerUri.tcp("details", 1));
				assertThat(client.config().username()).isEqualTo("from details");
				assertThat(client.config().password()).isEqualTo("secret".getBytes());
			});
	}

	@Test
	void observers_credentials_and_authenticators_are_found() {
		BlockingQueue<String> seen = new LinkedBlockingQueue<>();
		MqttClientObserver observer = new MqttClientObserver() {

			@Override
			public void connected(String serverUri, boolean again) {
				seen.add("connected");
			}

		};
		this.runner.withBean(MqttClientObserver.class, () -> observer)
			.withBean(MqttCredentialsProvider.class, () -> (uri) -> {
				seen.add("asked for " + uri);
				return MqttCredentials.of("token", "secret");
			})
			.run((context) -> {
				connected(context);
				assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("asked for tcp://127.0.0.1:" + this.server.port());
				assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("connected");
				assertThat(this.server.sessions()).extracting(MqttServerSession::userName).containsExactly("token");
			});
		MqttClientAuthenticator authenticator = Mockito.mock(MqttClientAuthenticator.class);
		this.runner.withBean(MqttClientAuthenticator.class, () -> authenticator)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("'mqtt.client.version' is 'MQTT_3_1_1': an MqttClientAuthenticator bean"));
	}

	@Test
	void consumer_topics_go_to_all_listeners_in_their_order_and_they_may_publish() {
		this.runner.withUserConfiguration(Listeners.class)
			.withPropertyValues("mqtt.consumer.consumer-topics=question,$queue/work,$share/g/more")
			.run((context) -> {
				Listeners listeners = context.getBean(Listeners.class);
				MqttClient client = context.getBean(MqttClient.class);
				client.subQos1("answer", (topic, payload) -> listeners.heard.add("answer " + text(payload)));
				awaitSubscriptions(4);
				this.server.publish(MqttMessage.of("question", "why", MqttQos.EXACTLY_ONCE, false));
				assertThat(listeners.next()).isEqualTo("first question EXACTLY_ONCE why");
				assertThat(listeners.next()).isEqualTo("second question EXACTLY_ONCE why");
				assertThat(listeners.next()).isEqualTo("answer why?");
				this.server.publishAll("work", "queued");
				assertThat(listeners.next()).isEqualTo("first work AT_LEAST_ONCE queued");
			});
	}

	@Test
	void a_message_is_acknowledged_when_all_listeners_have_by_hand() {
		this.runner.withUserConfiguration(SlowListeners.class)
			.withPropertyValues("mqtt.client.client-id=slow", "mqtt.client.clean-session=false",
					"mqtt.consumer.consumer-topics=t", "mqtt.consumer.default-qos=1", "mqtt.consumer.manual-acks=true")
			.run((context) -> {
				SlowListeners listeners = context.getBean(SlowListeners.class);
				awaitSubscriptions(1);
				this.server.publish(MqttMessage.of("t", "m", MqttQos.AT_LEAST_ONCE, false));
				Runnable one = listeners.take();
				Runnable other = listeners.take();
				one.run();
				one.run();
				assertThat(unacknowledged()).isEqualTo(1);
				other.run();
				Awaitility.await().until(() -> unacknowledged() == 0);
			});
	}

	@Test
	void topics_without_a_listener_and_listeners_without_a_topic_are_said(CapturedOutput output) {
		this.runner.withPropertyValues("mqtt.consumer.consumer-topics=lonely")
			.run((context) -> assertThat(connected(context)).isNotNull());
		assertThat(output).contains("'mqtt.consumer.consumer-topics' names topics, but no MqttClientMessageListener");
		this.runner.withUserConfiguration(Listeners.class).run((context) -> assertThat(connected(context)).isNotNull());
		assertThat(output).contains("but 'mqtt.consumer.consumer-topics' names no topic for them");
	}

	@Test
	void a_filter_with_white_space_is_kept_and_warned_about(CapturedOutput output) {
		this.runner.withUserConfiguration(Listeners.class)
			.withPropertyValues("mqtt.consumer.consumer-topics=vms/status  a remark")
			.run((context) -> {
				awaitSubscriptions(1);
				this.server.publishAll("vms/status  a remark", "m");
				assertThat(context.getBean(Listeners.class).next()).startsWith("first vms/status  a remark");
			});
		assertThat(output).contains("'mqtt.consumer.consumer-topics' has white space in 'vms/status  a remark'");
	}

	@Test
	void a_malformed_filter_is_refused_by_the_name_of_its_property() {
		this.runner.withPropertyValues("mqtt.consumer.consumer-topics=love/#/you")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(BeanCreationException.class)
				.hasStackTraceContaining("'mqtt.consumer.consumer-topics' is 'love/#/you'"));
	}

	@Test
	void connection_listeners_are_told_in_their_order_and_one_may_fail() {
		this.runner.withUserConfiguration(ConnectionListeners.class)
			.withPropertyValues("mqtt.client.client-id=told")
			.run((context) -> {
				ConnectionListeners told = context.getBean(ConnectionListeners.class);
				String uri = "tcp://127.0.0.1:" + this.server.port();
				assertThat(told.next()).isEqualTo("first false " + uri);
				assertThat(told.next()).isEqualTo("second false " + uri);
				this.server.disconnect("told", MqttReasonCode.ADMINISTRATIVE_ACTION);
				assertThat(told.next()).isEqualTo("first lost");
				assertThat(told.next()).isEqualTo("second lost");
				assertThat(told.next()).isEqualTo("first true " + uri);
			});
	}

	@Test
	void events_tell_of_connections() {
		this.runner.withUserConfiguration(Events.class).withPropertyValues("mqtt.client.client-id=e").run((context) -> {
			Events events = context.getBean(Events.class);
			MqttConnectedEvent first = events.next(MqttConnectedEvent.class);
			assertThat(first.getClient()).isSameAs(context.getBean(MqttClient.class));
			assertThat(first.getClientName()).isEqualTo("default");
			assertThat(first.isAgain()).isFalse();
			assertThat(first.getServerUri()).isEqualTo("tcp://127.0.0.1:" + this.server.port());
			this.server.disconnect("e", MqttReasonCode.ADMINISTRATIVE_ACTION);
			assertThat(events.next(MqttConnectionLostEvent.class).getCause()).isNotNull();
			assertThat(events.next(MqttConnectedEvent.class).isAgain()).isTrue();
		});
	}

	@Test
	void passwords_and_payloads_are_not_logged(CapturedOutput output) {
		this.runner.withUserConfiguration(Listeners.class)
			.withPropertyValues("mqtt.client.username=u", "mqtt.client.password=pass-word-7", "mqtt.client.debug=true",
					"mqtt.client.will.topic=w", "mqtt.client.will.payload=will-payload-7",
					"mqtt.consumer.consumer-topics=t")
			.run((context) -> {
				awaitSubscriptions(1);
				context.getBean(MqttClient.class)
					.publish("t", "payload-7", MqttQos.AT_LEAST_ONCE)
					.get(5, TimeUnit.SECONDS);
				context.getBean(Listeners.class).next();
			});
		assertThat(output).contains("PUBLISH").doesNotContain("pass-word-7", "will-payload-7", "payload-7");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void handlers_run_on_virtual_threads_where_springs_switch_says_so() {
		this.runner.withUserConfiguration(Listeners.class)
			.withPropertyValues("spring.threads.virtual.enabled=true", "mqtt.consumer.consumer-topics=t")
			.run((context) -> {
				awaitSubscriptions(1);
				this.server.publishAll("t", "m");
				Listeners listeners = context.getBean(Listeners.class);
				listeners.next();
				assertThat(listeners.threads)
					.allSatisfy((thread) -> assertThat(thread.toString()).startsWith("VirtualThread"));
			});
	}

	private MqttClientState connected(AssertableApplicationContext context) throws Exception {
		return context.getBean(MqttClient.class).connected().get(10, TimeUnit.SECONDS);
	}

	private void awaitSubscriptions(int count) {
		Awaitility.await().until(() -> this.server.statistics().subscriptions() == count);
	}

	private long unacknowledged() {
		return this.server.statistics().inflight();
	}

	private static String text(ByteBuffer payload) {
		return MqttPayload.text(payload);
	}

	static class Details implements MqttConnectionDetails {

		@Override
		public String getServerUri() {
			return "tcp://details:1";
		}

		@Override
		public String getUsername() {
			return "from details";
		}

		@Override
		public String getPassword() {
			return "secret";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		private final List<String> called = new ArrayList<>();

		@Bean
		@Order(2)
		MqttClientCustomizer second() {
			return (client, builder) -> call("second " + client, builder);
		}

		@Bean
		@Order(1)
		MqttClientCustomizer first() {
			return (client, builder) -> call("first " + client, builder);
		}

		private void call(String name, MqttClientBuilder builder) {
			this.called.add(name);
			builder.clientId(name);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		private final List<Thread> threads = new ArrayList<>();

		@Bean
		@Order(2)
		MqttClientMessageListener second(MqttClient client) {
			return (topic, qos, payload, acknowledgment) -> {
				this.heard.add("second " + topic + " " + qos + " " + text(payload.duplicate()));
				if (topic.equals("question")) {
					client.publish("answer", text(payload) + "?", MqttQos.AT_LEAST_ONCE);
				}
			};
		}

		@Bean
		@Order(1)
		MqttClientMessageListener first() {
			return (topic, qos, payload, acknowledgment) -> {
				this.threads.add(Thread.currentThread());
				this.heard.add("first " + topic + " " + qos + " " + text(payload));
				throw new IllegalStateException("fails, and costs only its own call");
			};
		}

		private String next() throws InterruptedException {
			String next = this.heard.poll(10, TimeUnit.SECONDS);
			assertThat(next).isNotNull();
			return next;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SlowListeners {

		private final BlockingQueue<Runnable> acknowledgments = new LinkedBlockingQueue<>();

		@Bean
		MqttClientMessageListener one() {
			return (topic, qos, payload, acknowledgment) -> this.acknowledgments.add(acknowledgment::acknowledge);
		}

		@Bean
		MqttClientMessageListener other() {
			return (topic, qos, payload, acknowledgment) -> this.acknowledgments.add(acknowledgment::acknowledge);
		}

		private Runnable take() throws InterruptedException {
			Runnable next = this.acknowledgments.poll(10, TimeUnit.SECONDS);
			assertThat(next).isNotNull();
			return next;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConnectionListeners {

		private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

		@Bean
		@Order(2)
		MqttClientConnectionListener second(MqttClient client) {
			return new Teller("second", this.told);
		}

		@Bean
		@Order(1)
		MqttClientConnectionListener first() {
			return new Teller("first", this.told) {

				@Override
				public void connected(boolean again, String serverUri) {
					super.connected(again, serverUri);
					throw new IllegalStateException("fails, and costs only its own call");
				}

			};
		}

		private String next() throws InterruptedException {
			String next = this.told.poll(10, TimeUnit.SECONDS);
			assertThat(next).isNotNull();
			return next;
		}

	}

	static class Teller implements MqttClientConnectionListener {

		private final String name;

		private final BlockingQueue<String> told;

		Teller(String name, BlockingQueue<String> told) {
			this.name = name;
			this.told = told;
		}

		@Override
		public void connected(boolean again, String serverUri) {
			this.told.add(this.name + " " + again + " " + serverUri);
		}

		@Override
		public void connectionLost(Throwable cause) {
			this.told.add(this.name + " lost");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Events {

		private final BlockingQueue<MqttClientEvent> events = new LinkedBlockingQueue<>();

		@EventListener
		void event(MqttClientEvent event) {
			this.events.add(event);
		}

		private <E extends MqttClientEvent> E next(Class<E> type) throws InterruptedException {
			MqttClientEvent next = this.events.poll(10, TimeUnit.SECONDS);
			assertThat(next).isInstanceOf(type);
			return type.cast(next);
		}

	}

}
