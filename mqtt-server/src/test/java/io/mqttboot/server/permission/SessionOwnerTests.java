package io.mqttboot.server.permission;

import io.mqttboot.server.config.MqttAuthorization;
import io.mqttboot.server.config.MqttSessionTakeover;
import io.mqttboot.server.config.MqttUnauthorized;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions that somebody else wants: class 16 of the attacks (mosquitto#3551,
 * CVE-2026-6564).
 */
class SessionOwnerTests {

	private static final MqttRule ALL = MqttRule.allow(Action.ALL, "#");

	private static Connect of(Version version, String principal) {
		return Scene.lasting(version, "shared").userName(principal);
	}

	private static Scene anybody() {
		MqttAuthorization any = new MqttAuthorization(MqttRule.Effect.DENY, MqttUnauthorized.IGNORE,
				MqttSessionTakeover.ANY);
		return new Scene((builder) -> builder.configure((config) -> config.authorization(any)), ALL);
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void another_principal_is_refused_and_the_connection_of_the_owner_is_not_touched(Version version) {
		try (Scene scene = new Scene(ALL)) {
			WirePeer owner = scene.broker.client(of(version, "anna").will("will", "x", 1)).subscribes("t", 1);
			WirePeer thief = scene.broker.peer(1);
			thief.send(of(version, "mallory")).isRefused((version == Version.V5) ? 0x87 : 5);
			scene.client("publisher").publishes(Packets.publish("t", "1"));
			owner.takes(Packets.publish("t", "1").qos(1)).receivesNothing();
			assertThat(scene.broker.statistics().clients()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void a_clean_start_of_another_principal_does_not_end_the_session(Version version) {
		try (Scene scene = new Scene(ALL)) {
			scene.broker.client(of(version, "anna")).subscribes("t", 1).leaves();
			Connect clean = Packets.connect(version, "shared").userName("mallory");
			scene.broker.peer().send(clean).isRefused((version == Version.V5) ? 0x87 : 5);
			scene.broker.peer().send(Packets.connect(version, "shared")).isRefused((version == Version.V5) ? 0x87 : 5);
			scene.client("publisher").publishes(Packets.publish("t", "1"));
			scene.broker.client(of(version, "anna"), 1).takes(Packets.publish("t", "1").qos(1));
		}
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void the_owner_takes_its_session_over(Version version) {
		try (Scene scene = new Scene(ALL)) {
			WirePeer first = scene.broker.client(of(version, "anna")).subscribes("t", 1);
			WirePeer second = scene.broker.client(of(version, "anna"), 1);
			first.isDisconnected(0x8E);
			scene.client("publisher").publishes(Packets.publish("t", "1"));
			second.takes(Packets.publish("t", "1").qos(1));
		}
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void where_anybody_may_another_principal_gets_a_session_of_its_own_and_nothing_of_the_old_one(Version version) {
		try (Scene scene = anybody()) {
			WirePeer owner = scene.broker.client(of(version, "anna")).subscribes("t", 1);
			owner.leaves();
			scene.client("publisher").publishes(Packets.publish("t", "private"));
			WirePeer other = scene.broker.peer(1);
			Connack connack = other.connects(of(version, "mallory"));
			assertThat(connack.sessionPresent()).isFalse();
			other.receivesNothing();
			scene.client("publisher").publishes(Packets.publish("t", "more"));
			other.receivesNothing();
			assertThat(scene.broker.session("shared").orElseThrow().subscriptions()).isEmpty();
		}
	}

	@Test
	void the_owner_is_the_principal_and_not_the_user_name() {
		try (Scene scene = new Scene(ALL)) {
			scene.broker.client(of(Version.V5, "anna:one")).leaves();
			Connack again = scene.broker.peer().connects(of(Version.V5, "anna:two"));
			assertThat(again.sessionPresent()).isTrue();
		}
	}

	@Test
	void a_client_id_whose_session_ended_is_free_for_everybody() {
		try (Scene scene = new Scene(ALL)) {
			scene.broker.client(Packets.connect("shared").userName("anna")).leaves();
			scene.broker.client(Packets.connect("shared").userName("mallory")).receivesNothing();
		}
	}

}
