package io.mqttboot.server.permission;

import java.time.Duration;

import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wills to topics that their client may not publish to, when it connects or when they are
 * due: class 13 of the attacks (CVE-2023-3592, CVE-2019-11778).
 */
class WillTests {

	private static final MqttRule READS = MqttRule.allow(Action.SUBSCRIBE, "#");

	private static final MqttRule WRITES = MqttRule.allow(Action.PUBLISH, "will/{clientId}");

	@ParameterizedTest
	@EnumSource(Version.class)
	void a_client_that_may_not_publish_its_will_is_refused(Version version) {
		try (Scene scene = new Scene(READS, WRITES)) {
			WirePeer watcher = scene.client("watcher").subscribes("#", 1);
			WirePeer client = scene.broker.peer();
			client.send(Packets.connect(version, "c1").will("will/c2", "x", 1))
				.isRefused((version == Version.V5) ? 0x87 : 5);
			watcher.receivesNothing();
			assertThat(scene.tally.denials(Action.PUBLISH)).isEqualTo(1);
			assertThat(scene.broker.session("c1")).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void a_will_that_is_allowed_is_published(Version version) {
		try (Scene scene = new Scene(READS, WRITES)) {
			WirePeer watcher = scene.client("watcher").subscribes("#", 1);
			scene.broker.client(Packets.connect(version, "c1").will("will/c1", "x", 1)).abort();
			watcher.takes(Packets.publish("will/c1", "x").qos(1));
		}
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void a_will_whose_client_lost_the_right_meanwhile_is_dropped(Version version) {
		try (Scene scene = new Scene(READS, WRITES)) {
			WirePeer watcher = scene.client("watcher").subscribes("#", 1);
			WirePeer client = scene.broker.client(Packets.connect(version, "c1").will("will/c1", "x", 1));
			scene.change(READS);
			client.abort();
			watcher.receivesNothing();
			assertThat(scene.tally.drops(MqttDropCause.NOT_AUTHORIZED)).isEqualTo(1);
		}
	}

	@Test
	void a_delayed_will_is_judged_when_it_is_due() {
		try (Scene scene = new Scene(READS, WRITES)) {
			WirePeer watcher = scene.broker.client(Scene.lasting("watcher")).subscribes("#", 1);
			delayed(scene, "c1").abort();
			delayed(scene, "c2").abort();
			scene.change(READS, WRITES.forClientIds("c2"));
			scene.broker.advance(Duration.ofSeconds(13));
			watcher.takes(Packets.publish("will/c2", "x").qos(1)).receivesNothing();
			assertThat(scene.tally.drops(MqttDropCause.NOT_AUTHORIZED)).isEqualTo(1);
		}
	}

	private static WirePeer delayed(Scene scene, String clientId) {
		Connect connect = Scene.lasting(clientId).will("will/" + clientId, "x", 1);
		return scene.broker.client(connect.willProperty(Property.WILL_DELAY, 10));
	}

	@Test
	void a_will_at_the_end_of_the_session_is_judged_then() {
		try (Scene scene = new Scene(READS, WRITES)) {
			WirePeer watcher = scene.broker.client(Scene.lasting("watcher")).subscribes("#", 1);
			delayed(scene, "c1").abort();
			scene.change(READS);
			scene.broker.client(Packets.connect("c1")); // clean start ends the old
														// session
			watcher.receivesNothing();
		}
	}

	@Test
	void a_will_that_is_allowed_again_when_it_is_due_is_published() {
		try (Scene scene = new Scene(READS, WRITES)) {
			WirePeer watcher = scene.broker.client(Scene.lasting("watcher")).subscribes("#", 1);
			delayed(scene, "c1").abort();
			scene.change(READS);
			scene.change(READS, WRITES);
			scene.broker.advance(Duration.ofSeconds(13));
			watcher.takes(Packets.publish("will/c1", "x").qos(1));
		}
	}

}
