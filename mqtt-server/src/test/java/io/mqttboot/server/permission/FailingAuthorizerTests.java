package io.mqttboot.server.permission;

import java.util.List;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.server.spi.MqttRuleAuthorizer;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Authorizers that fail, or are too many: whatever goes wrong, nobody gets a right by it.
 * Class 17 of the attacks.
 */
class FailingAuthorizerTests {

	private static final MqttRule ALL = MqttRule.allow(Action.ALL, "#");

	@ParameterizedTest
	@EnumSource(Version.class)
	void a_client_is_refused_when_its_rights_cannot_be_found_out(Version version) {
		try (Scene scene = new Scene(ALL)) {
			scene.fails(true);
			scene.broker.peer().send(Packets.connect(version, "c1")).isRefused((version == Version.V5) ? 0x87 : 5);
			assertThat(scene.broker.statistics().sessions()).isZero();
			scene.fails(false);
			scene.client(version, "c1").receivesNothing();
		}
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void a_refresh_that_fails_turns_clients_out_and_keeps_what_their_sessions_have(Version version) {
		try (Scene scene = new Scene(ALL)) {
			WirePeer client = scene.broker.client(Scene.lasting(version, "c1").will("will", "x", 1)).subscribes("#", 1);
			scene.fails(true);
			assertThat(scene.change(ALL)).isCompletedExceptionally();
			client.isDisconnected(0x87);
			scene.broker.publish(MqttMessage.of("t", "x", MqttQos.AT_LEAST_ONCE, false));
			scene.broker.peer().send(Scene.lasting(version, "c1")).isRefused((version == Version.V5) ? 0x87 : 5);
			scene.fails(false);
			// without the will, which nobody could allow
			scene.broker.client(Scene.lasting(version, "c1")).takes(Packets.publish("t", "x").qos(1)).receivesNothing();
		}
	}

	@Test
	void too_many_that_wait_are_refused_as_busy() {
		try (ManualBroker broker = new ManualBroker((builder) -> builder.authorizer((client) -> List.of(ALL))
			.configure((config) -> config.limits(MqttLimits.builder().authQueueMax(1).build())))) {
			broker.byHand(true);
			ManualBroker.ManualWire first = broker.wire(0);
			ManualBroker.ManualWire second = broker.wire(0);
			for (ManualBroker.ManualWire wire : List.of(first, second)) {
				wire.send(Packets.connect("c").bytes(Version.V5));
				wire.arrives();
			}
			broker.byHand(false);
			new WirePeer(second).isRefused(0x89);
			assertThat(new WirePeer(first).receive(Connack.class).code()).isZero();
		}
	}

	@Test
	void without_authentication_rules_hold_for_everybody() {
		MqttRuleAuthorizer authorizer = new MqttRuleAuthorizer(
				List.of(MqttRule.allow(Action.ALL, "d/{clientId}", "u/{username}")));
		try (ManualBroker broker = new ManualBroker((builder) -> builder.authorizer(authorizer))) {
			WirePeer client = broker.client(Packets.connect("c1").userName("paul").will("d/c1", "x", 0));
			client.send(Packets.subscribe(1, "d/c1", 0)).receives(Packets.suback(1, 0));
			client.send(Packets.subscribe(1, "u/paul", 0)).receives(Packets.suback(1, 0x87));
			authorizer.replace(List.of(ALL));
			assertThat(authorizer.rules()).containsExactly(ALL);
			broker.refreshPermissions();
			client.send(Packets.subscribe(1, "u/paul", 0)).receives(Packets.suback(1, 0));
		}
	}

	@Test
	void several_authorizers_follow_one_another() {
		MqttRule deny = MqttRule.deny(Action.ALL, "a/secret");
		MqttRule allow = MqttRule.allow(Action.ALL, "a/#");
		try (ManualBroker broker = new ManualBroker(
				(builder) -> builder.authorizer((client) -> List.of(deny)).authorizer((client) -> List.of(allow)))) {
			WirePeer client = broker.client(Packets.connect("c1"));
			client.send(Packets.subscribe(1, "a/secret", 0)).receives(Packets.suback(1, 0x87));
			client.send(Packets.subscribe(1, "a/open", 0)).receives(Packets.suback(1, 0));
		}
	}

}
