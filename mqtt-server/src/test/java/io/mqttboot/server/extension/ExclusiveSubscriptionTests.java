package io.mqttboot.server.extension;

import java.time.Duration;
import java.util.List;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.MqttServerSubscription;
import io.mqttboot.server.spi.MqttInMemorySessionStore;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Subscriptions that one client has at a time.
 */
class ExclusiveSubscriptionTests {

	private final MqttInMemorySessionStore store = new MqttInMemorySessionStore();

	private List<MqttRule> rules = List.of(MqttRule.allow(Action.ALL, "#"));

	private final ManualBroker broker = broker();

	private ManualBroker broker() {
		return new ManualBroker((builder) -> builder.sessionStore(this.store)
			.authorizer((who) -> this.rules)
			.configure((config) -> config.extensions(config.build().extensions().withExclusiveSubscriptions(true))));
	}

	@AfterEach
	void close() {
		this.broker.close();
	}

	private WirePeer client(String clientId) {
		return this.broker.client(Packets.connect(clientId));
	}

	private static Connect lasting(String clientId) {
		return Packets.connect(clientId).resume().sessionExpiry(1_000).keepAlive(0);
	}

	private static void subscribes(WirePeer client, int code) {
		client.send(Packets.subscribe(3, "$exclusive/t", 1)).receives(Packets.suback(3, code));
	}

	private void publish(String topic, String payload) {
		this.broker.publish(MqttMessage.of(topic, payload, MqttQos.AT_LEAST_ONCE, false));
	}

	@Test
	void one_client_has_it_others_are_refused_and_ordinary_subscriptions_are_not_touched() {
		WirePeer one = client("one");
		subscribes(one, 1);
		subscribes(one, 1); // again
		WirePeer two = this.broker.client(Packets.connect("two"), 1);
		subscribes(two, 0x97);
		WirePeer ordinary = client("ordinary").subscribes("t", 1);
		WirePeer old = this.broker.client(Packets.connect(Version.V3_1_1, "old"));
		subscribes(old, 0x80);
		publish("t", "x");
		one.takes(Packets.publish("t", "x").qos(1)).receivesNothing();
		ordinary.takes(Packets.publish("t", "x").qos(1));
		two.receivesNothing();
		two.send(Packets.subscribe(4, "$exclusive/other", 0)).receives(Packets.suback(4, 0));
	}

	@Test
	void it_is_free_again_when_its_holder_gives_it_up() {
		WirePeer one = client("one");
		subscribes(one, 1);
		one.send(Packets.unsubscribe(4, "$exclusive/t")).receives(Packets.unsuback(4, 0));
		subscribes(client("two"), 1);
		subscribes(one, 0x97);
	}

	@Test
	void it_stays_with_a_session_that_outlives_its_connection_and_is_free_when_that_ends() {
		WirePeer one = this.broker.client(lasting("one"));
		subscribes(one, 1);
		one.leaves();
		WirePeer two = this.broker.client(Packets.connect("two").keepAlive(0));
		subscribes(two, 0x97);
		this.broker.client(lasting("one"), 1).leaves(); // on another loop
		subscribes(two, 0x97);
		this.broker.advance(Duration.ofSeconds(1_010));
		subscribes(client("three"), 1);
	}

	@Test
	void a_clean_start_and_the_end_of_a_connection_without_a_session_free_it() {
		subscribes(this.broker.client(lasting("one")), 1);
		this.broker.client(Packets.connect("one"));
		WirePeer two = client("two");
		subscribes(two, 1);
		two.abort();
		subscribes(client("three"), 1);
	}

	@Test
	void losing_the_permission_frees_it() {
		WirePeer one = client("one");
		subscribes(one, 1);
		this.rules = List.of(MqttRule.deny(Action.SUBSCRIBE, "t"), MqttRule.allow(Action.ALL, "#"));
		this.broker.refreshPermissions();
		assertThat(this.broker.statistics().subscriptions()).isZero();
		subscribes(one, 0x87); // permissions see through it
		this.rules = List.of(MqttRule.allow(Action.ALL, "#"));
		subscribes(client("two"), 1);
	}

	@Test
	void retained_messages_come_as_to_any_subscription() {
		client("p").publishes(Packets.publish("t", "kept").retain());
		WirePeer one = client("one");
		subscribes(one, 1);
		one.takes(Packets.publish("t", "kept").qos(1).retain());
	}

	@Test
	void who_has_the_same_filter_twice_gets_one_copy_and_keeps_one_when_the_other_goes() {
		WirePeer one = client("one").subscribes("t", 0);
		subscribes(one, 1);
		publish("t", "1");
		one.takes(Packets.publish("t", "1").qos(1)).receivesNothing();
		one.send(Packets.unsubscribe(4, "t")).receives(Packets.unsuback(4, 0));
		publish("t", "2");
		one.takes(Packets.publish("t", "2").qos(1)).receivesNothing();
		one.subscribes("t", 0).send(Packets.unsubscribe(4, "$exclusive/t")).receives(Packets.unsuback(4, 0));
		publish("t", "3");
		one.takes(Packets.publish("t", "3")).receivesNothing();
		subscribes(client("two"), 1);
		one.send(Packets.unsubscribe(4, "t")).receives(Packets.unsuback(4, 0));
		assertThat(this.broker.statistics().subscriptions()).isEqualTo(1);
	}

	@Test
	void a_restart_does_not_free_it() {
		WirePeer one = this.broker.client(lasting("one"));
		subscribes(one, 1);
		this.broker.stop();
		try (ManualBroker again = broker()) {
			subscribes(again.client(Packets.connect("two")), 0x97);
			again.client(lasting("one")).send(Packets.unsubscribe(4, "$exclusive/t")).receives(Packets.unsuback(4, 0));
			subscribes(again.client(Packets.connect("three")), 1);
		}
	}

	@Test
	void the_application_is_one_of_those_who_may_have_it() {
		MqttServerSubscription own = this.broker.subscribe("$exclusive/t", MqttQos.AT_MOST_ONCE, (who, message) -> {
			// it is only about having it
		});
		WirePeer one = client("one");
		subscribes(one, 0x97);
		own.close();
		subscribes(one, 1);
		assertThatIllegalStateException()
			.isThrownBy(() -> this.broker.subscribe("$exclusive/t", MqttQos.AT_MOST_ONCE, (who, message) -> {
				// nobody gets anything
			}));
	}

	@Test
	void without_the_switch_there_is_no_such_filter() {
		try (ManualBroker plain = new ManualBroker()) {
			subscribes(plain.client(Packets.connect("one")), 0x8F);
			assertThat(plain.statistics().subscriptions()).isZero();
		}
	}

}
