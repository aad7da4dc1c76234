package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttAuthorizer;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.server.spi.MqttRuleAuthorizer;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rules in the application's configuration and in its beans.
 */
class AuthorizationTests {

	private static final String YAML = """
			mqtt.server.authorization:
			  rules:
			  - deny: all
			    topics: "devices/+/secret"
			  - allow: publish
			    topics: "devices/{clientId}/#, open"
			  - allow: all
			    topics:
			    - "#"
			    users: admin
			    client-ids: console
			    authorities: ops, dev
			""";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttServerAutoConfiguration.class))
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-enable=false");

	private ApplicationContextRunner yaml(String yaml) {
		return this.runner.withInitializer((context) -> {
			try {
				List<PropertySource<?>> sources = new YamlPropertySourceLoader().load("rules",
						new ByteArrayResource(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
				sources.forEach(context.getEnvironment().getPropertySources()::addFirst);
			}
			catch (java.io.IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private static WirePeer client(MqttServer server, String clientId) {
		WirePeer peer = WirePeer.connect(server.port());
		peer.connects(Packets.connect(clientId));
		return peer;
	}

	@Test
	void rules_are_read_in_their_order() {
		yaml(YAML).run((context) -> assertThat(context.getBean(MqttRuleAuthorizer.class).rules()).containsExactly(
				MqttRule.deny(Action.ALL, "devices/+/secret"),
				MqttRule.allow(Action.PUBLISH, "devices/{clientId}/#", "open"),
				MqttRule.allow(Action.ALL, "#")
					.forPrincipals("admin")
					.forClientIds("console")
					.forAuthorities("ops", "dev")));
	}

	@Test
	void rules_hold_for_clients() {
		yaml(YAML).run((context) -> {
			try (WirePeer peer = client(context.getBean(MqttServer.class), "c1")) {
				peer.send(Packets.publish("devices/c1/t", "x").qos(1).id(1)).receives(Packets.puback(1).code(0x10));
				peer.send(Packets.publish("devices/c2/t", "x").qos(1).id(1)).receives(Packets.puback(1).code(0x87));
				peer.send(Packets.subscribe(1, "devices/c1/t", 0)).receives(Packets.suback(1, 0x87));
			}
		});
	}

	@Test
	void without_rules_and_beans_everything_is_allowed() {
		this.runner.run((context) -> {
			assertThat(context).doesNotHaveBean(MqttAuthorizer.class);
			try (WirePeer peer = client(context.getBean(MqttServer.class), "c1")) {
				peer.subscribes("#", 0);
			}
		});
	}

	@Test
	void rules_that_are_replaced_hold_after_a_refresh() {
		yaml(YAML).run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			try (WirePeer peer = client(server, "c1")) {
				peer.send(Packets.subscribe(1, "news", 0)).receives(Packets.suback(1, 0x87));
				context.getBean(MqttRuleAuthorizer.class).replace(List.of(MqttRule.allow(Action.SUBSCRIBE, "news")));
				server.refreshPermissions().get(10, TimeUnit.SECONDS);
				peer.send(Packets.subscribe(1, "news", 0)).receives(Packets.suback(1, 0));
			}
		});
	}

	@Test
	void beans_of_the_application_follow_the_configured_rules() {
		yaml(YAML).withUserConfiguration(LateAuthorizer.class).run((context) -> {
			try (WirePeer peer = client(context.getBean(MqttServer.class), "c1")) {
				peer.send(Packets.subscribe(1, "devices/c1/secret", 0)).receives(Packets.suback(1, 0x87));
				peer.send(Packets.subscribe(1, "devices/c1/t", 0)).receives(Packets.suback(1, 0));
			}
		});
	}

	@Test
	void a_bean_that_asks_to_be_earlier_is() {
		yaml(YAML).withUserConfiguration(EarlyAuthorizer.class).run((context) -> {
			try (WirePeer peer = client(context.getBean(MqttServer.class), "c1")) {
				peer.send(Packets.subscribe(1, "devices/c1/secret", 0)).receives(Packets.suback(1, 0));
			}
		});
	}

	@Test
	void an_authorizer_of_the_kind_of_ours_takes_its_place() {
		yaml(YAML).withUserConfiguration(OwnRules.class)
			.run((context) -> assertThat(context.getBean(MqttRuleAuthorizer.class).rules())
				.containsExactly(MqttRule.allow(Action.ALL, "own")));
	}

	@ParameterizedTest
	@CsvSource({ "'topics: a', rules[0].allow", "'allow: all', rules[0].topics",
			"'{allow: all, deny: all, topics: a}', rules[0].deny", "'{allow: all, topics: a/#/b}', rules[0].topics",
			"'{allow: all, topics: \"a/x{clientId}\"}', rules[0].topics",
			"'{allow: all, topics: \"a/{client id}\"}', rules[0].topics",
			"'{deny: all, topics: $share/g/a}', rules[0].topics" })
	void a_rule_that_is_not_valid_is_reported_by_its_key(String rule, String key) {
		yaml("mqtt.server.authorization.rules:\n- " + rule).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class)
				.rootCause()
				.satisfies((cause) -> {
					InvalidConfigurationPropertyValueException invalid = (InvalidConfigurationPropertyValueException) cause;
					assertThat(invalid.getName()).isEqualTo("mqtt.server.authorization." + key);
					assertThat(invalid.getReason()).endsWith(".");
				});
		});
	}

	@Test
	void a_rule_may_stand_in_properties() {
		this.runner
			.withPropertyValues(Map
				.of("mqtt.server.authorization.rules[0].allow", "Subscribe",
						"mqtt.server.authorization.rules[0].topics[0]", "a/+")
				.entrySet()
				.stream()
				.map((entry) -> entry.getKey() + "=" + entry.getValue())
				.toArray(String[]::new))
			.run((context) -> assertThat(context.getBean(MqttRuleAuthorizer.class).rules())
				.containsExactly(MqttRule.allow(Action.SUBSCRIBE, "a/+")));
	}

	@Configuration(proxyBeanMethods = false)
	static class LateAuthorizer {

		@Bean
		MqttAuthorizer all() {
			return (client) -> List.of(MqttRule.allow(Action.ALL, "#"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyAuthorizer {

		@Bean
		@Order(-1)
		MqttAuthorizer all() {
			return (client) -> List.of(MqttRule.allow(Action.ALL, "#"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRules {

		@Bean
		MqttRuleAuthorizer own() {
			return new MqttRuleAuthorizer(List.of(MqttRule.allow(Action.ALL, "own")));
		}

	}

}
