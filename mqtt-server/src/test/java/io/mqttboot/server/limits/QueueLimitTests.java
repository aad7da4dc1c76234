package io.mqttboot.server.limits;

import java.util.Map;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.config.MqttQueuePolicy;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one session may keep: subscriptions, messages that wait, messages in flight.
 */
class QueueLimitTests {

	private final Tally tally = new Tally();

	private static Connect lasting(String clientId) {
		return Packets.connect(clientId).resume().sessionExpiry(1_000).keepAlive(0);
	}

	private static void publish(ManualBroker broker, int from, int to, int qos) {
		WirePeer publisher = broker.client(Packets.connect("publisher").keepAlive(0));
		for (int i = from; i <= to; i++) {
			publisher.publishes(Packets.publish("t", "" + i));
		}
		publisher.leaves();
	}

	private static Publish message(int number) {
		return Packets.publish("t", "" + number).qos(1);
	}

	@Test
	void a_subscription_too_many_is_refused_and_those_that_are_there_may_change() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.subscriptionsMax(2))) {
			WirePeer client = broker.client(Packets.connect("client"));
			client.subscribes("1", 0).subscribes("2", 0);
			client.send(Packets.subscribe(3, "2", 1).filter("3", 0).filter("1", 2))
				.receives(Packets.suback(3, 1, 0x97, 2));
			client.send(Packets.unsubscribe(4, "1")).receives(Packets.unsuback(4, 0));
			client.subscribes("3", 0);
			WirePeer old = broker.client(Packets.connect(Version.V3_1_1, "old"));
			old.send(Packets.subscribe(1).filter("1", 0).filter("2", 0).filter("3", 0))
				.receives(Packets.suback(1, 0, 0, 0x80));
			assertThat(broker.statistics().subscriptions()).isEqualTo(4);
		}
	}

	@Test
	void a_full_queue_drops_the_newest() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.queueMessagesMax(3),
				(config) -> config.queuePolicy(MqttQueuePolicy.DROP_NEWEST))) {
			broker.client(lasting("slow")).subscribes("t", 1).leaves();
			publish(broker, 1, 5, 1);
			broker.client(lasting("slow")).takes(message(1)).takes(message(2)).takes(message(3)).receivesNothing();
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUE_FULL, 2));
		}
	}

	@Test
	void a_full_queue_drops_the_oldest() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.queueMessagesMax(3),
				(config) -> config.queuePolicy(MqttQueuePolicy.DROP_OLDEST))) {
			broker.client(lasting("slow")).subscribes("t", 1).leaves();
			publish(broker, 1, 5, 1);
			broker.client(lasting("slow")).takes(message(3)).takes(message(4)).takes(message(5)).receivesNothing();
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUE_FULL, 2));
		}
	}

	@Test
	void a_full_queue_disconnects_the_client_and_keeps_what_waits() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.queueMessagesMax(2).inflightMax(1),
				(config) -> config.queuePolicy(MqttQueuePolicy.DISCONNECT))) {
			WirePeer neighbour = broker.client(Packets.connect("neighbour")).subscribes("t", 0);
			WirePeer slow = broker.client(lasting("slow")).subscribes("t", 1);
			publish(broker, 1, 5, 1);
			slow.receivesMessage(message(1));
			slow.isDisconnected(0x97);
			assertThat(this.tally.disconnected()).contains("slow QUOTA_EXCEEDED");
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUE_FULL, 2));
			broker.client(lasting("slow"))
				.takes(message(1).dup())
				.takes(message(2))
				.takes(message(3))
				.receivesNothing();
			for (int i = 1; i <= 5; i++) {
				neighbour.receives(Packets.publish("t", "" + i));
			}
		}
	}

	@Test
	void a_queue_full_by_bytes_drops_what_does_not_fit() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.queueBytesMax(3_000),
				(config) -> config.queuePolicy(MqttQueuePolicy.DROP_NEWEST))) {
			broker.client(lasting("slow")).subscribes("t", 1).leaves();
			WirePeer publisher = broker.client(Packets.connect("publisher"));
			publisher.publishes(Packets.publish("t", new byte[2_000])).publishes(Packets.publish("t", new byte[2_000]));
			publisher.publishes(Packets.publish("t", new byte[500]));
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUE_BYTES, 1));
			assertThat(broker.session("slow").orElseThrow().queuedBytes()).isLessThanOrEqualTo(3_000);
			broker.client(lasting("slow"))
				.takes(Packets.publish("t", new byte[2_000]).qos(1))
				.takes(Packets.publish("t", new byte[500]).qos(1))
				.receivesNothing();
		}
	}

	@Test
	void a_queue_full_by_bytes_drops_the_oldest_until_the_message_fits() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.queueBytesMax(3_000),
				(config) -> config.queuePolicy(MqttQueuePolicy.DROP_OLDEST))) {
			broker.client(lasting("slow")).subscribes("t", 1).leaves();
			WirePeer publisher = broker.client(Packets.connect("publisher"));
			for (int i = 0; i < 4; i++) {
				publisher.publishes(Packets.publish("t", new byte[500 + i]));
			}
			publisher.publishes(Packets.publish("t", new byte[1_500]));
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUE_BYTES, 2));
			broker.client(lasting("slow"))
				.takes(Packets.publish("t", new byte[502]).qos(1))
				.takes(Packets.publish("t", new byte[503]).qos(1))
				.takes(Packets.publish("t", new byte[1_500]).qos(1))
				.receivesNothing();
		}
	}

	@Test
	void a_message_that_can_never_fit_costs_none_of_those_that_wait() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.queueBytesMax(1_000),
				(config) -> config.queuePolicy(MqttQueuePolicy.DROP_OLDEST))) {
			broker.client(lasting("slow")).subscribes("t", 1).leaves();
			publish(broker, 1, 3, 1);
			broker.client(Packets.connect("publisher")).publishes(Packets.publish("t", new byte[2_000]));
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.QUEUE_BYTES, 1));
			broker.client(lasting("slow")).takes(message(1)).takes(message(2)).takes(message(3)).receivesNothing();
		}
	}

	@Test
	void no_more_is_in_flight_than_the_server_allows() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.inflightMax(2))) {
			WirePeer slow = broker.client(Packets.connect("slow").property(Property.RECEIVE_MAX, 100));
			slow.subscribes("t", 1);
			publish(broker, 1, 4, 1);
			Publish first = slow.receivesMessage(message(1));
			Publish second = slow.receivesMessage(message(2));
			slow.receivesNothing();
			assertThat(broker.session("slow").orElseThrow().inflightMessages()).isEqualTo(2);
			slow.send(Packets.puback(first.id()));
			slow.takes(message(3));
			slow.send(Packets.puback(second.id()));
			slow.takes(message(4)).receivesNothing();
			assertThat(this.tally.drops()).isEmpty();
		}
	}

	@Test
	void a_publisher_beyond_the_receive_maximum_is_disconnected() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.receiveMax(2))) {
			WirePeer client = broker.client(lasting("client"));
			client.send(Packets.publish("t", "").qos(2).id(1)).receive();
			client.send(Packets.publish("t", "").qos(2).id(2)).receive();
			client.send(Packets.publish("t", "").qos(1).id(3)).isDisconnected(0x93);
			assertThat(this.tally.disconnected()).containsExactly("client RECEIVE_MAXIMUM_EXCEEDED");
			WirePeer again = broker.client(lasting("client")); // its quota begins anew
			again.send(Packets.publish("t", "").qos(2).id(3)).receive();
			again.send(Packets.publish("t", "").qos(2).id(4)).receive();
			again.send(Packets.publish("t", "").qos(2).id(5)).isDisconnected(0x93);
		}
	}

	@Test
	void a_topic_alias_of_zero_or_too_high_or_never_set_ends_the_connection() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.topicAliasMax(2))) {
			broker.client(Packets.connect("zero"))
				.send(Packets.publish("t", "").property(Property.TOPIC_ALIAS, 0))
				.isDisconnected(0x94);
			broker.client(Packets.connect("high"))
				.send(Packets.publish("t", "").property(Property.TOPIC_ALIAS, 3))
				.isDisconnected(0x94);
			broker.client(Packets.connect("unset"))
				.send(Packets.publish("", "").property(Property.TOPIC_ALIAS, 1))
				.isDisconnected(0x82);
			assertThat(this.tally.disconnected()).containsExactly("zero TOPIC_ALIAS_INVALID",
					"high TOPIC_ALIAS_INVALID", "unset PROTOCOL_ERROR");
		}
	}

	@Test
	void a_topic_alias_means_nothing_on_the_next_connection() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.topicAliasMax(2))) {
			WirePeer first = broker.client(lasting("client"));
			first.send(Packets.publish("t", "").property(Property.TOPIC_ALIAS, 1)).receivesNothing();
			first.abort();
			broker.client(lasting("client"))
				.send(Packets.publish("", "").property(Property.TOPIC_ALIAS, 1))
				.isDisconnected(0x82);
		}
	}

	@Test
	void qos_0_waits_for_nobody() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits)) {
			broker.client(lasting("away")).subscribes("t", 0).leaves();
			publish(broker, 1, 3, 1);
			assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.OFFLINE, 3));
			broker.client(lasting("away")).receivesNothing();
		}
	}

}
