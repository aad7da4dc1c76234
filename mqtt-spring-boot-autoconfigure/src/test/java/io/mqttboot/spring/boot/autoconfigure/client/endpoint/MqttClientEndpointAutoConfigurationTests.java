package io.mqttboot.spring.boot.autoconfigure.client.endpoint;

import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;

import io.mqttboot.client.MqttClient;
import io.mqttboot.client.MqttClientState;
import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.annotation.MqttListener;
import io.mqttboot.spring.boot.autoconfigure.client.MqttClientAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.client.MqttListenerAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.client.MqttTemplateAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.client.endpoint.MqttClientEndpoint.Action;
import io.mqttboot.spring.boot.autoconfigure.client.endpoint.MqttClientEndpoint.ClientDescriptor;
import io.mqttboot.spring.boot.autoconfigure.client.endpoint.MqttClientEndpoint.ListenerDescriptor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.jmx.ExposableJmxEndpoint;
import org.springframework.boot.actuate.endpoint.jmx.JmxEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.jmx.JmxOperation;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MqttClientEndpointAutoConfigurationTests {

	private final MqttServer server = MqttServer.create().port(0).start();

	private final ApplicationContextRunner hidden = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttClientAutoConfiguration.class, MqttTemplateAutoConfiguration.class,
				MqttListenerAutoConfiguration.class, MqttClientEndpointAutoConfiguration.class,
				EndpointAutoConfiguration.class, JmxEndpointAutoConfiguration.class))
		.withBean(Log.class)
		.withBean(MBeanServer.class, MBeanServerFactory::newMBeanServer)
		.withPropertyValues("spring.jmx.enabled=true", "mqtt.client.port=" + this.server.port(),
				"mqtt.client.client-id=app", "mqtt.client.username=user", "mqtt.client.password=hidden-word",
				"mqtt.clients.edge.version=MQTT_5");

	private final ApplicationContextRunner runner = this.hidden
		.withPropertyValues("management.endpoints.jmx.exposure.include=mqttclient");

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void it_shows_clients_and_listeners_without_secrets() {
		this.runner.run((context) -> {
			context.getBean(MqttClient.class).connected().get(10, TimeUnit.SECONDS);
			MqttClientEndpoint.Descriptor shown = context.getBean(MqttClientEndpoint.class).describe();
			assertThat(shown.clients()).containsOnlyKeys("default", "edge");
			assertThat(shown.clients().get("default")).satisfies((client) -> {
				assertThat(client.state()).isEqualTo(MqttClientState.Phase.CONNECTED);
				assertThat(client.serverUri()).isEqualTo("tcp://127.0.0.1:" + this.server.port());
				assertThat(client.clientId()).isEqualTo("app");
				assertThat(client.version()).isEqualTo("MQTT_3_1_1");
				assertThat(client.lastReason()).isNull();
				assertThat(client.refusedFilters()).isEmpty();
			});
			assertThat(shown.clients().values()).extracting(ClientDescriptor::version)
				.containsExactly("MQTT_3_1_1", "MQTT_5");
			assertThat(shown.listeners()).containsOnlyKeys("log");
			assertThat(shown.listeners().get("log").filters()).containsExactly("log/+");
			assertThat(shown.listeners().get("log").running()).isTrue();
			assertThat(shown.toString()).doesNotContain("hidden-word");
		});
	}

	@Test
	void a_listener_can_be_paused_and_resumed() {
		this.runner.run((context) -> {
			MqttClientEndpoint endpoint = context.getBean(MqttClientEndpoint.class);
			Awaitility.await().until(() -> this.server.statistics().subscriptions() == 1);
			assertThat(endpoint.change("log", Action.PAUSE).paused()).isTrue();
			this.server.publishAll("log/1", "m");
			Awaitility.await().until(() -> listener(endpoint).waiting() == 1);
			assertThat(context.getBean(Log.class).heard).isEmpty();
			assertThat(endpoint.change("log", Action.RESUME).paused()).isFalse();
			assertThat(context.getBean(Log.class).heard.poll(10, TimeUnit.SECONDS)).isEqualTo("m");
			Awaitility.await().until(() -> listener(endpoint).processed() == 1);
		});
	}

	@Test
	void a_listener_that_does_not_exist_is_a_bad_request() {
		this.runner.run((context) -> assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> context.getBean(MqttClientEndpoint.class).change("ghost", Action.PAUSE))
			.withMessageContaining("ghost"));
	}

	@Test
	void it_may_be_read_but_not_written_unless_access_is_unrestricted() {
		this.runner.run((context) -> assertThat(operations(context.getBean(JmxEndpointsSupplier.class)))
			.extracting(JmxOperation::getName)
			.containsExactly("describe"));
		this.runner.withPropertyValues("management.endpoint.mqttclient.access=UNRESTRICTED")
			.run((context) -> assertThat(operations(context.getBean(JmxEndpointsSupplier.class)))
				.extracting(JmxOperation::getName)
				.containsExactlyInAnyOrder("describe", "change"));
		this.runner.withPropertyValues("management.endpoint.mqttclient.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(MqttClientEndpoint.class));
	}

	@Test
	void it_is_not_there_unless_it_is_exposed_and_there_are_clients() {
		this.hidden.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MqttClientEndpoint.class));
		this.runner.withPropertyValues("mqtt.client.enabled=false", "mqtt.clients.edge.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MqttClientEndpoint.class));
	}

	private static ListenerDescriptor listener(MqttClientEndpoint endpoint) {
		ListenerDescriptor found = endpoint.describe().listeners().get("log");
		assertThat(found).isNotNull();
		return found;
	}

	private static Collection<JmxOperation> operations(JmxEndpointsSupplier supplier) {
		return supplier.getEndpoints()
			.stream()
			.filter((endpoint) -> endpoint.getEndpointId().toString().equals("mqttclient"))
			.map(ExposableJmxEndpoint::getOperations)
			.findFirst()
			.orElseThrow();
	}

	static class Log {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		@MqttListener(id = "log", topics = "log/+")
		void log(String payload) {
			this.heard.add(payload);
		}

	}

}
