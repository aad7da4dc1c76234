package io.mqttboot.server.permission;

import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rights that are taken away: from clients that are connected, from sessions that wait,
 * and from those that are taken up again. Class 12 of the attacks (CVE-2021-34434).
 */
class RevocationTests {

	private static final MqttRule WRITES = MqttRule.allow(Action.PUBLISH, "#");

	private static final MqttRule READS_ALL = MqttRule.allow(Action.SUBSCRIBE, "#");

	private static final MqttRule READS_NEWS = MqttRule.allow(Action.SUBSCRIBE, "news/#");

	@ParameterizedTest
	@EnumSource(Version.class)
	void a_change_takes_subscriptions_and_rights_from_clients_that_stay_connected(Version version) {
		try (Scene scene = new Scene(WRITES, READS_ALL)) {
			WirePeer client = scene.client(version, "c1").subscribes("#", 1).subscribes("news/a", 1);
			assertThat(scene.change(READS_NEWS)).isCompleted();
			scene.broker.publish(MqttMessage.of("secret", "x", MqttQos.AT_LEAST_ONCE, false));
			scene.broker.publish(MqttMessage.of("news/a", "y", MqttQos.AT_LEAST_ONCE, false));
			client.takes(Packets.publish("news/a", "y").qos(1)).receivesNothing();
			assertThat(scene.broker.statistics().subscriptions()).isEqualTo(1);
			client.send(Packets.publish("news/a", "z").qos(1).id(9)).receive();
			client.receivesNothing(); // it may not publish any more, but is still there
			assertThat(scene.tally.drops(MqttDropCause.NOT_AUTHORIZED)).isEqualTo(1);
			assertThat(scene.tally.denials(Action.SUBSCRIBE)).isEqualTo(1);
		}
	}

	@Test
	void new_rights_are_there_at_once() {
		try (Scene scene = new Scene(READS_NEWS)) {
			WirePeer client = scene.client("c1");
			client.send(Packets.subscribe(1, "a", 0)).receives(Packets.suback(1, 0x87));
			scene.change(READS_ALL, WRITES);
			client.subscribes("a", 0).send(Packets.publish("a", "x")).receives(Packets.publish("a", "x"));
		}
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void messages_that_wait_for_a_session_are_dropped_when_it_may_not_have_them_any_more(Version version) {
		try (Scene scene = new Scene(WRITES, READS_ALL)) {
			scene.broker.client(Scene.lasting(version, "c1")).subscribes("#", 1).leaves();
			WirePeer publisher = scene.client("publisher");
			publisher.publishes(Packets.publish("secret", "x")).publishes(Packets.publish("news/a", "y"));
			scene.change(WRITES, READS_NEWS);
			assertThat(scene.tally.drops(MqttDropCause.NOT_AUTHORIZED)).isEqualTo(1);
			assertThat(scene.broker.statistics().queuedMessages()).isEqualTo(1);
			publisher.publishes(Packets.publish("news/b", "not subscribed any more"));
			WirePeer again = scene.broker.client(Scene.lasting(version, "c1"));
			again.takes(Packets.publish("news/a", "y").qos(1)).receivesNothing();
		}
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void a_session_that_is_taken_up_is_judged_by_the_rights_of_the_new_connection(Version version) {
		try (Scene scene = new Scene(WRITES, READS_ALL)) {
			scene.broker.client(Scene.lasting(version, "c1")).subscribes("#", 1).subscribes("news/+", 1).leaves();
			WirePeer publisher = scene.client("publisher");
			publisher.publishes(Packets.publish("secret", "x")).publishes(Packets.publish("news/a", "y"));
			scene.changeQuietly(READS_NEWS);
			WirePeer again = scene.broker.client(Scene.lasting(version, "c1"));
			again.takes(Packets.publish("news/a", "y").qos(1)).receivesNothing();
			publisher.publishes(Packets.publish("secret", "z")).publishes(Packets.publish("news/b", "u"));
			again.takes(Packets.publish("news/b", "u").qos(1)).receivesNothing();
			assertThat(scene.broker.session("c1").orElseThrow().subscriptions()).containsExactly("news/+");
		}
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void what_was_in_flight_is_not_sent_again_to_who_may_not_have_it_any_more(Version version) {
		try (Scene scene = new Scene(WRITES, READS_ALL)) {
			WirePeer client = scene.broker.client(Scene.lasting(version, "c1")).subscribes("#", 2);
			WirePeer publisher = scene.client("publisher");
			publisher.publishes(Packets.publish("secret", "x"));
			publisher.send(Packets.publish("secret", "xx").qos(2).id(2)).receive();
			publisher.publishes(Packets.publish("news/a", "y"));
			client.receivesMessage(Packets.publish("secret", "x").qos(1));
			client.receivesMessage(Packets.publish("secret", "xx").qos(2));
			int kept = client.receivesMessage(Packets.publish("news/a", "y").qos(1)).id();
			client.abort();
			scene.changeQuietly(READS_NEWS);
			WirePeer again = scene.broker.client(Scene.lasting(version, "c1"));
			again.receives(Packets.publish("news/a", "y").qos(1).id(kept).dup()).receivesNothing();
			assertThat(scene.broker.statistics().inflight()).isEqualTo(1);
			assertThat(scene.tally.drops(MqttDropCause.NOT_AUTHORIZED)).isEqualTo(2);
		}
	}

	@Test
	void what_a_member_of_a_group_may_not_have_any_more_goes_to_another_one() {
		try (Scene scene = new Scene(WRITES, READS_ALL)) {
			scene.broker.client(Scene.lasting("c1")).subscribes("$share/g/t", 1).leaves();
			scene.client("publisher").publishes(Packets.publish("t", "x"));
			WirePeer other = scene.client("c2").subscribes("$share/g/t", 1);
			scene.change(READS_ALL.forClientIds("c2"));
			other.takes(Packets.publish("t", "x").qos(1));
			assertThat(scene.tally.drops()).isEmpty();
		}
	}

	@Test
	void a_refresh_that_overtakes_a_client_on_its_way_in_reaches_it_all_the_same() {
		try (Scene scene = new Scene(WRITES, READS_ALL)) {
			scene.broker.client(Scene.lasting("c1"), 0).subscribes("#", 1).leaves();
			scene.broker.byHand(true);
			ManualBroker.ManualWire wire = scene.broker.wire(1);
			wire.send(Scene.lasting("c1").bytes(Version.V5));
			wire.arrives();
			while (scene.asked.size() < 2) {
				scene.broker.stepExecutor(); // authentication, then its rights: the old
												// ones
			}
			CompletableFuture<Void> done = scene.change(WRITES, READS_NEWS);
			scene.broker.byHand(false);
			scene.broker.run();
			assertThat(done).isCompleted();
			assertThat(scene.broker.session("c1").orElseThrow().subscriptions()).isEmpty();
			scene.broker.publish(MqttMessage.of("secret", "x", MqttQos.AT_LEAST_ONCE, false));
			assertThat(scene.broker.statistics().messagesOut()).containsOnly(0L);
		}
	}

	@Test
	void what_is_on_its_way_to_another_loop_while_rights_are_taken_does_not_arrive() {
		try (Scene scene = new Scene(WRITES, READS_ALL)) {
			WirePeer client = scene.broker.client(Packets.connect("c1"), 1).subscribes("#", 1);
			ManualBroker.ManualWire wire = scene.broker.wire(0);
			WirePeer publisher = new WirePeer(wire);
			publisher.connects(Packets.connect("publisher"));
			scene.broker.byHand(true);
			scene.change(WRITES, READS_NEWS);
			scene.broker.stepExecutor(); // the loop of the client is told
			publisher.send(Packets.publish("secret", "x"), Packets.publish("news/a", "y"));
			wire.arrives(); // and gets mail for a subscription that is still there
			scene.broker.byHand(false);
			client.receives(Packets.publish("news/a", "y")).receivesNothing();
			assertThat(scene.tally.drops(MqttDropCause.NOT_AUTHORIZED)).isEqualTo(1);
		}
	}

	@Test
	void what_is_on_its_way_to_a_member_while_rights_are_taken_goes_to_another_member_of_its_group() {
		try (Scene scene = new Scene(WRITES, READS_ALL)) {
			WirePeer member = scene.broker.client(Packets.connect("c1"), 1).subscribes("$share/g/#", 1);
			WirePeer other = scene.broker.client(Packets.connect("c2"), 0).subscribes("$share/g/#", 1);
			ManualBroker.ManualWire wire = scene.broker.wire(0);
			WirePeer publisher = new WirePeer(wire);
			publisher.connects(Packets.connect("publisher"));
			scene.broker.byHand(true);
			scene.change(WRITES, MqttRule.allow(Action.SUBSCRIBE, "#").forClientIds("c2"));
			scene.broker.stepExecutor(); // the loop of the member is told
			publisher.send(Packets.publish("a", "for one"), Packets.publish("a", "for the other"));
			wire.arrives();
			scene.broker.byHand(false);
			other.receive(Publish.class);
			other.receive(Publish.class);
			member.receivesNothing();
			assertThat(scene.tally.drops(MqttDropCause.NOT_AUTHORIZED)).isZero();
		}
	}

	@Test
	void calls_while_a_refresh_goes_on_share_one_more_round() {
		try (Scene scene = new Scene(READS_ALL)) {
			scene.client("c1");
			scene.asked.clear();
			scene.broker.byHand(true);
			CompletableFuture<Void> first = scene.change(READS_ALL);
			CompletableFuture<Void> second = scene.change(READS_NEWS);
			CompletableFuture<Void> third = scene.change(WRITES);
			scene.broker.byHand(false);
			scene.broker.run();
			assertThat(CompletableFuture.allOf(first, second, third)).isCompleted();
			assertThat(scene.asked).hasSize(2);
		}
	}

}
