package io.mqttboot.server.extension;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.config.MqttRewrite;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Topics that are taken for others.
 */
class TopicRewriteTests {

	private final Tally tally = new Tally();

	private final ManualBroker broker = new ManualBroker((builder) -> builder.observer(this.tally)
		.authorizer((who) -> List.of(MqttRule.allow(Action.ALL, "new/#", "plain/#", "in/#", "out/#")))
		.configure((config) -> config.extensions(config.build()
			.extensions()
			.withRewrites(List.of(new MqttRewrite(Action.ALL, "old/+/#", "^old/([^/]+)/(.+)$", "new/one/$1/$2"),
					new MqttRewrite(Action.ALL, "old/#", "^old/(.*)$", "new/$1"),
					new MqttRewrite(Action.PUBLISH, "both/#", "both", "in/$x"),
					new MqttRewrite(Action.SUBSCRIBE, "both/#", "both", "out/#"),
					new MqttRewrite(Action.ALL, "odd/#", "^odd/(.*)$", "$1"),
					new MqttRewrite(Action.ALL, "slow/#", "^slow/(.*)(.*)(.*)(.*)x$", "new/$1"))))));

	@AfterEach
	void close() {
		this.broker.close();
	}

	private WirePeer client(String clientId) {
		return this.broker.client(Packets.connect(clientId));
	}

	@Test
	void the_first_rule_whose_filter_and_expression_match_says_where_a_message_goes() {
		WirePeer watcher = client("watcher").subscribes("new/#", 1);
		WirePeer publisher = client("p");
		publisher.publishes(Packets.publish("old/a/b/c", "1"));
		watcher.takes(Packets.publish("new/one/a/b/c", "1").qos(1));
		publisher.publishes(Packets.publish("old/a", "2"));
		watcher.takes(Packets.publish("new/a", "2").qos(1));
		WirePeer both = client("both").subscribes("in/#", 1);
		publisher.publishes(Packets.publish("both/x", "3"));
		both.takes(Packets.publish("in/$x", "3").qos(1));
		client("plain").subscribes("plain/#", 0)
			.send(Packets.publish("plain/x", "4"))
			.takes(Packets.publish("plain/x", "4"));
		assertThat(this.tally.drops()).isEmpty();
	}

	@Test
	void filters_are_rewritten_when_they_are_subscribed_to_and_when_they_are_given_up() {
		WirePeer client = client("c").subscribes("old/a/#", 1).subscribes("$share/g/old/x", 1);
		client.send(Packets.subscribe(7, "both/#", 0)).receives(Packets.suback(7, 0));
		WirePeer publisher = client("p");
		publisher.publishes(Packets.publish("new/x", "shared"));
		client.takes(Packets.publish("new/x", "shared").qos(1));
		publisher.publishes(Packets.publish("out/1", "out"));
		client.takes(Packets.publish("out/1", "out"));
		client.send(Packets.unsubscribe(9, "$share/g/old/x", "both/#", "old/a/#", "old/b"))
			.receives(Packets.unsuback(9, 0, 0, 0, 0x11));
		assertThat(this.broker.statistics().subscriptions()).isZero();
	}

	@Test
	void permissions_are_asked_about_what_came_of_it() {
		WirePeer client = client("c");
		client.send(Packets.publish("other", "x").qos(1).id(1)).receives(Packets.puback(1).code(0x87));
		client.send(Packets.publish("odd/other", "x").qos(1).id(1)).receives(Packets.puback(1).code(0x87));
		client.send(Packets.subscribe(1, "odd/other", 0).filter("odd/plain/x", 0).filter("old/x", 0))
			.receives(Packets.suback(1, 0x87, 0, 0));
		client.publishes(Packets.publish("old/y", "x"));
	}

	@ParameterizedTest
	@CsvSource({ "odd/", "odd/$SYS/broker/version", "odd/$share/g/t", "odd/$delayed/1/new/x",
			"slow/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void a_message_of_which_no_topic_comes_is_refused(String topic) {
		WirePeer publisher = client("p");
		publisher.send(Packets.publish(topic, "x").qos(1).id(1)).receives(Packets.puback(1).code(0x90));
		publisher.send(Packets.publish("$delayed/1/" + topic, "x").qos(1).id(2)).receives(Packets.puback(2).code(0x90));
		this.broker.client(Packets.connect(Version.V3_1_1, "old")).publishes(Packets.publish(topic, "x"));
		assertThat(this.tally.drops()).isEqualTo(Map.of(MqttDropCause.REWRITE_FAILED, 3));
	}

	@ParameterizedTest
	@CsvSource({ "odd/", "odd/$SYS/#", "odd/$share/g/t", "$share/g/odd/$queue/t",
			"slow/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void a_filter_of_which_none_comes_is_refused(String filter) {
		client("c").send(Packets.subscribe(1, filter, 0)).receives(Packets.suback(1, 0x8F));
		assertThat(this.broker.statistics().subscriptions()).isZero();
	}

	@Test
	void wills_and_delayed_messages_and_aliases_are_rewritten() {
		WirePeer watcher = client("watcher").subscribes("new/#", 1);
		WirePeer mortal = this.broker.client(Packets.connect("mortal").will("old/will", "gone", 1));
		mortal.publishes(Packets.publish("$delayed/2/old/later", "x"));
		mortal.send(Packets.publish("old/alias", "1").qos(1).id(1).property(Property.TOPIC_ALIAS, 1L))
			.receives(Packets.puback(1));
		mortal.send(Packets.publish("", "2").qos(1).id(1).property(Property.TOPIC_ALIAS, 1L))
			.receives(Packets.puback(1));
		watcher.takes(Packets.publish("new/alias", "1").qos(1)).takes(Packets.publish("new/alias", "2").qos(1));
		mortal.abort();
		watcher.takes(Packets.publish("new/will", "gone").qos(1));
		this.broker.advance(Duration.ofSeconds(4));
		watcher.takes(Packets.publish("new/later", "x").qos(1)).receivesNothing();
		this.broker.peer().send(Packets.connect("odd").will("odd/$SYS", "x", 0)).isRefused(0x90);
	}

	@ParameterizedTest
	@CsvSource({ "a/#/b, x, y", "$share/g/a, x, y", "a, (, y", "a, x, ''", "a, (x), $2", "a, x, $SYS/x" })
	void a_rule_that_cannot_be_is_refused(String source, String regex, String destination) {
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttRewrite(Action.ALL, source, regex, destination));
	}

}
