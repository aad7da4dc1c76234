package io.mqttboot.testkit.wire;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WirePeerTests {

	private final ScriptedWire wire = new ScriptedWire();

	private final WirePeer peer = new WirePeer(this.wire);

	@Test
	void packets_are_written_byte_by_byte() {
		this.peer.send(Packets.connect("c").keepAlive(10).property(Property.RECEIVE_MAX, 5).userProperty("k", "v"));
		assertThat(this.wire.sent())
			.isEqualTo("10 18 00 04 4d 51 54 54 05 02 00 0a 0a 21 00 05 26 00 01 6b 00 01 76 00 01 63");
		this.peer.send(Packets.publish("t", "p").qos(2).id(7).retain().dup());
		assertThat(this.wire.sent()).isEqualTo("3d 07 00 01 74 00 07 00 70");
		this.peer.send(Packets.subscribe(3, "a", 1 | Subscribe.NO_LOCAL).property(Property.SUBSCRIPTION_ID, 200));
		assertThat(this.wire.sent()).isEqualTo("82 0a 00 03 03 0b c8 01 00 01 61 05");
		this.peer.send(Packets.pubrel(3), Packets.puback(4).code(0x10), Packets.unsubscribe(5, "a"));
		assertThat(this.wire.sent()).isEqualTo("62 02 00 03 40 03 00 04 10 a2 06 00 05 00 00 01 61");
		this.peer.send(Packets.auth(0x18, "m", "d"), Packets.pingreq(), Packets.disconnect(4));
		assertThat(this.wire.sent()).isEqualTo("f0 0a 18 08 15 00 01 6d 16 00 01 64 c0 00 e0 01 04");
	}

	@Test
	void the_version_of_connect_decides_how_the_rest_is_written() {
		this.peer.send(Packets.connect(Version.V3_1, "c").will("w", "x", 1).willRetain().userName("u").password("p"));
		assertThat(this.wire.sent())
			.isEqualTo("10 1b 00 06 4d 51 49 73 64 70 03 ee 00 3c 00 01 63 " + "00 01 77 00 01 78 00 01 75 00 01 70");
		this.peer.send(Packets.publish("t", "p"), Packets.puback(1).code(0x80), Packets.disconnect(4));
		assertThat(this.wire.sent()).isEqualTo("30 04 00 01 74 70 40 02 00 01 e0 00");
	}

	@Test
	void packets_may_come_in_any_pieces() {
		this.wire.answers("20").answers("03 00 00 00 d0").answers("00 e0 00");
		this.peer.receives(Packets.connack(), Packets.pingresp(), Packets.disconnect());
	}

	@Test
	void another_packet_than_expected_is_shown_next_to_it() {
		this.wire.answers("32 07 00 01 74 00 09 00 70");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.peer.receives(Packets.publish("t", "q").qos(1)))
			.withMessageContaining("PUBLISH t \"q\" qos=1")
			.withMessageContaining("PUBLISH t \"p\" qos=1 id=9");
	}

	@Test
	void a_message_without_packet_id_expects_any() {
		this.wire.answers("32 07 00 01 74 00 09 00 70");
		this.peer.takes(Packets.publish("t", "p").qos(1));
		assertThat(this.wire.sent()).isEqualTo("40 02 00 09");
	}

	@Test
	void a_message_at_qos_2_is_taken_in_four_steps() {
		this.wire.answers("34 07 00 01 74 00 09 00 70 62 02 00 09");
		this.peer.takes(Packets.publish("t", "p").qos(2));
		assertThat(this.wire.sent()).isEqualTo("50 02 00 09 70 02 00 09");
	}

	@Test
	void the_order_of_properties_is_free_but_for_user_properties() {
		this.wire.answers("40 11 00 01 00 0d 26 00 01 61 00 01 31 1f 00 03 77 68 79");
		this.peer.receives(Packets.puback(1).property(Property.REASON_STRING, "why").userProperty("a", "1"));
		this.wire.answers("30 12 00 01 74 0e 26 00 01 62 00 01 32 26 00 01 61 00 01 31");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(
				() -> this.peer.receives(Packets.publish("t", "").userProperty("a", "1").userProperty("b", "2")));
	}

	@Test
	void a_reason_string_is_free_unless_it_was_expected() {
		this.wire.answers("e0 08 82 06 1f 00 03 77 68 79");
		this.peer.receives(Packets.disconnect(0x82));
		this.wire.answers("e0 08 82 06 1f 00 03 77 68 79");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.peer.receives(Packets.disconnect(0x82).property(Property.REASON_STRING, "because")));
	}

	@Test
	void a_long_and_a_short_form_are_the_same() {
		this.wire.answers("40 03 00 01 00").answers("40 04 00 02 10 00").answers("e0 02 00 00");
		this.peer.receives(Packets.puback(1), Packets.puback(2).code(0x10), Packets.disconnect());
	}

	@Test
	void offences_of_the_server_are_found() {
		offence("21 03 00 00 00", "flags");
		offence("20 03 02 00 00", "reserved flags");
		offence("36 06 00 01 74 00 01 00", "QoS 3");
		offence("38 04 00 01 74 00", "DUP at QoS 0");
		offence("32 06 00 01 74 00 00 00", "packet id 0");
		offence("30 05 00 02 c0 80 00", "not UTF-8");
		offence("20 06 00 00 03 23 00 01", "may not stand here");
		offence("20 09 00 00 06 21 00 01 21 00 01", "stands twice");
		offence("d0 01 00", "longer than what it holds");
		offence("00 00", "type 0");
		offence("c0 00", "no PINGREQ");
		offence("30 05 00 01 74 80 00", "longer than it needs");
	}

	private void offence(String hex, String message) {
		ScriptedWire scripted = new ScriptedWire().answers(hex);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> new WirePeer(scripted).receive())
			.withMessageContaining(message)
			.withMessageContaining(hex);
	}

	@Test
	void nothing_received_means_that_the_ping_is_answered_next() {
		this.wire.answers("d0 00");
		this.peer.receivesNothing();
		assertThat(this.wire.sent()).isEqualTo("c0 00");
		this.wire.answers("30 04 00 01 74 00").answers("d0 00");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.peer::receivesNothing);
	}

	@Test
	void closed_means_that_nothing_came_before() {
		this.wire.ends();
		this.peer.isClosed();
		ScriptedWire talkative = new ScriptedWire().answers("d0 00").ends();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(new WirePeer(talkative)::isClosed)
			.withMessageContaining("PINGRESP");
	}

	@Test
	void a_server_that_says_nothing_is_not_waited_for_on_a_wire_driven_by_hand() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.peer::receive)
			.withMessageContaining("got nothing");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.peer::isClosed)
			.withMessageContaining("did not");
	}

}
