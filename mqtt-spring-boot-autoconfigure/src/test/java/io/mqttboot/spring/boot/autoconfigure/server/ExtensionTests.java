package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttAutoSubscription;
import io.mqttboot.server.config.MqttExtensions;
import io.mqttboot.server.config.MqttRewrite;
import io.mqttboot.server.config.MqttSysTree;
import io.mqttboot.server.spi.MqttDeliveryInterceptor;
import io.mqttboot.server.spi.MqttPublishInterceptor;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttSubscribeInterceptor;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes beyond the standard, by properties and beans.
 */
class ExtensionTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttServerAutoConfiguration.class))
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-enable=false");

	private static MqttExtensions extensions(MqttServer server) {
		return server.config().extensions();
	}

	private static WirePeer client(MqttServer server, String clientId) {
		WirePeer peer = WirePeer.connect(server.port());
		peer.connects(Packets.connect(clientId));
		return peer;
	}

	@Test
	void without_properties_there_are_none() {
		this.runner
			.run((context) -> assertThat(extensions(context.getBean(MqttServer.class))).isEqualTo(MqttExtensions.NONE));
	}

	@Test
	void interceptors_are_beans_in_their_order() {
		this.runner.withUserConfiguration(Interceptors.class)
			.withPropertyValues("mqtt.server.interceptors.timeout=3")
			.run((context) -> {
				MqttServer server = context.getBean(MqttServer.class);
				assertThat(extensions(server).interceptorTimeout()).isEqualTo(Duration.ofSeconds(3));
				try (WirePeer watcher = client(server, "watcher"); WirePeer publisher = client(server, "p")) {
					watcher.send(Packets.subscribe(1, "t", 2).filter("no", 1)).receives(Packets.suback(1, 0, 0x83));
					publisher.publishes(Packets.publish("t", "x"));
					watcher.takes(Packets.publish("t", "x first second for watcher"));
				}
			});
	}

	@Test
	void figures_are_switched_on_by_a_property() {
		this.runner.withPropertyValues("mqtt.server.sys.enabled=true", "mqtt.server.sys.interval=2")
			.run((context) -> assertThat(extensions(context.getBean(MqttServer.class)).sys())
				.isEqualTo(new MqttSysTree(true, Duration.ofSeconds(2))));
	}

	@Test
	void exclusive_subscriptions_are_switched_on_by_a_property() {
		this.runner.withPropertyValues("mqtt.server.exclusive-subscriptions=true")
			.run((context) -> assertThat(extensions(context.getBean(MqttServer.class)).exclusiveSubscriptions())
				.isTrue());
	}

	@Test
	void topics_are_rewritten_by_rules_in_their_order() {
		this.runner
			.withPropertyValues("mqtt.server.rewrite[0].action=publish", "mqtt.server.rewrite[0].source=a/#",
					"mqtt.server.rewrite[0].regex=^a/(.+)$", "mqtt.server.rewrite[0].destination=b/$1",
					"mqtt.server.rewrite[1].source=c", "mqtt.server.rewrite[1].regex=c",
					"mqtt.server.rewrite[1].destination=d")
			.run((context) -> assertThat(extensions(context.getBean(MqttServer.class)).rewrites()).containsExactly(
					new MqttRewrite(MqttRule.Action.PUBLISH, "a/#", "^a/(.+)$", "b/$1"),
					new MqttRewrite(MqttRule.Action.ALL, "c", "c", "d")));
	}

	@Test
	void clients_are_subscribed_to_what_a_list_says() {
		this.runner.withPropertyValues("mqtt.server.auto-subscriptions[0].filter=c/{clientId}/#",
				"mqtt.server.auto-subscriptions[0].qos=1", "mqtt.server.auto-subscriptions[0].no-local=true",
				"mqtt.server.auto-subscriptions[0].retain-as-published=true",
				"mqtt.server.auto-subscriptions[0].retain-handling=2", "mqtt.server.auto-subscriptions[1].filter=all")
			.run((context) -> assertThat(extensions(context.getBean(MqttServer.class)).autoSubscriptions())
				.containsExactly(new MqttAutoSubscription("c/{clientId}/#", MqttQos.AT_LEAST_ONCE, true, true, 2),
						new MqttAutoSubscription("all", MqttQos.AT_MOST_ONCE, false, false, 0)));
	}

	@ParameterizedTest
	@CsvSource({ "rewrite[0], rewrite[0].source=a/#, rewrite[0].regex=(, rewrite[0].destination=b",
			"auto-subscriptions[0], auto-subscriptions[0].filter=a/x{clientId}, name=x, name=x",
			"auto-subscriptions[0].qos, auto-subscriptions[0].filter=a, auto-subscriptions[0].qos=3, name=x",
			"auto-subscriptions[0], auto-subscriptions[0].filter=a, auto-subscriptions[0].retain-handling=3, name=x" })
	void what_cannot_be_stops_the_start_and_is_named(String key, String first, String second, String third) {
		this.runner.withPropertyValues("mqtt.server." + first, "mqtt.server." + second, "mqtt.server." + third)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("mqtt.server." + key)));
	}

	@Configuration(proxyBeanMethods = false)
	static class Interceptors {

		@Bean
		@Order(2)
		MqttPublishInterceptor second(MqttServer server) {
			assertThat(server).isNotNull(); // one may use the server
			return (publisher, message) -> appended(message, "second");
		}

		@Bean
		@Order(1)
		MqttPublishInterceptor first() {
			return (publisher, message) -> appended(message, "first");
		}

		@Bean
		MqttSubscribeInterceptor subscriptions() {
			return (client, request) -> request.filter().text().equals("no") ? null
					: request.withQos(MqttQos.AT_MOST_ONCE);
		}

		@Bean
		MqttDeliveryInterceptor deliveries() {
			return (clientId, message) -> appended(message, "for " + clientId);
		}

		private static MqttMessage appended(MqttMessage message, String text) {
			return MqttMessage.of(message.topic(), MqttPayload.text(message.payload()) + " " + text, message.qos(),
					message.retain());
		}

	}

}
