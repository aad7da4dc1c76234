package io.mqttboot.server.limits;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How large a packet, a topic and a list of properties may be.
 */
class PacketLimitTests {

	private static final int LEVELS = 32_768;

	private final Tally tally = new Tally();

	private final ManualBroker broker = LimitedBroker.of(this.tally,
			(limits) -> limits.packetBytesMax(1_000).topicBytesMax(100).topicLevelsMax(8).userPropertiesMax(3));

	private WirePeer neighbour = this.broker.peer();

	@BeforeEach
	void connect() {
		this.neighbour.connects(Packets.connect("neighbour"));
		this.neighbour.subscribes("t/#", 0);
	}

	@AfterEach
	void only_the_offender_suffered() {
		this.broker.client(Packets.connect("last")).publishes(Packets.publish("t/alive", ""));
		this.neighbour.receives(Packets.publish("t/alive", ""));
		this.broker.close();
	}

	private void costs(Packet<?> packet, int code, String counted) {
		this.broker.client(Packets.connect("offender")).send(packet).isDisconnected(code);
		assertThat(this.tally.disconnected()).containsExactly("offender " + counted);
	}

	private void isRefused(Connect connect, int... codes) {
		this.broker.peer().send(connect).isRefused(codes);
		assertThat(this.tally.refusals().values()).containsExactly(1);
	}

	@Test
	@Clause("MQTT-3.2.2-15")
	void a_packet_too_large() {
		costs(Packets.publish("t", new byte[1_000]), 0x95, "PACKET_TOO_LARGE");
	}

	@Test
	void an_mqtt_3_client_with_a_packet_too_large_is_closed() {
		this.broker.client(Packets.connect(Version.V3_1_1, "offender"))
			.send(Packets.publish("t", new byte[1_000]))
			.isDisconnected();
		assertThat(this.tally.disconnected()).containsExactly("offender PACKET_TOO_LARGE");
	}

	@Test
	void a_topic_too_long() {
		this.neighbour.send(Packets.publish("t/" + "x".repeat(98), ""))
			.receives(Packets.publish("t/" + "x".repeat(98), ""));
		costs(Packets.publish("t/" + "x".repeat(99), ""), 0x90, "TOPIC_NAME_INVALID");
	}

	@Test
	void a_topic_too_long_in_bytes_of_few_characters() {
		costs(Packets.publish("\u6c7d".repeat(34), ""), 0x90, "TOPIC_NAME_INVALID");
	}

	@Test
	void a_topic_of_too_many_levels() {
		this.neighbour.send(Packets.publish("t/2/3/4/5/6/7/8", "")).receives(Packets.publish("t/2/3/4/5/6/7/8", ""));
		costs(Packets.publish("t/2/3/4/5/6/7/8/9", ""), 0x90, "TOPIC_NAME_INVALID");
	}

	@Test
	void a_filter_too_long() {
		costs(Packets.subscribe(1, "x".repeat(101), 0), 0x8F, "TOPIC_FILTER_INVALID");
	}

	@Test
	void a_filter_of_too_many_levels() {
		costs(Packets.subscribe(1, "+/+/+/+/+/+/+/+/#", 0), 0x8F, "TOPIC_FILTER_INVALID");
	}

	@Test
	void unsubscribing_from_a_filter_of_too_many_levels() {
		costs(Packets.unsubscribe(1, "+/+/+/+/+/+/+/+/#"), 0x8F, "TOPIC_FILTER_INVALID");
	}

	@Test
	void a_will_topic_too_long() {
		isRefused(Packets.connect("offender").will("x".repeat(101), "", 0), 0x90);
	}

	@Test
	void a_will_topic_of_too_many_levels() {
		isRefused(Packets.connect("offender").will("1/2/3/4/5/6/7/8/9", "", 0), 0x90);
	}

	@Test
	void a_response_topic_too_long() {
		costs(Packets.publish("t", "").property(Property.RESPONSE_TOPIC, "x".repeat(101)), 0x90, "TOPIC_NAME_INVALID");
	}

	@Test
	void a_response_topic_of_too_many_levels() {
		costs(Packets.publish("t", "").property(Property.RESPONSE_TOPIC, "1/2/3/4/5/6/7/8/9"), 0x90,
				"TOPIC_NAME_INVALID");
	}

	@Test
	void a_response_topic_of_a_will_of_too_many_levels() {
		isRefused(
				Packets.connect("offender").will("t", "", 0).willProperty(Property.RESPONSE_TOPIC, "1/2/3/4/5/6/7/8/9"),
				0x90);
	}

	@Test
	void user_properties_of_a_message_too_many() {
		costs(Packets.publish("t", "")
			.userProperty("a", "1")
			.userProperty("b", "2")
			.userProperty("c", "3")
			.userProperty("d", "4"), 0x97, "QUOTA_EXCEEDED");
	}

	@Test
	void user_properties_of_connect_too_many() {
		isRefused(Packets.connect("offender")
			.userProperty("a", "1")
			.userProperty("b", "2")
			.userProperty("c", "3")
			.userProperty("d", "4"), 0x97);
	}

	@Test
	void user_properties_of_a_subscription_too_many() {
		costs(Packets.subscribe(1, "x", 0)
			.userProperty("a", "1")
			.userProperty("b", "2")
			.userProperty("c", "3")
			.userProperty("d", "4"), 0x97, "QUOTA_EXCEEDED");
	}

	@Test
	void thousands_of_levels_cost_no_stack_where_they_are_allowed() {
		String deep = "/".repeat(LEVELS - 1);
		String pluses = "+/".repeat(LEVELS - 1) + "+";
		try (ManualBroker generous = LimitedBroker.of(this.tally,
				(limits) -> limits.packetBytesMax(1_000_000)
					.firstPacketBytesMax(1_000_000)
					.topicBytesMax(65_535)
					.topicLevelsMax(65_536))) {
			WirePeer exact = generous.client(Packets.connect("exact")).subscribes(deep, 0);
			WirePeer wild = generous.client(Packets.connect("wild")).subscribes(pluses, 0);
			WirePeer client = generous
				.client(Packets.connect("deep").will(deep, "will", 0).property(Property.TOPIC_ALIAS_MAX, 1));
			client.publishes(Packets.publish(deep, "one").retain().property(Property.RESPONSE_TOPIC, deep));
			client.send(Packets.publish(deep, "two").property(Property.TOPIC_ALIAS, 1));
			client.send(Packets.publish("", "three").property(Property.TOPIC_ALIAS, 1));
			client.abort();
			for (WirePeer subscriber : new WirePeer[] { exact, wild }) {
				subscriber.receives(Packets.publish(deep, "one").property(Property.RESPONSE_TOPIC, deep),
						Packets.publish(deep, "two"), Packets.publish(deep, "three"), Packets.publish(deep, "will"));
				subscriber.send(Packets.unsubscribe(2, deep, pluses)).receive();
			}
			WirePeer late = generous.client(Packets.connect("late"));
			late.subscribes(pluses, 0);
			late.receives(Packets.publish(deep, "one").retain().property(Property.RESPONSE_TOPIC, deep));
		}
	}

}
