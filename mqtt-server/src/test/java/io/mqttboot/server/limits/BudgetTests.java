package io.mqttboot.server.limits;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttQueuePolicy;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttInMemorySessionStore;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one principal may have the server keep, in all its sessions together; the user
 * name is the principal.
 */
class BudgetTests {

	private final Tally tally = new Tally();

	private ManualBroker broker(UnaryOperator<MqttLimits.Builder> limits) {
		return broker(limits, (builder) -> builder);
	}

	private ManualBroker broker(UnaryOperator<MqttLimits.Builder> limits, UnaryOperator<MqttServerBuilder> set) {
		return new ManualBroker((builder) -> set.apply(builder.observer(this.tally)
			.authenticator((request) -> CompletableFuture
				.completedFuture(new MqttAuthResult.Accepted(request.userName(), null)))
			.configure((config) -> config.limits(limits.apply(MqttLimits.builder()).build()))));
	}

	private static Connect lasting(String principal, String clientId) {
		return Packets.connect(clientId).userName(principal).resume().sessionExpiry(1_000).keepAlive(0);
	}

	private static Connect client(String principal, String clientId) {
		return Packets.connect(clientId).userName(principal).keepAlive(0);
	}

	// A session that is away and wants a topic.
	private static void away(ManualBroker broker, String principal, String clientId, String topic) {
		broker.client(lasting(principal, clientId)).subscribes(topic, 1).leaves();
	}

	private static Publish message(int number) {
		return Packets.publish("t", "" + number).qos(1);
	}

	private static void publish(ManualBroker broker, String topic, int from, int to) {
		WirePeer publisher = broker.client(client("publisher", "publisher"));
		for (int i = from; i <= to; i++) {
			publisher.publishes(Packets.publish(topic, "" + i));
		}
		publisher.leaves();
	}

	@Test
	void a_session_beyond_the_budget_of_its_principal_is_refused_and_other_principals_go_on() {
		try (ManualBroker broker = broker((limits) -> limits.principalSessionsMax(2))) {
			away(broker, "fleet", "one", "t");
			WirePeer two = broker.client(client("fleet", "two"), 1);
			broker.peer().send(client("fleet", "three")).isRefused(0x97);
			broker.peer(1).send(Packets.connect(Version.V3_1_1, "three").userName("fleet")).isRefused(3);
			broker.client(client("other", "three")).receivesNothing();
			broker.client(lasting("fleet", "one")).receivesNothing();
			two.leaves();
			broker.client(client("fleet", "four")).receivesNothing();
		}
	}

	@Test
	void a_clean_start_of_a_session_that_is_there_is_no_further_one() {
		try (ManualBroker broker = broker((limits) -> limits.principalSessionsMax(1))) {
			away(broker, "fleet", "one", "t");
			broker.client(client("fleet", "one"), 1).leaves();
			broker.client(client("fleet", "two")).receivesNothing();
		}
	}

	@Test
	void messages_beyond_the_budget_of_a_principal_are_dropped_in_whichever_of_its_sessions() {
		try (ManualBroker broker = broker((limits) -> limits.principalQueueMessagesMax(3))) {
			away(broker, "fleet", "one", "t");
			away(broker, "fleet", "two", "t");
			away(broker, "other", "three", "t");
			publish(broker, "t", 1, 3);
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUE_FULL, 3));
			broker.client(lasting("other", "three")).takes(message(1)).takes(message(2)).takes(message(3));
			WirePeer one = broker.client(lasting("fleet", "one"));
			one.takes(message(1));
			publish(broker, "t", 4, 4); // to who is there and has no queue
			assertThat(this.tally.drops(MqttDropCause.QUEUE_FULL)).isEqualTo(3);
		}
	}

	@Test
	void bytes_beyond_the_budget_of_a_principal_are_dropped() {
		try (ManualBroker broker = broker((limits) -> limits.principalQueueBytesMax(3_000))) {
			away(broker, "fleet", "one", "a");
			away(broker, "fleet", "two", "b");
			WirePeer publisher = broker.client(client("publisher", "publisher"));
			publisher.publishes(Packets.publish("a", new byte[2_000])).publishes(Packets.publish("b", new byte[2_000]));
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUE_BYTES, 1));
			broker.client(lasting("fleet", "one")).takes(Packets.publish("a", new byte[2_000]).qos(1)).leaves();
			publisher.publishes(Packets.publish("b", new byte[2_000]));
			assertThat(this.tally.drops(MqttDropCause.QUEUE_BYTES)).isEqualTo(1);
			broker.client(lasting("fleet", "two")).takes(Packets.publish("b", new byte[2_000]).qos(1));
		}
	}

	@Test
	void drop_oldest_drops_its_own_oldest_and_nothing_where_that_does_not_help() {
		try (ManualBroker broker = broker((limits) -> limits.principalQueueBytesMax(3_000),
				(builder) -> builder.configure((config) -> config.queuePolicy(MqttQueuePolicy.DROP_OLDEST)))) {
			away(broker, "fleet", "large", "large");
			away(broker, "fleet", "small", "small");
			WirePeer publisher = broker.client(client("publisher", "publisher"));
			publisher.publishes(Packets.publish("large", new byte[1_500]));
			publisher.publishes(Packets.publish("small", new byte[500]));
			publisher.publishes(Packets.publish("small", new byte[1_600])); // cannot fit
			publisher.publishes(Packets.publish("large", new byte[1_600])); // can
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUE_BYTES, 2));
			broker.client(lasting("fleet", "small")).takes(Packets.publish("small", new byte[500]).qos(1));
			broker.client(lasting("fleet", "large")).takes(Packets.publish("large", new byte[1_600]).qos(1));
		}
	}

	@Test
	void what_is_in_flight_to_a_client_that_is_gone_counts() {
		try (ManualBroker broker = broker((limits) -> limits.principalQueueMessagesMax(3))) {
			WirePeer gone = broker.client(lasting("fleet", "gone")).subscribes("t", 1);
			publish(broker, "t", 1, 2);
			gone.receivesMessage(message(1));
			gone.receivesMessage(message(2));
			away(broker, "fleet", "away", "u");
			gone.abort();
			publish(broker, "t", 3, 3);
			publish(broker, "u", 1, 1);
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUE_FULL, 1));
			WirePeer back = broker.client(lasting("fleet", "gone"));
			back.takes(message(1).dup()).takes(message(2).dup()).takes(message(3)).receivesNothing();
			publish(broker, "t", 4, 6);
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUE_FULL, 1));
		}
	}

	@Test
	void a_retained_message_beyond_the_budget_of_its_publisher_is_delivered_but_not_kept() {
		try (ManualBroker broker = broker((limits) -> limits.principalRetainedMax(2))) {
			WirePeer subscriber = broker.client(client("subscriber", "subscriber")).subscribes("#", 0);
			WirePeer first = broker.client(client("fleet", "one"));
			WirePeer second = broker.client(client("fleet", "two"), 1);
			first.publishes(Packets.publish("t1", "kept").retain());
			second.publishes(Packets.publish("t2", "kept").retain());
			second.publishes(Packets.publish("t3", "not kept").retain());
			first.publishes(Packets.publish("t1", "changed").retain());
			broker.client(client("other", "three")).publishes(Packets.publish("t4", "kept").retain());
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.RETAINED_FULL, 1));
			assertThat(broker.statistics().retained()).isEqualTo(3);
			subscriber.receives(Packets.publish("t1", "kept"), Packets.publish("t2", "kept"),
					Packets.publish("t3", "not kept"), Packets.publish("t1", "changed"), Packets.publish("t4", "kept"));
		}
	}

	@Test
	void a_retained_message_that_is_removed_replaced_or_expired_gives_its_publisher_room_again() {
		try (ManualBroker broker = broker((limits) -> limits.principalRetainedMax(1))) {
			WirePeer fleet = broker.client(client("fleet", "one"));
			WirePeer other = broker.client(client("other", "two"));
			fleet.publishes(Packets.publish("t1", "1").retain());
			other.publishes(Packets.publish("t1", "").retain()); // removed by whomever
			fleet.publishes(Packets.publish("t2", "2").retain());
			other.publishes(Packets.publish("t2", "mine").retain()); // replaced
			fleet.publishes(Packets.publish("t3", "3").retain().property(Property.MESSAGE_EXPIRY, 10));
			broker.advance(Duration.ofSeconds(12));
			broker.client(client("late", "late")).subscribes("t3", 0).receivesNothing(); // met
			fleet.publishes(Packets.publish("t4", "4").retain());
			assertThat(this.tally.drops()).isEmpty();
			other.publishes(Packets.publish("t5", "5").retain());
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.RETAINED_FULL, 1));
		}
	}

	@Test
	void retained_bytes_are_budgeted_as_well_and_stay_so_when_the_publisher_is_gone() {
		try (ManualBroker broker = broker((limits) -> limits.principalRetainedBytesMax(2_000))) {
			WirePeer one = broker.client(client("fleet", "one"));
			one.publishes(Packets.publish("a", new byte[1_000]).retain());
			one.publishes(Packets.publish("a", new byte[1_900]).retain());
			one.leaves();
			broker.client(client("fleet", "two")).publishes(Packets.publish("b", new byte[1_000]).retain());
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.RETAINED_FULL, 1));
			assertThat(broker.statistics().retained()).isEqualTo(1);
		}
	}

	@Test
	void wills_and_delayed_messages_that_are_retained_are_paid_for_too() {
		try (ManualBroker broker = broker((limits) -> limits.principalRetainedMax(2))) {
			broker.client(client("fleet", "one").will("will", "gone", 1).willRetain()).abort();
			WirePeer two = broker.client(client("fleet", "two"));
			two.publishes(Packets.publish("$delayed/5/delayed", "later").retain());
			two.leaves();
			broker.advance(Duration.ofSeconds(7));
			assertThat(broker.statistics().retained()).isEqualTo(2);
			broker.client(client("fleet", "three")).publishes(Packets.publish("t", "too many").retain());
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.RETAINED_FULL, 1));
		}
	}

	@Test
	void anonymous_clients_share_no_budget() {
		try (ManualBroker broker = LimitedBroker.of(this.tally,
				(limits) -> limits.principalSessionsMax(1).principalRetainedMax(1))) {
			for (int i = 0; i < 10; i++) {
				broker.client(Packets.connect("device" + i)).publishes(Packets.publish("t" + i, "kept").retain());
			}
			assertThat(broker.statistics().sessions()).isEqualTo(10);
			assertThat(broker.statistics().retained()).isEqualTo(10);
			assertThat(this.tally.drops()).isEmpty();
		}
	}

	@Test
	void a_principal_has_no_budget_in_common_with_a_client_identifier_of_that_name() {
		try (ManualBroker broker = broker((limits) -> limits.principalRetainedMax(1))) {
			broker.client(client("fleet", "one")).publishes(Packets.publish("t1", "kept").retain());
			broker.client(Packets.connect("fleet")).publishes(Packets.publish("t2", "kept").retain());
			assertThat(broker.statistics().retained()).isEqualTo(2);
		}
	}

	@Test
	void a_stored_session_counts_against_its_principal_and_nothing_of_it_is_lost() {
		MqttInMemorySessionStore sessions = new MqttInMemorySessionStore();
		try (ManualBroker broker = broker((limits) -> limits, (builder) -> builder.sessionStore(sessions))) {
			away(broker, "fleet", "one", "t");
			publish(broker, "t", 1, 3);
			broker.stop();
		}
		try (ManualBroker broker = broker(
				(limits) -> limits.principalSessionsMax(1).principalQueueMessagesMax(2).inflightMax(1),
				(builder) -> builder.sessionStore(sessions))) {
			broker.peer().send(client("fleet", "two")).isRefused(0x97);
			WirePeer one = broker.client(lasting("fleet", "one"));
			publish(broker, "t", 4, 4);
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUE_FULL, 1));
			one.takes(message(1)).takes(message(2)).takes(message(3)).receivesNothing();
			one.leaves();
			broker.peer().send(client("fleet", "two")).isRefused(0x97);
			broker.client(client("fleet", "one"), 1).leaves();
			broker.client(client("fleet", "two")).receivesNothing();
		}
	}

	@Test
	void all_queues_together_are_limited_and_a_message_for_many_counts_once() {
		try (ManualBroker broker = broker((limits) -> limits.queuedBytesTotalMax(5_000),
				(builder) -> builder.configure((config) -> config.queuePolicy(MqttQueuePolicy.DROP_OLDEST)))) {
			for (int i = 0; i < 10; i++) {
				away(broker, "fleet", "away" + i, "all");
				broker.client(lasting("fleet", "away" + i)).subscribes("one" + i, 1).leaves();
			}
			WirePeer publisher = broker.client(client("publisher", "publisher"));
			publisher.publishes(Packets.publish("all", new byte[2_000]));
			assertThat(this.tally.drops()).isEmpty();
			publisher.publishes(Packets.publish("one1", new byte[1_000]));
			publisher.publishes(Packets.publish("one2", new byte[2_000]));
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUES_FULL, 1));
			for (int i = 0; i < 10; i++) {
				broker.client(lasting("fleet", "away" + i))
					.takes(Packets.publish("all", new byte[2_000]).qos(1))
					.abort();
			}
			publisher.publishes(Packets.publish("one2", new byte[2_000]));
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUES_FULL, 1));
		}
	}

	@Test
	void properties_cost_as_much_as_a_payload_does() {
		try (ManualBroker broker = broker((limits) -> limits.retainedBytesMax(4_000).queueBytesMax(4_000))) {
			away(broker, "fleet", "away", "#");
			WirePeer publisher = broker.client(client("publisher", "publisher"));
			for (int i = 1; i <= 2; i++) {
				publisher.publishes(Packets.publish("t" + i, "").userProperty("name", "x".repeat(3_000)));
				publisher.publishes(Packets.publish("r" + i, "1").userProperty("name", "x".repeat(3_000)).retain());
			}
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUE_BYTES, 3),
					Map.entry(MqttDropCause.RETAINED_FULL, 1));
		}
	}

}
