package io.mqttboot.server.permission;

import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Subscribing to what one may not, also in disguise: class 12 of the attacks
 * (CVE-2021-34434, moquette#958), and placeholders that hold wildcards, class 11
 * (CVE-2017-7650).
 */
class SubscribeTests {

	private static final MqttRule[] RULES = { MqttRule.deny(Action.SUBSCRIBE, "d/+/secret"),
			MqttRule.allow(Action.SUBSCRIBE, "d/{clientId}/#", "news/+"), MqttRule.allow(Action.PUBLISH, "#") };

	@ParameterizedTest
	@CsvSource({ "news/+, true", "news/a, true", "news/#, false", "#, false", "+/a, false", "d/+/t, false",
			"d/c1/#, false", "d/c1/t, true", "d/c1/t/#, true", "d/c1/secret, false", "d/c1/+, false", "$SYS/#, false",
			"$share/g/news/+, true", "$share/g/#, false", "$share/news/d/c2/t, false", "$queue/news/a, true",
			"$queue/d/c2/t, false", "$delayed/5/news/a, false" })
	void every_topic_of_the_filter_must_be_allowed(String filter, boolean allowed) {
		try (Scene scene = new Scene(RULES)) {
			WirePeer client = scene.client("c1");
			client.send(Packets.subscribe(1, filter, 1)).receives(Packets.suback(1, allowed ? 1 : 0x87));
			assertThat(scene.broker.statistics().subscriptions()).isEqualTo(allowed ? 1 : 0);
			assertThat(scene.tally.denials(Action.SUBSCRIBE)).isEqualTo(allowed ? 0 : 1);
		}
	}

	@Test
	void the_filters_of_one_packet_are_judged_each() {
		try (Scene scene = new Scene(RULES)) {
			WirePeer client = scene.client("c1");
			client.send(Packets.subscribe(1).filter("news/a", 0).filter("secret", 0).filter("news/b", 1))
				.receives(Packets.suback(1, 0, 0x87, 1));
		}
	}

	@Test
	void an_mqtt_3_1_1_client_is_told_0x80() {
		try (Scene scene = new Scene(RULES)) {
			scene.client(Version.V3_1_1, "c1")
				.send(Packets.subscribe(1).filter("secret", 0).filter("news/b", 1))
				.receives(Packets.suback(1, 0x80, 1));
		}
	}

	@Test
	void an_mqtt_3_1_client_which_cannot_be_told_is_disconnected() {
		try (Scene scene = new Scene(RULES)) {
			scene.client(Version.V3_1, "c1").send(Packets.subscribe(1, "secret", 0)).isClosed();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "+", "#", "+/#", "a/b", "/" })
	void a_client_id_with_wildcards_gets_nothing_by_a_placeholder(String hostile) {
		try (Scene scene = new Scene(RULES)) {
			WirePeer client = scene.client(hostile);
			client.send(Packets.subscribe(1, "d/" + hostile.replace("#", "+") + "/t", 0))
				.receives(Packets.suback(1, 0x87));
			client.send(Packets.subscribe(1, "d/+/t", 0)).receives(Packets.suback(1, 0x87));
			client.send(Packets.subscribe(1, "news/+", 0)).receives(Packets.suback(1, 0));
		}
	}

	@Test
	void nobody_may_do_anything_when_the_authorizer_has_no_rules() {
		try (Scene scene = new Scene()) {
			scene.client("c1").send(Packets.subscribe(1, "a", 0)).receives(Packets.suback(1, 0x87));
		}
	}

}
