package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerStartException;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttServerEvent;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

class MqttServerLifecycleTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttServerAutoConfiguration.class))
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-port=0");

	@Test
	void ports_are_in_the_environment_and_can_be_injected() {
		this.runner.run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			Environment environment = context.getEnvironment();
			assertThat(environment.getProperty("local.mqtt.server.port", Integer.class)).isEqualTo(server.port());
			assertThat(environment.getProperty("local.mqtt.server.websocket-port", Integer.class))
				.isEqualTo(server.webSocketPort());
			PortHolder holder = new PortHolder();
			context.getAutowireCapableBeanFactory().autowireBean(holder);
			assertThat(holder.port).isEqualTo(server.port());
		});
	}

	@Test
	void without_web_socket_there_is_no_such_port() {
		this.runner.withPropertyValues("mqtt.server.websocket-enable=false")
			.run((context) -> assertThat(context.getEnvironment().getProperty("local.mqtt.server.websocket-port"))
				.isNull());
	}

	@Test
	void a_parent_context_knows_the_ports_too() {
		try (AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext()) {
			parent.refresh();
			this.runner.withParent(parent)
				.run((context) -> assertThat(parent.getEnvironment().getProperty("local.mqtt.server.port"))
					.isEqualTo(String.valueOf(context.getBean(MqttServer.class).port())));
		}
	}

	@Test
	void it_can_be_stopped_and_started_again() {
		this.runner.run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			MqttServerLifecycle lifecycle = context.getBean(MqttServerLifecycle.class);
			for (int i = 0; i < 2; i++) {
				lifecycle.stop();
				assertThat(lifecycle.isRunning()).isFalse();
				assertThat(server.isRunning()).isFalse();
				lifecycle.start();
				assertThat(lifecycle.isRunning()).isTrue();
				connect(server.port());
				assertThat(context.getEnvironment().getProperty("local.mqtt.server.port", Integer.class))
					.isEqualTo(server.port());
			}
		});
	}

	@Test
	void a_paused_test_context_keeps_its_server_and_its_clients() {
		this.runner.run((context) -> {
			assertThat(context.getBean(MqttServerLifecycle.class).getPhase()).isEqualTo(Integer.MAX_VALUE - 2048);
			try (WirePeer peer = WirePeer.connect(context.getBean(MqttServer.class).port())) {
				peer.connects(Packets.connect("a"));
				ConfigurableApplicationContext source = context.getSourceApplicationContext();
				source.pause();
				peer.receivesNothing();
				source.restart();
				peer.receivesNothing();
			}
		});
	}

	@Test
	void a_context_that_fails_later_leaves_no_server_behind() {
		int[] port = new int[1];
		this.runner.run((context) -> port[0] = context.getBean(MqttServer.class).port());
		this.runner.withPropertyValues("mqtt.server.port=" + port[0])
			.withBean("latecomer", SmartLifecycle.class, Latecomer::new)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessage("too late"));
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().equals("mqtt-server-" + port[0])));
		this.runner.withPropertyValues("mqtt.server.port=" + port[0])
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void a_thread_keeps_the_jvm_up_while_the_server_runs() {
		String[] name = new String[1];
		this.runner.run((context) -> {
			name[0] = "mqtt-server-" + context.getBean(MqttServer.class).port();
			assertThat(Thread.getAllStackTraces().keySet())
				.anyMatch((thread) -> thread.getName().equals(name[0]) && !thread.isDaemon());
			Thread keepAlive = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().equals(name[0]))
				.findFirst()
				.orElseThrow();
			context.getBean(MqttServerLifecycle.class).stop();
			keepAlive.join(5_000);
			assertThat(keepAlive.isAlive()).isFalse();
		});
	}

	@Test
	void events_tell_of_start_and_stop_and_readiness_goes_first() {
		List<String> events = new ArrayList<>();
		this.runner.withBean(Recorder.class, () -> new Recorder(events)).run((context) -> {
			assertThat(events).containsExactly("MqttServerStartedEvent running");
			events.clear();
		});
		assertThat(events).containsExactly("REFUSING_TRAFFIC running", "MqttServerStoppingEvent running",
				"MqttServerStoppedEvent stopped");
	}

	@Test
	void clients_are_told_when_the_context_closes() {
		WirePeer[] peer = new WirePeer[1];
		this.runner.run((context) -> {
			peer[0] = WirePeer.connect(context.getBean(MqttServer.class).port());
			peer[0].connects(Packets.connect("a"));
		});
		peer[0].isDisconnected(0x8B);
	}

	@Test
	void it_starts_although_the_application_is_lazy() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				String port = context.getEnvironment().getProperty("local.mqtt.server.port");
				assertThat(port).isNotNull();
				connect(Integer.parseInt(port));
			});
	}

	@Test
	void two_contexts_have_two_servers() {
		this.runner.run((one) -> this.runner.run((other) -> {
			int first = one.getBean(MqttServer.class).port();
			int second = other.getBean(MqttServer.class).port();
			assertThat(first).isNotEqualTo(second);
			connect(first);
			connect(second);
		}));
	}

	@Test
	void a_port_in_use_is_a_readable_failure_and_nothing_stays_behind() {
		this.runner.run((one) -> {
			int port = one.getBean(MqttServer.class).port();
			this.runner.withPropertyValues("mqtt.server.port=" + port)
				.run((other) -> assertThat(other).getFailure()
					.rootCause()
					.satisfies((root) -> assertThat(startFailure(other.getStartupFailure()).kind())
						.isEqualTo(MqttServerStartException.Kind.PORT_IN_USE)));
			connect(port);
		});
	}

	@Test
	void a_restart_takes_the_same_port_again() {
		int[] port = new int[1];
		this.runner.run((context) -> port[0] = context.getBean(MqttServer.class).port());
		for (int i = 0; i < 2; i++) {
			this.runner.withPropertyValues("mqtt.server.port=" + port[0]).run((context) -> {
				assertThat(context).hasNotFailed();
				connect(port[0]);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "::1", "127.0.0.1", "localhost" })
	void it_listens_on_addresses_of_both_families_and_on_names(String ip) {
		this.runner.withPropertyValues("mqtt.server.ip=" + ip)
			.run((context) -> assertThat(context.getBean(MqttServer.class).port()).isPositive());
	}

	private static MqttServerStartException startFailure(Throwable failure) {
		Throwable each = failure;
		while (!(each instanceof MqttServerStartException found)) {
			each = each.getCause();
			assertThat(each).as("start failure in %s", failure).isNotNull();
		}
		return found;
	}

	private static void connect(int port) {
		try (WirePeer peer = WirePeer.connect(port)) {
			peer.connects(Packets.connect("a"));
			peer.leaves();
		}
	}

	/**
	 * Starts after the server, and fails.
	 */
	static class Latecomer implements SmartLifecycle {

		@Override
		public void start() {
			throw new IllegalStateException("too late");
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

	}

	/**
	 * Somebody who wants to know the port.
	 */
	static class PortHolder {

		@LocalMqttServerPort
		int port;

	}

	/**
	 * Writes down what happens, and whether the server ran then.
	 */
	static class Recorder {

		private final List<String> events;

		private boolean running;

		Recorder(List<String> events) {
			this.events = events;
		}

		@EventListener
		void server(MqttServerEvent event) {
			this.running = event.getServer().isRunning();
			record(event.getClass().getSimpleName());
		}

		@EventListener
		void readiness(AvailabilityChangeEvent<ReadinessState> event) {
			record(event.getState().toString());
		}

		private void record(String event) {
			this.events.add(event + (this.running ? " running" : " stopped"));
		}

	}

}
