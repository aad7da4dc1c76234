package io.mqttboot.server.permission;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Retained messages of somebody who has lost the right to publish them: class 14 of the
 * attacks (CVE-2018-12546).
 */
class RetainedSourceTests {

	private static final MqttRule READS = MqttRule.allow(Action.SUBSCRIBE, "#");

	private static final MqttRule WRITES = MqttRule.allow(Action.PUBLISH, "#");

	@Test
	void a_retained_message_is_not_delivered_once_its_publisher_may_not_publish_it_any_more() {
		try (Scene scene = new Scene(READS, WRITES)) {
			scene.client("bad").publishes(Packets.publish("r/1", "bad").retain()).leaves();
			scene.client("good").publishes(Packets.publish("r/2", "good").retain()).leaves();
			scene.change(READS, WRITES.forClientIds("good"));
			WirePeer client = scene.client("c1").subscribes("r/#", 1);
			client.takes(Packets.publish("r/2", "good").qos(1).retain()).receivesNothing();
			client.subscribes("r/1", 1).receivesNothing();
			assertThat(scene.tally.drops(MqttDropCause.NOT_AUTHORIZED)).isEqualTo(2);
		}
	}

	@Test
	void it_is_delivered_again_when_the_right_comes_back() {
		try (Scene scene = new Scene(READS, WRITES)) {
			scene.client("bad").publishes(Packets.publish("r/1", "x").retain()).leaves();
			scene.change(READS);
			scene.client("c1").subscribes("r/#", 1).receivesNothing();
			scene.change(READS, WRITES);
			scene.client("c2").subscribes("r/#", 1).takes(Packets.publish("r/1", "x").qos(1).retain());
		}
	}

	@Test
	void a_publisher_that_comes_again_with_fewer_rights_has_lost_them_for_what_it_left() {
		try (Scene scene = new Scene(READS, WRITES)) {
			scene.broker.client(Scene.lasting("bad")).publishes(Packets.publish("r/1", "x").retain()).leaves();
			scene.changeQuietly(READS);
			scene.broker.client(Scene.lasting("bad"));
			scene.client("c1").subscribes("r/#", 1).receivesNothing();
		}
	}

	@Test
	void a_retained_will_is_judged_like_every_retained_message() {
		try (Scene scene = new Scene(READS, WRITES)) {
			scene.broker.client(Packets.connect("bad").will("r/1", "x", 1).willRetain()).abort();
			scene.client("c1").subscribes("r/#", 1).takes(Packets.publish("r/1", "x").qos(1).retain()).leaves();
			scene.change(READS);
			scene.client("c1").subscribes("r/#", 1).receivesNothing();
		}
	}

	@Test
	void what_the_application_retains_is_delivered_whatever_clients_may_do() {
		try (Scene scene = new Scene(READS)) {
			scene.broker.publish(MqttMessage.of("r/1", "x", MqttQos.AT_LEAST_ONCE, true));
			scene.client("c1").subscribes("r/#", 1).takes(Packets.publish("r/1", "x").qos(1).retain());
		}
	}

}
