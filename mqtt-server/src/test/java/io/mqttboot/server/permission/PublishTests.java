package io.mqttboot.server.permission;

import java.time.Duration;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.config.MqttAuthorization;
import io.mqttboot.server.config.MqttSessionTakeover;
import io.mqttboot.server.config.MqttUnauthorized;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Publishing what one may not: nobody gets it, at once or later, and the publisher is
 * told as far as its version has words. Classes 11 and 12 of the attacks.
 */
class PublishTests {

	private static final MqttRule[] RULES = { MqttRule.allow(Action.SUBSCRIBE, "#"),
			MqttRule.allow(Action.PUBLISH, "open/#", "d/{clientId}/+") };

	private static MqttAuthorization disconnecting() {
		return new MqttAuthorization(MqttRule.Effect.DENY, MqttUnauthorized.DISCONNECT,
				MqttSessionTakeover.SAME_PRINCIPAL);
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void what_is_allowed_reaches_subscribers(Version version) {
		try (Scene scene = new Scene(RULES)) {
			WirePeer watcher = scene.client(version, "watcher").subscribes("#", 1);
			WirePeer publisher = scene.client(version, "c1");
			publisher.publishes(Packets.publish("open/1", "x")).publishes(Packets.publish("d/c1/t", "y"));
			watcher.takes(Packets.publish("open/1", "x").qos(1)).takes(Packets.publish("d/c1/t", "y").qos(1));
			assertThat(scene.tally.drops()).isEmpty();
		}
	}

	@Test
	void an_mqtt_5_client_is_told_that_it_may_not() {
		try (Scene scene = new Scene(RULES)) {
			WirePeer watcher = scene.client("watcher").subscribes("#", 2);
			WirePeer publisher = scene.client("c1");
			publisher.send(Packets.publish("d/c2/t", "q0"));
			publisher.send(Packets.publish("d/c2/t", "q1").qos(1).id(1)).receives(Packets.puback(1).code(0x87));
			publisher.send(Packets.publish("d/c2/t", "q2").qos(2).id(2)).receives(Packets.pubrec(2).code(0x87));
			watcher.receivesNothing();
			assertThat(scene.tally.drops(MqttDropCause.NOT_AUTHORIZED)).isEqualTo(3);
			assertThat(scene.tally.denials(Action.PUBLISH)).isEqualTo(3);
		}
	}

	@Test
	@Clause("MQTT-4.3.3-9")
	void a_refused_qos_2_message_is_never_delivered_by_pubrel() {
		try (Scene scene = new Scene(RULES)) {
			WirePeer watcher = scene.client("watcher").subscribes("#", 2);
			WirePeer publisher = scene.client("c1");
			publisher.send(Packets.publish("secret", "x").qos(2).id(7)).receives(Packets.pubrec(7).code(0x87));
			publisher.send(Packets.pubrel(7)).receives(Packets.pubcomp(7).code(0x92));
			watcher.receivesNothing();
			// the identifier is free for another message
			publisher.send(Packets.publish("open/1", "y").qos(2).id(7)).receives(Packets.pubrec(7));
			publisher.send(Packets.pubrel(7)).receives(Packets.pubcomp(7));
			watcher.takes(Packets.publish("open/1", "y").qos(2));
		}
	}

	@ParameterizedTest
	@EnumSource(value = Version.class, names = { "V3_1", "V3_1_1" })
	@Clause("3.1.1:MQTT-3.3.5-2")
	void an_mqtt_3_client_gets_its_acknowledgement_and_the_message_is_dropped(Version version) {
		try (Scene scene = new Scene(RULES)) {
			WirePeer watcher = scene.client(version, "watcher").subscribes("#", 2);
			WirePeer publisher = scene.client(version, "c1");
			publisher.send(Packets.publish("secret", "q1").qos(1).id(1)).receives(Packets.puback(1));
			publisher.send(Packets.publish("secret", "q2").qos(2).id(2)).receives(Packets.pubrec(2));
			publisher.send(Packets.publish("secret", "q2").qos(2).id(2).dup()).receives(Packets.pubrec(2));
			publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
			watcher.receivesNothing();
			assertThat(scene.tally.drops(MqttDropCause.NOT_AUTHORIZED)).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@EnumSource(value = Version.class, names = { "V3_1", "V3_1_1" })
	@Clause("3.1.1:MQTT-3.3.5-2")
	void an_mqtt_3_client_is_disconnected_where_that_is_set(Version version) {
		try (Scene scene = new Scene((builder) -> builder.configure((config) -> config.authorization(disconnecting())),
				RULES)) {
			WirePeer watcher = scene.client(version, "watcher").subscribes("#", 2);
			scene.client(version, "c1").send(Packets.publish("secret", "q2").qos(2).id(1)).isClosed();
			watcher.receivesNothing();
			WirePeer five = scene.client(Version.V5, "c5");
			five.send(Packets.publish("secret", "x").qos(1).id(1)).receives(Packets.puback(1).code(0x87));
			five.receivesNothing();
		}
	}

	@Test
	@Clause("MQTT-4.3.3-8")
	void a_qos_2_message_that_ended_its_connection_is_a_new_one_when_it_comes_again() {
		try (Scene scene = new Scene((builder) -> builder.configure((config) -> config.authorization(disconnecting())),
				RULES)) {
			WirePeer watcher = scene.client("watcher").subscribes("#", 2);
			WirePeer publisher = scene.broker.client(Scene.lasting(Version.V3_1_1, "c1"));
			publisher.send(Packets.publish("secret", "q2").qos(2).id(1)).isClosed();
			scene.change(MqttRule.allow(Action.ALL, "#"));
			WirePeer again = scene.broker.client(Scene.lasting(Version.V3_1_1, "c1"));
			again.send(Packets.publish("secret", "q2").qos(2).id(1).dup()).receives(Packets.pubrec(1));
			again.send(Packets.pubrel(1)).receives(Packets.pubcomp(1));
			watcher.takes(Packets.publish("secret", "q2").qos(2));
		}
	}

	@Test
	void the_topic_behind_a_delay_counts_when_it_is_taken_and_when_it_is_time() {
		try (Scene scene = new Scene(RULES)) {
			WirePeer watcher = scene.client("watcher").subscribes("#", 1);
			WirePeer publisher = scene.client("c1");
			publisher.send(Packets.publish("$delayed/5/secret", "x").qos(1).id(1))
				.receives(Packets.puback(1).code(0x87));
			publisher.publishes(Packets.publish("$delayed/5/open/1", "y"));
			publisher.publishes(Packets.publish("$delayed/5/d/c1/t", "z"));
			publisher.leaves();
			scene.change(MqttRule.allow(Action.SUBSCRIBE, "#"), MqttRule.allow(Action.PUBLISH, "open/#"));
			scene.broker.advance(Duration.ofSeconds(8));
			watcher.takes(Packets.publish("open/1", "y").qos(1)).receivesNothing();
			assertThat(scene.tally.drops(MqttDropCause.NOT_AUTHORIZED)).isEqualTo(2);
		}
	}

	@Test
	void a_denied_message_is_not_retained() {
		try (Scene scene = new Scene(RULES)) {
			scene.client("c1").send(Packets.publish("secret", "x").qos(1).id(1).retain());
			assertThat(scene.broker.statistics().retained()).isZero();
		}
	}

	@Test
	void the_user_name_that_a_client_merely_says_counts_for_nothing() {
		try (Scene scene = new Scene(MqttRule.allow(Action.PUBLISH, "u/{username}"))) {
			WirePeer publisher = scene.broker.client(Packets.connect("c").userName("paul:root"));
			publisher.send(Packets.publish("u/paul:root", "x").qos(1).id(1)).receives(Packets.puback(1).code(0x87));
			publisher.send(Packets.publish("u/paul", "x").qos(1).id(1)).receives(Packets.puback(1).code(0x10));
		}
	}

	@Test
	void the_application_itself_may_publish_everything() {
		try (Scene scene = new Scene(MqttRule.allow(Action.SUBSCRIBE, "#"))) {
			WirePeer watcher = scene.client("watcher").subscribes("#", 0);
			scene.broker.publish(MqttMessage.of("t", "x", MqttQos.AT_MOST_ONCE, false));
			watcher.receives(Packets.publish("t", "x"));
		}
	}

	@Test
	void what_no_rule_speaks_of_is_allowed_where_that_is_set() {
		MqttAuthorization open = new MqttAuthorization(MqttRule.Effect.ALLOW, MqttUnauthorized.IGNORE,
				MqttSessionTakeover.SAME_PRINCIPAL);
		try (Scene scene = new Scene((builder) -> builder.configure((config) -> config.authorization(open)),
				MqttRule.deny(Action.PUBLISH, "secret"))) {
			WirePeer client = scene.client("c1").subscribes("#", 0);
			client.send(Packets.publish("secret", "x").qos(1).id(1)).receives(Packets.puback(1).code(0x87));
			client.send(Packets.publish("t", "x")).receives(Packets.publish("t", "x"));
		}
	}

}
