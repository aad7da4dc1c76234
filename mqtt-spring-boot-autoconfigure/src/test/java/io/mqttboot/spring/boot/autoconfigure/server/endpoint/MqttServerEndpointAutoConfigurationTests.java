package io.mqttboot.spring.boot.autoconfigure.server.endpoint;

import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;

import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.server.endpoint.MqttServerEndpoint.ClientDescriptor;
import io.mqttboot.spring.boot.autoconfigure.server.http.MqttServerAuditAutoConfiguration;
import io.mqttboot.spring.web.MqttAuditEvent;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.jmx.ExposableJmxEndpoint;
import org.springframework.boot.actuate.endpoint.jmx.JmxEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.jmx.JmxOperation;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The endpoint {@code mqttserver}: reads for everybody who reaches it, the rest where its
 * access is not restricted.
 */
class MqttServerEndpointAutoConfigurationTests {

	private final ApplicationContextRunner hidden = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttServerAutoConfiguration.class,
				MqttServerAuditAutoConfiguration.class, MqttServerEndpointAutoConfiguration.class,
				EndpointAutoConfiguration.class, JmxEndpointAutoConfiguration.class))
		.withBean(Audited.class)
		.withBean(MBeanServer.class, MBeanServerFactory::newMBeanServer)
		.withPropertyValues("spring.jmx.enabled=true", "mqtt.server.port=0", "mqtt.server.websocket-enable=false");

	private final ApplicationContextRunner runner = this.hidden
		.withPropertyValues("management.endpoints.jmx.exposure.include=mqttserver");

	private static WirePeer client(MqttServer server, String clientId) {
		WirePeer peer = WirePeer.connect(server.port());
		peer.connects(Packets.connect(Version.V5, clientId).resume().sessionExpiry(100));
		return peer;
	}

	private static SecurityContext as(String name) {
		return new SecurityContext() {

			@Override
			public Principal getPrincipal() {
				return () -> name;
			}

			@Override
			public boolean isUserInRole(String role) {
				return false;
			}

		};
	}

	@Test
	void it_shows_figures_and_clients_and_one_client() {
		this.runner.run((context) -> {
			MqttServerEndpoint endpoint = context.getBean(MqttServerEndpoint.class);
			MqttServer server = context.getBean(MqttServer.class);
			try (WirePeer first = client(server, "press-1"); WirePeer second = client(server, "lamp-1")) {
				first.subscribes("a/#", 1);
				MqttServerEndpoint.Descriptor shown = endpoint.describe(null, null, null);
				assertThat(shown.running()).isTrue();
				assertThat(shown.statistics().clients()).isEqualTo(2);
				assertThat(shown.clients()).extracting(ClientDescriptor::clientId).containsExactly("lamp-1", "press-1");
				assertThat(endpoint.describe("press", 0, 1).clientsTotal()).isEqualTo(1);
				assertThat(endpoint.describe(null, 1, 1).clients()).extracting(ClientDescriptor::clientId)
					.containsExactly("press-1");
				assertThat(endpoint.client("press-1")).isNotNull().satisfies((client) -> {
					assertThat(client.connected()).isTrue();
					assertThat(client.subscriptions()).containsExactly("a/#");
					assertThat(client.version()).isEqualTo("MQTT_5");
				});
				assertThat(endpoint.client("nobody")).isNull();
				second.leaves();
			}
			server.stop();
			assertThat(endpoint.describe(null, null, null).running()).isFalse();
		});
	}

	@Test
	void it_disconnects_and_bans_and_that_is_written_down() {
		this.runner.run((context) -> {
			MqttServerEndpoint endpoint = context.getBean(MqttServerEndpoint.class);
			MqttServer server = context.getBean(MqttServer.class);
			WirePeer device = client(server, "c1");
			assertThat(endpoint.disconnect(as("olga"), "c1").disconnected()).isTrue();
			device.isDisconnected(0x98);
			assertThat(endpoint.disconnect(SecurityContext.NONE, "nobody").disconnected()).isFalse();
			assertThat(endpoint.ban(as("olga"), "c1", 5, null)).satisfies((ban) -> {
				assertThat(ban.until()).isNotNull();
				assertThat(ban.reason()).isEqualTo("banned by olga");
			});
			assertThat(server.bans().list()).hasSize(1);
			Audited audited = context.getBean(Audited.class);
			assertThat(List.of(audited.next(), audited.next(), audited.next())).containsExactlyInAnyOrder(
					"olga actuator client.kick c1 done", "unknown actuator client.kick nobody done",
					"olga actuator ban.add CLIENT_ID c1 done");
			device.close();
		});
	}

	@Test
	void a_ban_without_time_is_a_bad_request() {
		this.runner.run((context) -> assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> context.getBean(MqttServerEndpoint.class).ban(as("olga"), "c1", 0, null)));
	}

	@Test
	void it_may_be_read_but_not_written_unless_access_is_unrestricted() {
		this.runner.run((context) -> assertThat(operations(context.getBean(JmxEndpointsSupplier.class)))
			.extracting(JmxOperation::getName)
			.containsExactlyInAnyOrder("describe", "client"));
		this.runner.withPropertyValues("management.endpoint.mqttserver.access=UNRESTRICTED")
			.run((context) -> assertThat(operations(context.getBean(JmxEndpointsSupplier.class)))
				.extracting(JmxOperation::getName)
				.containsExactlyInAnyOrder("describe", "client", "ban", "disconnect"));
		this.runner.withPropertyValues("management.endpoint.mqttserver.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(MqttServerEndpoint.class));
	}

	@Test
	void it_is_not_there_unless_it_is_exposed_and_there_is_a_server() {
		this.hidden.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MqttServerEndpoint.class));
		this.runner.withPropertyValues("mqtt.server.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MqttServerEndpoint.class));
		this.runner.withClassLoader(new FilteredClassLoader("io.mqttboot.spring.web"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MqttServerEndpoint.class));
	}

	private static Collection<JmxOperation> operations(JmxEndpointsSupplier supplier) {
		return supplier.getEndpoints()
			.stream()
			.filter((endpoint) -> endpoint.getEndpointId().toLowerCaseString().equals("mqttserver"))
			.findFirst()
			.map(ExposableJmxEndpoint::getOperations)
			.orElseThrow();
	}

	/** What was written down. */
	static class Audited implements ApplicationListener<MqttAuditEvent> {

		private final BlockingQueue<MqttAuditEvent> events = new LinkedBlockingQueue<>();

		@Override
		public void onApplicationEvent(MqttAuditEvent event) {
			this.events.add(event);
		}

		String next() throws InterruptedException {
			MqttAuditEvent event = this.events.poll(10, TimeUnit.SECONDS);
			assertThat(event).isNotNull();
			return String.join(" ", event.getPrincipal(), event.getAddress(), event.getAction(), event.getTarget(),
					event.getOutcome());
		}

	}

}
