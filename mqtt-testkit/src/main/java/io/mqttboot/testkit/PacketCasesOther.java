package io.mqttboot.testkit;

import java.util.List;

import io.mqttboot.testkit.PacketCases.Packet;
import io.mqttboot.testkit.PacketCases.Rows;

/**
 * Pings, DISCONNECT, AUTH, packet types that do not exist, and packets from the wrong
 * side (MQTT 5.0, 2.1.2 and 3.12 to 3.15).
 */
final class PacketCasesOther {

	private PacketCasesOther() {
	}

	static List<Packet> cases() {
		Rows rows = new Rows();
		pings(rows);
		disconnect(rows);
		auth(rows);
		wrongSide(rows);
		return rows.list();
	}

	private static void pings(Rows rows) {
		rows.valid("345", "server", "PINGREQ", "C0 00")
			.valid("345", "client", "PINGRESP", "D0 00")
			.valid("34", "server", "PINGREQ with a padded remaining length", "C0 8000")
			.refused("5", "server", 0x81, "PINGREQ with a padded remaining length", "C0 8000")
			.refused("345", "server", 0x81, "PINGREQ with a byte", "C0 [ 00 ]")
			.refused("345", "server", 0x81, "PINGREQ with flags", "C1 00")
			.refused("345", "client", 0x81, "PINGRESP with a byte", "D0 [ 00 ]")
			.refused("345", "client", 0x81, "PINGRESP with flags", "D8 00");
	}

	private static void disconnect(Rows rows) {
		rows.valid("345", "server", "DISCONNECT short", "E0 00")
			.valid("5", "server", "DISCONNECT with will", "E0 [ 04 ]")
			.valid("5", "server", "DISCONNECT with all", "E0 [ 00 [ 11 0000000A 1F \"bye\" 26 \"n\" \"v\" ] ]")
			.valid("5", "client", "DISCONNECT of a taken over session", "E0 [ 8E 00 ]")
			.valid("5", "client", "DISCONNECT with all", "E0 [ 9D [ 1F \"bye\" 26 \"n\" \"v\" 1C \"other\" ] ]")
			.refused("34", "client", 0x82, "DISCONNECT of a server", "E0 00")
			.refused("34", "server", 0x81, "DISCONNECT with a reason", "E0 [ 00 ]")
			.refused("345", "server", 0x81, "DISCONNECT with flags", "E2 00")
			.refused("5", "server", 0x82, "DISCONNECT with a server's reason", "E0 [ 8E ]")
			.refused("5", "client", 0x82, "DISCONNECT with a client's reason", "E0 [ 04 ]")
			.refused("5", "server+client", 0x82, "DISCONNECT with no reason there is", "E0 [ 01 ]")
			.refused("5", "server+client", 0x81, "DISCONNECT with bytes at its end", "E0 [ 00 00 00 ]")
			.refused("5", "server", 0x82, "DISCONNECT with a server reference", "E0 [ 00 [ 1C \"x\" ] ]")
			.refused("5", "client", 0x82, "DISCONNECT with a session expiry", "E0 [ 00 [ 11 00000000 ] ]");
	}

	private static void auth(Rows rows) {
		rows.valid("5", "server+client", "AUTH that goes on",
				"F0 [ 18 [ 15 \"SCRAM\" 16 { 01 } 1F \"why\" 26 \"n\" \"v\" ] ]")
			.valid("5", "server", "AUTH again", "F0 [ 19 [ 15 \"SCRAM\" ] ]")
			.valid("5", "client", "AUTH done", "F0 [ 00 [ 15 \"SCRAM\" ] ]")
			.valid("5", "client", "AUTH done, short", "F0 00")
			.refused("34", "server+client", 0x81, "AUTH", "F0 00")
			.refused("5", "server", 0x81, "AUTH without anything", "F0 00")
			.refused("5", "server", 0x82, "AUTH with success from a client", "F0 [ 00 [ 15 \"SCRAM\" ] ]")
			.refused("5", "client", 0x82, "AUTH again from a server", "F0 [ 19 [ 15 \"SCRAM\" ] ]")
			.refused("5", "server+client", 0x82, "AUTH without a method", "F0 [ 18 00 ]")
			.refused("5", "server+client", 0x82, "AUTH with data alone", "F0 [ 18 [ 16 { 01 } ] ]")
			.refused("5", "server+client", 0x81, "AUTH without properties", "F0 [ 18 ]")
			.refused("5", "server+client", 0x81, "AUTH with bytes at its end", "F0 [ 18 [ 15 \"S\" ] 00 ]")
			.refused("5", "server+client", 0x81, "AUTH with flags", "F1 [ 18 [ 15 \"S\" ] ]");
	}

	private static void wrongSide(Rows rows) {
		rows.refused("345", "server+client", 0x81, "packet type 0", "00 00")
			.refused("345", "server", 0x82, "CONNACK of a client", "20 [ 00 00 ]")
			.refused("345", "server", 0x82, "SUBACK of a client", "90 [ 0001 00 ]")
			.refused("345", "server", 0x82, "UNSUBACK of a client", "B0 [ 0001 ]")
			.refused("345", "server", 0x82, "PINGRESP of a client", "D0 00")
			.refused("345", "client", 0x82, "CONNECT of a server", "10 [ \"MQTT\" 04 02 0000 \"c\" ]")
			.refused("345", "client", 0x82, "SUBSCRIBE of a server", "82 [ 0001 \"a\" 00 ]")
			.refused("345", "client", 0x82, "UNSUBSCRIBE of a server", "A2 [ 0001 \"a\" ]")
			.refused("345", "client", 0x82, "PINGREQ of a server", "C0 00");
	}

}
