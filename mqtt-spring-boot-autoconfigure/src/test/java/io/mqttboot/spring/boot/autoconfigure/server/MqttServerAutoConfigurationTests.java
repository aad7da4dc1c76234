package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttConnectStatusListener;
import io.mqttboot.server.spi.MqttInMemoryMessageStore;
import io.mqttboot.server.spi.MqttInMemorySessionStore;
import io.mqttboot.server.spi.MqttMessageListener;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttServerAuthHandler;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.server.spi.MqttSessionStore;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttClientConnectedEvent;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttClientDisconnectedEvent;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttServerEvent;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.VirtualThreadTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MqttServerAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttServerAutoConfiguration.class))
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-port=0");

	@Test
	void the_server_runs_as_long_as_the_context() {
		CompletableFuture<MqttServer> held = new CompletableFuture<>();
		this.runner.run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			assertThat(server.isRunning()).isTrue();
			assertThat(server.port()).isPositive();
			assertThat(server.webSocketPort()).isPositive().isNotEqualTo(server.port());
			held.complete(server);
		});
		assertThat(held.join().isRunning()).isFalse();
	}

	@Test
	void a_client_can_connect_without_any_bean_of_the_application() {
		this.runner.run((context) -> {
			try (WirePeer peer = client(context.getBean(MqttServer.class), "a")) {
				peer.subscribes("t", 0);
				context.getBean(MqttServer.class).publishAll("t", "hello");
				peer.receives(Packets.publish("t", "hello"));
			}
		});
	}

	@Test
	void nothing_is_there_when_it_is_switched_off() {
		this.runner.withPropertyValues("mqtt.server.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MqttServer.class)
				.doesNotHaveBean(MqttServerLifecycle.class)
				.doesNotHaveBean(MqttServerExecutorConfiguration.HANDLER_EXECUTOR));
	}

	@Test
	void nothing_is_there_without_the_engine() {
		this.runner.withClassLoader(new FilteredClassLoader("io.mqttboot.server"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MqttServerLifecycle.class));
	}

	@Test
	void the_server_of_the_application_comes_first_and_is_started() {
		this.runner.withUserConfiguration(OwnServer.class).run((context) -> {
			assertThat(context).hasSingleBean(MqttServer.class);
			MqttServer server = context.getBean(MqttServer.class);
			assertThat(server.config().name()).isEqualTo("own");
			assertThat(server.isRunning()).isTrue();
		});
	}

	@Test
	void customizers_change_the_server_in_their_order_after_the_properties() {
		this.runner.withUserConfiguration(Customizers.class)
			.withPropertyValues("mqtt.server.name=properties")
			.run((context) -> assertThat(context.getBean(MqttServer.class).config().name())
				.isEqualTo("properties, first, second"));
	}

	@Test
	void all_auth_handlers_must_agree_and_one_may_block() {
		this.runner.withUserConfiguration(AuthHandlers.class).run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			try (WirePeer peer = WirePeer.connect(server.port())) {
				peer.connects(Packets.connect("good").userName("user").password("secret"));
			}
			try (WirePeer peer = WirePeer.connect(server.port())) {
				peer.send(Packets.connect("bad").userName("user").password("secret")).isRefused(0x86, 0x87);
			}
			try (WirePeer peer = WirePeer.connect(server.port())) {
				peer.send(Packets.connect("good").userName("user").password("wrong")).isRefused(0x86, 0x87);
			}
			assertThat(context.getBean(AuthHandlers.class).threads)
				.allSatisfy((name) -> assertThat(name).startsWith("mqtt-auth-"));
		});
	}

	@Test
	void authenticators_stand_beside_auth_handlers() {
		this.runner.withUserConfiguration(AuthHandlers.class, Authenticator.class).run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			try (WirePeer peer = WirePeer.connect(server.port())) {
				peer.send(Packets.connect("good").userName("banned").password("secret")).isRefused(0x8A);
			}
		});
	}

	@Test
	void listeners_are_called_off_the_event_loop_and_may_use_the_server() {
		this.runner.withUserConfiguration(Listeners.class).run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			Listeners listeners = context.getBean(Listeners.class);
			try (WirePeer peer = client(server, "a")) {
				peer.subscribes("answer", 0);
				peer.send(Packets.publish("question", "why"));
				peer.receives(Packets.publish("answer", "why?"));
				assertThat(List.of(listeners.next(), listeners.next()))
					.containsExactlyInAnyOrder("first a question QoS 0 why", "second a question QoS 0 why");
				assertThat(listeners.status.poll(5, TimeUnit.SECONDS)).isEqualTo("online a");
				peer.leaves();
			}
			assertThat(listeners.status.poll(5, TimeUnit.SECONDS)).startsWith("offline a ");
			assertThat(listeners.threads).isNotEmpty()
				.allSatisfy((name) -> assertThat(name).startsWith("mqtt-handler-"));
		});
	}

	@Test
	void spring_events_are_published_beside_the_applications_listeners() {
		this.runner.withUserConfiguration(Listeners.class, Events.class).run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			Events events = context.getBean(Events.class);
			try (WirePeer peer = WirePeer.connect(server.port())) {
				peer.connects(Packets.connect("a").userName("user").password("secret"));
				MqttClientConnectedEvent connected = events.next(MqttClientConnectedEvent.class);
				assertThat(connected.getClientId()).isEqualTo("a");
				assertThat(connected.getUserName()).isEqualTo("user");
				assertThat(connected.getServer()).isSameAs(server);
				peer.leaves();
			}
			MqttClientDisconnectedEvent gone = events.next(MqttClientDisconnectedEvent.class);
			assertThat(gone.getClientId()).isEqualTo("a");
			assertThat(gone.getUserName()).isEqualTo("user");
			assertThat(gone.getReason()).isNotBlank();
			assertThat(events.clientThreads).isNotEmpty()
				.allSatisfy((name) -> assertThat(name).startsWith("mqtt-handler-"));
		});
	}

	@Test
	void observers_watch() {
		this.runner.withUserConfiguration(Observers.class).run((context) -> {
			try (WirePeer peer = client(context.getBean(MqttServer.class), "a")) {
				peer.receivesNothing();
			}
			assertThat(context.getBean(Observers.class).seen).containsExactly("first a", "second a");
		});
	}

	@Test
	void stores_are_used() {
		this.runner.withUserConfiguration(MessageStore.class, SessionStore.class).run((context) -> {
			context.getBean(MqttServer.class).publish(MqttMessage.of("kept", "value", MqttQos.AT_MOST_ONCE, true));
			assertThat(context.getBean(MqttMessageStore.class)
				.loadRetained()
				.toCompletableFuture()
				.get(5, TimeUnit.SECONDS)).hasSize(1);
		});
	}

	@Test
	void two_stores_of_a_kind_are_refused() {
		this.runner.withUserConfiguration(SessionStore.class, OtherSessionStore.class)
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(NoUniqueBeanDefinitionException.class)
				.rootCause()
				.hasMessageContainingAll("MqttSessionStore", "sessionStore", "otherSessionStore"));
	}

	@Test
	void a_public_address_without_authentication_is_refused() {
		this.runner.withPropertyValues("mqtt.server.ip=0.0.0.0")
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("mqttServerLifecycle"));
		this.runner.withPropertyValues("mqtt.server.ip=0.0.0.0", "mqtt.server.auth.anonymous=always")
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner.withPropertyValues("mqtt.server.ip=0.0.0.0")
			.withUserConfiguration(AuthHandlers.class)
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner.withPropertyValues("mqtt.server.auth.anonymous=never")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void a_packet_that_is_too_large_is_refused_and_logged_with_the_name_of_the_property(CapturedOutput output) {
		this.runner.run((context) -> {
			try (WirePeer peer = client(context.getBean(MqttServer.class), "a")) {
				peer.send(Packets.publish("t", "x".repeat(8_092))).isDisconnected(0x95);
			}
			assertThat(output).contains("max-bytes-in-message");
		});
		this.runner.withPropertyValues("mqtt.server.max-bytes-in-message=16KB").run((context) -> {
			try (WirePeer peer = client(context.getBean(MqttServer.class), "a")) {
				peer.send(Packets.publish("t", "x".repeat(8_092))).receivesNothing();
			}
		});
	}

	@Test
	void a_bad_value_is_refused() {
		this.runner.withPropertyValues("mqtt.server.port=none")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(BeanCreationException.class)
				.hasCauseInstanceOf(ConfigurationPropertiesBindException.class));
	}

	@Test
	void listeners_run_on_pools_and_leave_the_applications_executor_alone() {
		this.runner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class)).run((context) -> {
			assertThat(context).hasBean("applicationTaskExecutor");
			assertThat(context.getBean(MqttServerExecutorConfiguration.HANDLER_EXECUTOR))
				.isNotInstanceOf(VirtualThreadTaskExecutor.class);
			assertThat(context.getBean(Executor.class)).isSameAs(context.getBean("applicationTaskExecutor"));
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void listeners_run_on_virtual_threads_where_the_switch_says_so() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
			assertThat(context.getBean(MqttServerExecutorConfiguration.HANDLER_EXECUTOR))
				.isInstanceOf(VirtualThreadTaskExecutor.class);
			assertThat(context.getBean(MqttServerExecutorConfiguration.AUTH_EXECUTOR))
				.isInstanceOf(VirtualThreadTaskExecutor.class);
		});
	}

	@Test
	void executors_of_the_application_come_first() {
		this.runner.withUserConfiguration(Listeners.class, Executors.class).run((context) -> {
			try (WirePeer peer = client(context.getBean(MqttServer.class), "a")) {
				peer.receivesNothing();
			}
			Listeners listeners = context.getBean(Listeners.class);
			assertThat(listeners.status.poll(5, TimeUnit.SECONDS)).isEqualTo("online a");
			assertThat(listeners.threads).isNotEmpty().allSatisfy((name) -> assertThat(name).startsWith("own-"));
		});
	}

	private static WirePeer client(MqttServer server, String clientId) {
		WirePeer peer = WirePeer.connect(server.port());
		peer.connects(Packets.connect(clientId));
		return peer;
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnServer {

		@Bean
		MqttServer ownServer() {
			return MqttServer.create().port(0).configure((config) -> config.name("own")).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		MqttServerCustomizer second() {
			return append(", second");
		}

		@Bean
		@Order(1)
		MqttServerCustomizer first() {
			return append(", first");
		}

		private static MqttServerCustomizer append(String text) {
			return (builder) -> builder.configure((config) -> config.name(config.build().name() + text));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AuthHandlers {

		final List<String> threads = Collections.synchronizedList(new ArrayList<>());

		@Bean
		MqttServerAuthHandler byClient() {
			return (clientId, userName, password) -> {
				this.threads.add(Thread.currentThread().getName());
				return clientId.equals("good");
			};
		}

		@Bean
		MqttServerAuthHandler byPassword() {
			return (clientId, userName, password) -> "secret".equals(password);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Authenticator {

		@Bean
		MqttAuthenticator authenticator() {
			return (request) -> CompletableFuture.completedStage("banned".equals(request.userName())
					? new MqttAuthResult.Refused(MqttReasonCode.BANNED, "") : new MqttAuthResult.Accepted(null, null));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

		final BlockingQueue<String> status = new LinkedBlockingQueue<>();

		final List<String> threads = Collections.synchronizedList(new ArrayList<>());

		String next() throws InterruptedException {
			return String.valueOf(this.seen.poll(5, TimeUnit.SECONDS));
		}

		@Bean
		MqttMessageListener second(MqttServer server) {
			return (clientId, topic, qos, payload) -> {
				String text = MqttPayload.text(payload);
				this.threads.add(Thread.currentThread().getName());
				this.seen.add("second " + clientId + " " + topic + " QoS " + qos.value() + " " + text);
				server.publish(MqttMessage.of("answer", text + "?", MqttQos.AT_MOST_ONCE, false));
			};
		}

		@Bean
		MqttMessageListener first() {
			return (clientId, topic, qos, payload) -> {
				this.seen
					.add("first " + clientId + " " + topic + " QoS " + qos.value() + " " + MqttPayload.text(payload));
				throw new IllegalStateException("costs only this call");
			};
		}

		@Bean
		MqttConnectStatusListener statusListener() {
			return new MqttConnectStatusListener() {

				@Override
				public void online(String clientId, @Nullable String userName) {
					Listeners.this.threads.add(Thread.currentThread().getName());
					Listeners.this.status.add("online " + clientId);
				}

				@Override
				public void offline(String clientId, @Nullable String userName, String reason) {
					Listeners.this.status.add("offline " + clientId + " " + reason);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Events {

		final BlockingQueue<MqttServerEvent> clients = new LinkedBlockingQueue<>();

		final List<String> clientThreads = Collections.synchronizedList(new ArrayList<>());

		@EventListener({ MqttClientConnectedEvent.class, MqttClientDisconnectedEvent.class })
		void event(MqttServerEvent event) {
			this.clientThreads.add(Thread.currentThread().getName());
			this.clients.add(event);
		}

		<E> E next(Class<E> type) throws InterruptedException {
			MqttServerEvent event = this.clients.poll(5, TimeUnit.SECONDS);
			assertThat(event).isInstanceOf(type);
			return type.cast(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Observers {

		final List<String> seen = Collections.synchronizedList(new ArrayList<>());

		@Bean
		@Order(2)
		MqttServerObserver second() {
			return observer("second ");
		}

		@Bean
		@Order(1)
		MqttServerObserver first() {
			return observer("first ");
		}

		private MqttServerObserver observer(String name) {
			return new MqttServerObserver() {

				@Override
				public void clientConnected(String clientId, @Nullable String userName, MqttVersion version,
						boolean sessionPresent) {
					Observers.this.seen.add(name + clientId);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SessionStore {

		@Bean
		MqttSessionStore sessionStore() {
			return new MqttInMemorySessionStore();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherSessionStore {

		@Bean
		MqttSessionStore otherSessionStore() {
			return new MqttInMemorySessionStore();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MessageStore {

		@Bean
		MqttMessageStore messageStore() {
			return new MqttInMemoryMessageStore();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Executors {

		@Bean(MqttServerExecutorConfiguration.HANDLER_EXECUTOR)
		Executor ownHandlers() {
			return (task) -> new Thread(task, "own-handler").start();
		}

		@Bean(MqttServerExecutorConfiguration.AUTH_EXECUTOR)
		Executor ownAuth() {
			return (task) -> new Thread(task, "own-auth").start();
		}

	}

}
