package io.mqttboot.testkit;

import java.util.List;

import io.mqttboot.testkit.PacketCases.Packet;
import io.mqttboot.testkit.PacketCases.Rows;

/**
 * SUBSCRIBE to UNSUBACK (MQTT 5.0, 3.8 to 3.11).
 */
final class PacketCasesSubscribe {

	private PacketCasesSubscribe() {
	}

	static List<Packet> cases() {
		Rows rows = new Rows();
		subscribe(rows);
		subscribe5(rows);
		suback(rows);
		unsubscribe(rows);
		unsuback(rows);
		return rows.list();
	}

	private static void subscribe(Rows rows) {
		rows.valid("34", "server", "SUBSCRIBE to one", "82 [ 0001 \"a/b\" 00 ]")
			.valid("34", "server", "SUBSCRIBE to three", "82 [ FFFF \"a/+\" 00 \"#\" 01 \"汽车/#\" 02 ]")
			.valid("3", "server", "SUBSCRIBE again", "8A [ 0001 \"a/b\" 00 ]")
			.refused("45", "server", 0x81, "SUBSCRIBE again", "8A [ 0001 \"a/b\" 00 ]")
			.refused("345", "server", 0x81, "SUBSCRIBE without its flag", "80 [ 0001 \"a/b\" 00 ]")
			.refused("345", "server", 0x81, "SUBSCRIBE with retain", "83 [ 0001 \"a/b\" 00 ]")
			.refused("34", "server", 0x82, "SUBSCRIBE with packet id 0", "82 [ 0000 \"a/b\" 00 ]")
			.refused("34", "server", 0x82, "SUBSCRIBE to nothing", "82 [ 0001 ]")
			.refused("34", "server", 0x81, "SUBSCRIBE with QoS 3", "82 [ 0001 \"a/b\" 03 ]")
			.refused("34", "server", 0x81, "SUBSCRIBE with reserved bits", "82 [ 0001 \"a/b\" 04 ]")
			.refused("34", "server", 0x81, "SUBSCRIBE without options", "82 [ 0001 \"a/b\" ]")
			.refused("34", "server", 0x81, "SUBSCRIBE without the last options", "82 [ 0001 \"a/b\" 00 \"c\" ]")
			.refused("34", "server", 0x81, "SUBSCRIBE with malformed UTF-8", "82 [ 0001 { FF } 00 ]")
			.refused("34", "server", 0x81, "SUBSCRIBE with U+0000", "82 [ 0001 { 'a' 00 } 00 ]")
			.refused("345", "server", 0x81, "SUBSCRIBE without packet id", "82 00");
	}

	private static void subscribe5(Rows rows) {
		rows.valid("5", "server", "SUBSCRIBE to one", "82 [ 0001 00 \"a/b\" 00 ]")
			.valid("5", "server", "SUBSCRIBE with all options", "82 [ 0001 00 \"a/b\" 2E \"a/c\" 1D ]")
			.valid("5", "server", "SUBSCRIBE with properties", "82 [ 0001 [ 0B FFFFFF7F 26 \"n\" \"v\" ] \"a/#\" 02 ]")
			.valid("5", "server", "SUBSCRIBE to a share", "82 [ 0001 00 \"$share/g/a/#\" 02 ]")
			.valid("5", "server", "SUBSCRIBE to the longest filter", "82 [ 0001 00 { 61*65535 } 00 ]")
			.refused("5", "server", 0x82, "SUBSCRIBE to a share with no local", "82 [ 0001 00 \"$share/g/a/#\" 04 ]")
			.refused("5", "server", 0x82, "SUBSCRIBE to a queue with no local", "82 [ 0001 00 \"$queue/a\" 04 ]")
			.refused("5", "server", 0x81, "SUBSCRIBE with reserved bit 6", "82 [ 0001 00 \"a/b\" 40 ]")
			.refused("5", "server", 0x81, "SUBSCRIBE with reserved bit 7", "82 [ 0001 00 \"a/b\" 80 ]")
			.refused("5", "server", 0x82, "SUBSCRIBE with QoS 3", "82 [ 0001 00 \"a/b\" 03 ]")
			.refused("5", "server", 0x82, "SUBSCRIBE with retain handling 3", "82 [ 0001 00 \"a/b\" 30 ]")
			.refused("5", "server", 0x82, "SUBSCRIBE with packet id 0", "82 [ 0000 00 \"a/b\" 00 ]")
			.refused("5", "server", 0x82, "SUBSCRIBE to nothing", "82 [ 0001 00 ]")
			.refused("5", "server", 0x82, "SUBSCRIBE with subscription identifier 0",
					"82 [ 0001 [ 0B 00 ] \"a/b\" 00 ]")
			.refused("5", "server", 0x81, "SUBSCRIBE with a subscription identifier of five bytes",
					"82 [ 0001 [ 0B 8080808001 ] \"a/b\" 00 ]")
			.refused("5", "server", 0x81, "SUBSCRIBE without options", "82 [ 0001 00 \"a/b\" ]")
			.refused("5", "server", 0x81, "SUBSCRIBE without properties", "82 [ 0001 ]")
			.refused("5", "server", 0x81, "SUBSCRIBE with malformed UTF-8", "82 [ 0001 00 { FF } 00 ]");
	}

	private static void suback(Rows rows) {
		rows.valid("34", "client", "SUBACK that grants", "90 [ 0001 00 01 02 ]")
			.valid("4", "client", "SUBACK that refuses", "90 [ 0001 80 ]")
			.valid("5", "client", "SUBACK that grants", "90 [ 0001 00 00 01 02 ]")
			.valid("5", "client", "SUBACK that refuses",
					"90 [ 0001 [ 1F \"no\" 26 \"n\" \"v\" ] 80 83 87 8F 91 97 9E A1 A2 ]")
			.refused("34", "client", 0x82, "SUBACK with QoS 3", "90 [ 0001 03 ]")
			.refused("5", "client", 0x82, "SUBACK with QoS 3", "90 [ 0001 00 03 ]")
			.refused("34", "client", 0x81, "SUBACK of nothing", "90 [ 0001 ]")
			.refused("5", "client", 0x81, "SUBACK of nothing", "90 [ 0001 00 ]")
			.refused("34", "client", 0x82, "SUBACK with packet id 0", "90 [ 0000 00 ]")
			.refused("5", "client", 0x82, "SUBACK with packet id 0", "90 [ 0000 00 00 ]")
			.refused("345", "client", 0x81, "SUBACK with flags", "92 [ 0001 00 00 ]");
	}

	private static void unsubscribe(Rows rows) {
		rows.valid("34", "server", "UNSUBSCRIBE from two", "A2 [ 0001 \"a/b\" \"汽车/+\" ]")
			.valid("3", "server", "UNSUBSCRIBE again", "AA [ 0001 \"a/b\" ]")
			.valid("5", "server", "UNSUBSCRIBE from two", "A2 [ 0001 00 \"a/b\" \"c/#\" ]")
			.valid("5", "server", "UNSUBSCRIBE with properties",
					"A2 [ 0001 [ 26 \"n\" \"v\" 26 \"n\" \"v\" ] \"a/b\" ]")
			.refused("4", "server", 0x81, "UNSUBSCRIBE again", "AA [ 0001 \"a/b\" ]")
			.refused("345", "server", 0x81, "UNSUBSCRIBE without its flag", "A0 [ 0001 \"a/b\" ]")
			.refused("34", "server", 0x82, "UNSUBSCRIBE with packet id 0", "A2 [ 0000 \"a/b\" ]")
			.refused("5", "server", 0x82, "UNSUBSCRIBE with packet id 0", "A2 [ 0000 00 \"a/b\" ]")
			.refused("34", "server", 0x82, "UNSUBSCRIBE from nothing", "A2 [ 0001 ]")
			.refused("5", "server", 0x82, "UNSUBSCRIBE from nothing", "A2 [ 0001 00 ]")
			.refused("34", "server", 0x81, "UNSUBSCRIBE with bytes at its end", "A2 [ 0001 \"a/b\" 00 ]")
			.refused("5", "server", 0x81, "UNSUBSCRIBE with bytes at its end", "A2 [ 0001 00 \"a/b\" 00 ]")
			.refused("34", "server", 0x81, "UNSUBSCRIBE with malformed UTF-8", "A2 [ 0001 { EDA080 } ]")
			.refused("5", "server", 0x81, "UNSUBSCRIBE with malformed UTF-8", "A2 [ 0001 00 { EDA080 } ]");
	}

	private static void unsuback(Rows rows) {
		rows.valid("34", "client", "UNSUBACK", "B0 [ 0001 ]")
			.valid("5", "client", "UNSUBACK", "B0 [ 0001 [ 1F \"why\" ] 00 11 80 83 87 8F 91 ]")
			.refused("34", "client", 0x81, "UNSUBACK with bytes at its end", "B0 [ 0001 00 ]")
			.refused("5", "client", 0x81, "UNSUBACK of nothing", "B0 [ 0001 00 ]")
			.refused("5", "client", 0x82, "UNSUBACK with a reason of SUBACK", "B0 [ 0001 00 01 ]")
			.refused("34", "client", 0x82, "UNSUBACK with packet id 0", "B0 [ 0000 ]")
			.refused("345", "client", 0x81, "UNSUBACK with flags", "B2 [ 0001 00 00 ]");
	}

}
