package io.mqttboot.server;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttInMemoryMessageStore;
import io.mqttboot.server.spi.MqttInMemorySessionStore;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Payloads that are not copied on their straight way, on all the others: where they wait,
 * cross or come again, the bytes are those that were published.
 */
class LargePayloadTests {

	private static final int HIGH = 64 * 1024;

	private final Tally tally = new Tally();

	private final List<String> heard = new ArrayList<>();

	private final ManualBroker broker = new ManualBroker((builder) -> wide(builder).observer(this.tally)
		.sessionStore(new MqttInMemorySessionStore())
		.messageStore(new MqttInMemoryMessageStore())
		.authHandler((clientId, userName, password) -> true));

	@AfterEach
	void close() {
		this.broker.close();
	}

	private static MqttServerBuilder wide(MqttServerBuilder builder) {
		return builder.configure((config) -> config.limits(
				MqttLimits.builder().packetBytesMax(2_000_000).writeBufferHigh(HIGH).writeBufferLow(HIGH / 2).build()));
	}

	private static String payload(int number, int bytes) {
		return (number + ".").repeat(bytes / 2 + 1).substring(0, bytes);
	}

	private static String payload(int number) {
		return payload(number, 20_000 + number);
	}

	private WirePeer publisher() {
		return this.broker.client(Packets.connect(Version.V5, "publisher"));
	}

	private static Connect resuming(String clientId) {
		return Packets.connect(Version.V5, clientId).resume().sessionExpiry(1000);
	}

	// several packets in one read
	private static byte[] together(Version version, Packet<?>... packets) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (Packet<?> packet : packets) {
			all.writeBytes(packet.bytes(version));
		}
		return all.toByteArray();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void large_and_small_messages_arrive_in_their_order_on_the_same_loop_and_on_another(int loop) {
		WirePeer old = this.broker.client(Packets.connect(Version.V3_1_1, "old"), loop).subscribes("t", 0);
		WirePeer sure = this.broker.client(Packets.connect(Version.V5, "sure"), loop).subscribes("t", 1);
		WirePeer publisher = publisher();
		publisher.send(together(Version.V5, Packets.publish("t", "a"), Packets.publish("t", payload(1)),
				Packets.publish("t", payload(2)).qos(1).id(1), Packets.publish("t", "b").qos(1).id(2),
				Packets.publish("t", payload(3, 8192)), Packets.publish("t", payload(4, 8191))));
		for (String expected : List.of("a", payload(1), payload(2), "b", payload(3, 8192), payload(4, 8191))) {
			assertThat(old.receive(Publish.class).payload()).isEqualTo(expected);
			assertThat(sure.receive(Publish.class).payload()).isEqualTo(expected);
		}
		publisher.receives(Packets.puback(1), Packets.puback(2));
	}

	@Test
	void a_message_in_pieces_arrives_whole() {
		WirePeer subscriber = this.broker.client(Packets.connect(Version.V5, "c")).subscribes("t", 0);
		byte[] packet = Packets.publish("t", payload(1, 1_000_000)).bytes(Version.V5);
		WirePeer publisher = publisher();
		for (int at = 0; at < packet.length; at += 65_536) {
			publisher.send(Arrays.copyOfRange(packet, at, Math.min(packet.length, at + 65_536)));
		}
		assertThat(subscriber.receive(Publish.class).payload()).isEqualTo(payload(1, 1_000_000));
	}

	@Test
	void a_retained_message_outlives_the_read_that_brought_it() {
		publisher().publishes(Packets.publish("t", payload(1)).retain());
		for (int loop = 0; loop < 2; loop++) {
			WirePeer late = this.broker.client(Packets.connect(Version.V5, "late-" + loop), loop).subscribes("t", 0);
			late.takes(Packets.publish("t", payload(1)).retain());
		}
	}

	@Test
	void a_message_that_waited_for_its_client_is_the_one_that_was_published() {
		this.broker.client(resuming("c"), 1).subscribes("t", 1).close();
		publisher().publishes(Packets.publish("t", payload(1)).qos(1).id(1));
		WirePeer back = this.broker.peer();
		assertThat(back.connects(resuming("c")).sessionPresent()).isTrue();
		back.takes(Packets.publish("t", payload(1)).qos(1));
	}

	@Test
	void a_message_in_flight_is_sent_again_with_its_bytes() {
		WirePeer subscriber = this.broker.client(resuming("c")).subscribes("t", 2);
		publisher().send(Packets.publish("t", payload(1)).qos(1).id(1), Packets.publish("t", payload(2)).qos(2).id(2));
		int first = subscriber.receive(Publish.class).id();
		int second = subscriber.receive(Publish.class).id();
		subscriber.abort();
		WirePeer back = this.broker.peer(1);
		back.connects(resuming("c"));
		back.receives(Packets.publish("t", payload(1)).qos(1).id(first).dup(),
				Packets.publish("t", payload(2)).qos(2).id(second).dup());
	}

	@Test
	void a_receiver_that_does_not_read_costs_the_others_nothing() {
		ManualBroker.ManualWire wire = this.broker.wire(0);
		WirePeer slow = new WirePeer(wire);
		slow.connects(Packets.connect(Version.V5, "slow"));
		slow.subscribes("t", 0);
		WirePeer sure = this.broker.client(Packets.connect(Version.V5, "sure")).subscribes("t", 1);
		WirePeer far = this.broker.client(Packets.connect(Version.V5, "far"), 1).subscribes("t", 0);
		WirePeer publisher = publisher();
		wire.takes(false);
		for (int i = 1; i <= 9; i++) {
			publisher.publishes(Packets.publish("t", payload(i)).qos(1).id(i));
			assertThat(far.receive(Publish.class).payload()).isEqualTo(payload(i));
			sure.takes(Packets.publish("t", payload(i)).qos(1));
		}
		assertThat(wire.waitingBytes()).isBetween((long) HIGH, HIGH + 25_000L);
		assertThat(this.tally.drops()).containsOnlyKeys(MqttDropCause.NOT_WRITABLE);
		wire.takes(true);
		for (int i = 1; i <= 9 - this.tally.drops(MqttDropCause.NOT_WRITABLE); i++) {
			assertThat(slow.receive(Publish.class).payload()).isEqualTo(payload(i));
		}
		slow.receivesNothing();
	}

	@Test
	void what_waits_holds_on_to_no_more_reads_than_those_of_one_pass() {
		ManualBroker.ManualWire wire = this.broker.wire(0);
		WirePeer slow = new WirePeer(wire);
		slow.connects(Packets.connect(Version.V5, "slow"));
		slow.subscribes("t", 0);
		this.broker.client(resuming("away")).subscribes("t", 1).close();
		ManualBroker.ManualWire publishing = this.broker.wire(0);
		WirePeer publisher = new WirePeer(publishing);
		publisher.connects(Packets.connect(Version.V5, "publisher"));
		wire.takes(false);
		for (int i = 1; i <= 3; i++) {
			publisher.publishes(Packets.publish("t", payload(i)).qos(1).id(i).retain());
		}
		assertThat(wire.waitingBytes()).isGreaterThan(60_000);
		assertThat(publishing.readsHeld()).isEqualTo(1);
		wire.takes(true);
		for (int i = 1; i <= 3; i++) {
			assertThat(slow.receive(Publish.class).payload()).isEqualTo(payload(i));
		}
		assertThat(publishing.readsHeld()).isZero();
	}

	@Test
	void a_connection_that_ends_before_it_took_its_messages_lets_go_of_them() {
		ManualBroker.ManualWire wire = this.broker.wire(0);
		WirePeer slow = new WirePeer(wire);
		slow.connects(Packets.connect(Version.V5, "slow"));
		slow.subscribes("t", 1);
		WirePeer publisher = publisher();
		wire.takes(false);
		publisher.send(together(Version.V5, Packets.publish("t", payload(1)), Packets.publish("t", payload(2))));
		assertThat(wire.waitingBytes()).isPositive();
		wire.close();
		publisher.publishes(Packets.publish("t", payload(3)).qos(1).id(1));
		assertThat(wire.waitingBytes()).isZero();
	}

	@Test
	void a_client_that_goes_in_the_same_read_takes_what_it_is_owed() {
		WirePeer echo = this.broker.client(Packets.connect(Version.V5, "echo")).subscribes("t", 0);
		echo.send(together(Version.V5, Packets.publish("t", payload(1)), Packets.disconnect()));
		assertThat(echo.receive(Publish.class).payload()).isEqualTo(payload(1));
		echo.isClosed();
	}

	@Test
	void a_message_to_be_published_later_has_its_bytes_then() {
		WirePeer subscriber = this.broker.client(Packets.connect(Version.V5, "c").keepAlive(0)).subscribes("t", 0);
		this.broker.client(Packets.connect(Version.V5, "p").keepAlive(0))
			.publishes(Packets.publish("$delayed/5/t", payload(1)));
		this.broker.advance(Duration.ofSeconds(7));
		subscriber.takes(Packets.publish("t", payload(1)));
	}

	@Test
	void the_application_may_look_at_a_message_when_it_likes() {
		List<MqttMessage> kept = new ArrayList<>();
		this.broker.subscribe("t", MqttQos.AT_LEAST_ONCE, (publisher, message) -> kept.add(message));
		WirePeer publisher = publisher();
		publisher.publishes(Packets.publish("t", payload(1)).qos(1).id(1));
		publisher.publishes(Packets.publish("t", payload(2)));
		kept.forEach((message) -> this.heard.add(MqttPayload.text(message.payload())));
		assertThat(this.heard).containsExactly(payload(1), payload(2));
		assertThat(kept).allMatch((message) -> message.payload().isReadOnly());
	}

	@Test
	void a_listener_is_told_of_a_message_when_its_turn_comes() {
		try (ManualBroker listening = new ManualBroker((builder) -> wide(builder)
			.messageListener((clientId, topic, qos, payload) -> this.heard.add(MqttPayload.text(payload))))) {
			WirePeer publisher = listening.client(Packets.connect(Version.V5, "p")).subscribes("t", 0);
			publisher.send(together(Version.V5, Packets.publish("t", payload(1)), Packets.publish("t", payload(2))));
			publisher.takes(Packets.publish("t", payload(1))).takes(Packets.publish("t", payload(2)));
		}
		assertThat(this.heard).containsExactly(payload(1), payload(2));
	}

	@Test
	void what_comes_before_the_client_is_let_in_is_kept_for_it() {
		WirePeer subscriber = this.broker.client(Packets.connect(Version.V5, "c")).subscribes("t", 0);
		WirePeer eager = this.broker.peer().speaks(Version.V5);
		eager.send(together(Version.V5, Packets.connect(Version.V5, "eager"), Packets.publish("t", payload(1))));
		assertThat(eager.receive(Connack.class).code()).isZero();
		subscriber.takes(Packets.publish("t", payload(1)));
	}

	@Test
	void the_application_publishes_to_many() {
		List<WirePeer> receivers = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			receivers.add(this.broker.client(Packets.connect(Version.V5, "c" + i), i % 2).subscribes("t", i % 3));
		}
		this.broker.publish(MqttMessage.of("t", payload(1), MqttQos.EXACTLY_ONCE, false));
		for (WirePeer receiver : receivers) {
			assertThat(receiver.receive(Publish.class).payload()).isEqualTo(payload(1));
		}
	}

	@Test
	void a_client_that_takes_no_such_packet_is_sent_none() {
		Connect narrow = Packets.connect(Version.V5, "narrow")
			.property(io.mqttboot.testkit.wire.Property.MAX_PACKET_SIZE, 10_000);
		WirePeer subscriber = this.broker.client(narrow).subscribes("t", 0);
		WirePeer publisher = publisher();
		publisher.publishes(Packets.publish("t", payload(1)));
		publisher.publishes(Packets.publish("t", "small"));
		subscriber.takes(Packets.publish("t", "small"));
		assertThat(this.tally.drops()).containsOnlyKeys(MqttDropCause.TOO_LARGE);
	}

}
