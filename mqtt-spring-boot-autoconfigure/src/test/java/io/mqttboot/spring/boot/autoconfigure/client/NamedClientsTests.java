package io.mqttboot.spring.boot.autoconfigure.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttVersion;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttServerUri;
import io.mqttboot.server.MqttServer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.RandomValuePropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NamedClientsTests {

	// nobody listens there: these clients are never connected
	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttClientAutoConfiguration.class))
		.withPropertyValues("mqtt.client.server-uri=tcp://127.0.0.1:1", "mqtt.client.client-id=app",
				"mqtt.client.keepAliveInterval=17", "mqtt.client.username=me",
				"mqtt.clients.edge.server-uri=tcp://127.0.0.1:2", "mqtt.clients.edge.username=other",
				"mqtt.clients.cloud-eu.serverURI=tcp://127.0.0.1:3,tcp://127.0.0.1:4",
				"mqtt.clients.cloud-eu.client-id=eu", "mqtt.clients.cloud-eu.version=mqtt-5");

	@Test
	void each_name_is_a_client_that_takes_what_it_does_not_set_from_the_common_keys() {
		this.runner.run((context) -> {
			assertThat(context.getBean(MqttClientRegistry.class).asMap()).containsOnlyKeys("default", "edge",
					"cloud-eu");
			MqttClientConfig edge = context.getBean(MqttClientRegistry.class).get("edge").config();
			assertThat(edge.serverUris()).containsExactly(MqttServerUri.tcp("127.0.0.1", 2));
			assertThat(edge.username()).isEqualTo("other");
			assertThat(edge.keepAliveSeconds()).isEqualTo(17);
			assertThat(edge.version()).isEqualTo(MqttVersion.MQTT_3_1_1);
			MqttClientConfig cloud = context.getBean(MqttClientRegistry.class).get("cloud-eu").config();
			assertThat(cloud.serverUris()).containsExactly(MqttServerUri.tcp("127.0.0.1", 3),
					MqttServerUri.tcp("127.0.0.1", 4));
			assertThat(cloud.username()).isEqualTo("me");
			assertThat(cloud.version()).isEqualTo(MqttVersion.MQTT_5);
		});
	}

	@Test
	void an_identifier_is_never_inherited_as_it_stands() {
		this.runner.withInitializer((context) -> RandomValuePropertySource.addToEnvironment(context.getEnvironment()))
			.withPropertyValues("mqtt.client.client-id=app-${random.int[1000,9999]}")
			.run((context) -> {
				MqttClientRegistry clients = context.getBean(MqttClientRegistry.class);
				String common = clients.get("default").config().clientId();
				assertThat(common).matches("app-\\d{4}");
				assertThat(clients.get("edge").config().clientId()).isEqualTo(common + "-edge");
				assertThat(clients.get("cloud-eu").config().clientId()).isEqualTo("eu");
			});
	}

	@Test
	void an_address_of_its_own_wins_over_the_common_uri() {
		this.runner.withPropertyValues("mqtt.clients.near.port=5")
			.run((context) -> assertThat(context.getBean(MqttClientRegistry.class).get("near").config().serverUris())
				.containsExactly(MqttServerUri.tcp("127.0.0.1", 5)));
	}

	@Test
	void they_are_injected_by_their_names_and_the_common_one_without() {
		this.runner.withBean(Gateway.class).run((context) -> {
			Gateway gateway = context.getBean(Gateway.class);
			MqttClientRegistry clients = context.getBean(MqttClientRegistry.class);
			assertThat(gateway.common).isSameAs(clients.get("default"));
			assertThat(gateway.edge).isSameAs(clients.get("edge")).isSameAs(context.getBean("edgeMqttClient"));
			assertThat(gateway.cloud).isSameAs(clients.get("cloud-eu"));
		});
	}

	@Test
	void one_can_be_switched_off_and_so_can_the_common_one() {
		this.runner.withPropertyValues("mqtt.clients.edge.enabled=false")
			.run((context) -> assertThat(context.getBean(MqttClientRegistry.class).asMap()).containsOnlyKeys("default",
					"cloud-eu"));
		this.runner.withPropertyValues("mqtt.client.enabled=false")
			.run((context) -> assertThat(context.getBean(MqttClientRegistry.class).asMap()).containsOnlyKeys("edge",
					"cloud-eu"));
		this.runner
			.withPropertyValues("mqtt.client.enabled=false", "mqtt.clients.edge.enabled=false",
					"mqtt.clients.cloud-eu.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MqttClientRegistry.class));
	}

	@Test
	void all_of_them_connect_and_go() throws Exception {
		MqttServer server = MqttServer.create().port(0).start();
		try {
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MqttClientAutoConfiguration.class))
				.withPropertyValues("mqtt.client.port=" + server.port(), "mqtt.client.client-id=a",
						"mqtt.clients.b.enabled=true")
				.run((context) -> {
					for (MqttClient client : context.getBean(MqttClientRegistry.class).asMap().values()) {
						client.connected().get(10, TimeUnit.SECONDS);
					}
					assertThat(server.session("a")).isPresent();
					assertThat(server.session("a-b")).isPresent();
				});
		}
		finally {
			server.stop();
		}
	}

	@Test
	void two_clients_of_one_identifier_at_one_server_are_refused() {
		this.runner
			.withPropertyValues("mqtt.clients.twin.server-uri=tcp://127.0.0.1:9,tcp://127.0.0.1:1",
					"mqtt.clients.twin.client-id=app")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MqttClientStartException.class)
				.hasMessageContainingAll("'default'", "'twin'", "'app'", "tcp://127.0.0.1:1"));
		this.runner
			.withPropertyValues("mqtt.clients.twin.server-uri=tcp://127.0.0.1:9", "mqtt.clients.twin.client-id=app")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void the_name_of_the_common_one_is_taken() {
		this.runner.withPropertyValues("mqtt.clients.default.port=7")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("'mqtt.clients.default'"));
	}

	@Test
	void a_bad_value_is_reported_with_the_name_of_the_client() {
		this.runner.withPropertyValues("mqtt.clients.edge.server-uri=http://edge")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("'mqtt.clients.edge.server-uri' is 'http://edge'"));
	}

	@Test
	void a_client_that_does_not_exist_is_a_clear_error() {
		this.runner.run((context) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> context.getBean(MqttClientRegistry.class).get("ghost"))
			.withMessageContaining("ghost")
			.withMessageContaining("cloud-eu"));
	}

	@Test
	void connection_details_are_those_of_every_client() {
		this.runner.withBean(MqttConnectionDetails.class, () -> () -> "tcp://details:1")
			.run((context) -> assertThat(context.getBean(MqttClientRegistry.class).asMap().values())
				.allSatisfy((client) -> assertThat(client.config().serverUris())
					.containsExactly(MqttServerUri.tcp("details", 1))));
	}

	@Test
	void customizers_are_told_the_name() {
		this.runner.withBean(MqttClientCustomizer.class, () -> (name, builder) -> {
			if (name.equals("edge")) {
				builder.configure((config) -> config.connectTimeout(Duration.ofSeconds(3)));
			}
		}).run((context) -> {
			assertThat(context.getBean(MqttClientRegistry.class).get("edge").config().connectTimeout())
				.isEqualTo(Duration.ofSeconds(3));
			assertThat(context.getBean(MqttClientRegistry.class).get("default").config().connectTimeout())
				.isEqualTo(Duration.ofSeconds(30));
		});
	}

	static class Gateway {

		private final MqttClient common;

		private final MqttClient edge;

		private final MqttClient cloud;

		@Autowired
		Gateway(MqttClient client, @Qualifier("edge") MqttClient edge, @Qualifier("cloud-eu") MqttClient cloud) {
			this.common = client;
			this.edge = edge;
			this.cloud = cloud;
		}

	}

}
