package io.mqttboot.testkit;

import java.util.List;

import io.mqttboot.testkit.PacketCases.Packet;
import io.mqttboot.testkit.PacketCases.Rows;

/**
 * PUBLISH and its acknowledgements (MQTT 5.0, 3.3 to 3.7).
 */
final class PacketCasesPublish {

	private static final String BOTH = "server+client";

	private PacketCasesPublish() {
	}

	static List<Packet> cases() {
		Rows rows = new Rows();
		publish(rows);
		publish5(rows);
		acks(rows);
		acks5(rows);
		return rows.list();
	}

	private static void publish(Rows rows) {
		rows.valid("34", BOTH, "PUBLISH at QoS 0", "30 [ \"a/b\" 'hello' ]")
			.valid("34", BOTH, "PUBLISH at QoS 1", "32 [ \"a/b\" 000A 'hello' ]")
			.valid("34", BOTH, "PUBLISH at QoS 2", "34 [ \"a/b\" FFFF 'hello' ]")
			.valid("34", BOTH, "PUBLISH retained", "31 [ \"a/b\" 'hello' ]")
			.valid("34", BOTH, "PUBLISH again at QoS 1", "3A [ \"a/b\" 000A 'hello' ]")
			.valid("34", BOTH, "PUBLISH again at QoS 2, retained", "3D [ \"a/b\" 000A 'hello' ]")
			.valid("34", BOTH, "PUBLISH without payload", "31 [ \"a/b\" ]")
			.valid("34", BOTH, "PUBLISH on a Chinese topic", "30 [ \"汽车/座椅加热\" '开' ]")
			.valid("34", BOTH, "PUBLISH of 200 bytes", "30 [ \"a/b\" 00*195 ]")
			.valid("34", BOTH, "PUBLISH on a topic of slashes", "30 [ \"///\" 'x' ]")
			.refused("345", BOTH, 0x81, "PUBLISH at QoS 3", "36 [ \"a/b\" 000A 00 ]")
			.refused("345", BOTH, 0x81, "PUBLISH at QoS 3 with DUP", "3E [ \"a/b\" 000A 00 ]")
			.refused("345", BOTH, 0x81, "PUBLISH again at QoS 0", "38 [ \"a/b\" 00 ]")
			.refused("345", BOTH, 0x82, "PUBLISH with packet id 0", "32 [ \"a/b\" 0000 00 ]")
			.refused("345", BOTH, 0x81, "PUBLISH without packet id", "32 [ \"a/b\" ]")
			.refused("345", BOTH, 0x81, "PUBLISH with half a packet id", "32 [ \"a/b\" 00 ]")
			.refused("345", BOTH, 0x81, "PUBLISH without topic length", "30 [ 00 ]")
			.refused("345", BOTH, 0x81, "PUBLISH without anything", "30 00")
			.refused("345", BOTH, 0x81, "PUBLISH with a topic beyond its end", "30 [ 0004 'a/b' ]")
			.refused("345", BOTH, 0x90, "PUBLISH with + in its topic", "30 [ \"a/+\" 00 ]")
			.refused("345", BOTH, 0x90, "PUBLISH with # in its topic", "30 [ \"a#b\" 00 ]")
			.refused("345", BOTH, 0x82, "PUBLISH without topic", "30 [ \"\" 00 ]")
			.refused("345", BOTH, 0x81, "PUBLISH with U+0000 in its topic", "30 [ { 'a' 00 } 00 ]")
			.refused("345", BOTH, 0x81, "PUBLISH with a surrogate in its topic", "30 [ { EDBFBF } 00 ]")
			.refused("345", BOTH, 0x81, "PUBLISH with an overlong slash in its topic", "30 [ { 'a' E080AF } 00 ]")
			.refused("345", BOTH, 0x81, "PUBLISH with half a character in its topic", "30 [ { 'a' E6B1 } 00 ]")
			.refused("345", BOTH, 0x81, "PUBLISH with a remaining length of five bytes", "30 8080808001")
			.refused("345", BOTH, 0x81, "PUBLISH with a remaining length of 4 × FF", "30 FFFFFFFF");
	}

	private static void publish5(Rows rows) {
		rows.valid("5", BOTH, "PUBLISH at QoS 0", "30 [ \"a/b\" 00 'hello' ]")
			.valid("5", BOTH, "PUBLISH at QoS 1", "32 [ \"a/b\" 000A 00 'hello' ]")
			.valid("5", BOTH, "PUBLISH again at QoS 2, retained", "3D [ \"a/b\" 000A 00 'hello' ]")
			.valid("5", BOTH, "PUBLISH without payload", "30 [ \"a/b\" 00 ]")
			.valid("5", BOTH, "PUBLISH with alias and topic", "30 [ \"a/b\" [ 23 0001 ] 'hello' ]")
			.valid("5", BOTH, "PUBLISH with alias alone", "30 [ \"\" [ 23 FFFF ] 'hello' ]")
			.valid("5", BOTH, "PUBLISH with all", """
					3B [ "a/b" 0001 [ 01 01 02 0000003C 23 0002 08 "re/ply" 09 { 00FF } 26 "n" "v" 26 "n" "" 26 "" "w"
					03 "text/plain" ] 'hello' ]""")
			.valid("5", "client", "PUBLISH with subscription identifiers",
					"30 [ \"a/b\" [ 0B 01 0B 8001 0B FFFFFF7F ] 'hello' ]")
			.valid("5", BOTH, "PUBLISH with properties of 130 bytes", "30 [ \"a/b\" [ 26 \"n\" { 61*124 } ] 'x' ]")
			.valid("5", BOTH, "PUBLISH with the longest fields",
					"30 [ { 61*65535 } [ 09 { 00*65535 } 03 { 62*65535 } 26 { 6E*65535 } { 76*65535 } ] 'x' ]")
			.valid("5", BOTH, "PUBLISH with empty correlation data and content type",
					"30 [ \"a/b\" [ 09 { } 03 \"\" ] 'x' ]")
			.refused("5", "server", 0x82, "PUBLISH with a subscription identifier", "30 [ \"a/b\" [ 0B 01 ] 'x' ]")
			.refused("5", "client", 0x82, "PUBLISH with subscription identifier 0", "30 [ \"a/b\" [ 0B 00 ] 'x' ]")
			.refused("5", BOTH, 0x94, "PUBLISH with alias 0", "30 [ \"a/b\" [ 23 0000 ] 'x' ]")
			.refused("5", BOTH, 0x82, "PUBLISH with payload format 2", "30 [ \"a/b\" [ 01 02 ] 'x' ]")
			.refused("5", BOTH, 0x82, "PUBLISH with a wildcard in its response topic",
					"30 [ \"a/b\" [ 08 \"a/+\" ] 'x' ]")
			.refused("5", BOTH, 0x82, "PUBLISH with an empty response topic", "30 [ \"a/b\" [ 08 \"\" ] 'x' ]")
			.refused("5", BOTH, 0x82, "PUBLISH with neither topic nor alias", "30 [ \"\" [ 26 \"n\" \"v\" ] 'x' ]")
			.refused("5", BOTH, 0x81, "PUBLISH without properties", "30 [ \"a/b\" ]")
			.refused("5", BOTH, 0x81, "PUBLISH with properties beyond its end", "30 [ \"a/b\" 7F 'x' ]")
			.refused("5", BOTH, 0x81, "PUBLISH with a property beyond the property length",
					"30 [ \"a/b\" 02 23 0001 'x' ]")
			.refused("5", BOTH, 0x81, "PUBLISH with half a property", "30 [ \"a/b\" [ 26 \"n\" ] ]")
			.refused("5", BOTH, 0x81, "PUBLISH with malformed UTF-8 in a user property",
					"30 [ \"a/b\" [ 26 { FF } \"v\" ] 'x' ]")
			.refused("5", BOTH, 0x81, "PUBLISH with U+0000 in its content type", "30 [ \"a/b\" [ 03 { 00 } ] 'x' ]")
			.refused("5", BOTH, 0x81, "PUBLISH with a padded property identifier", "30 [ \"a/b\" [ A300 0001 ] 'x' ]")
			.refused("5", BOTH, 0x81, "PUBLISH with a padded property length", "30 [ \"a/b\" 8000 'x' ]")
			.refused("5", BOTH, 0x81, "PUBLISH with a padded remaining length", "30 8600 \"a/b\" 00")
			.refused("5", BOTH, 0x81, "PUBLISH with property 0", "30 [ \"a/b\" [ 00 00 ] 'x' ]")
			.refused("5", BOTH, 0x81, "PUBLISH with property 200", "30 [ \"a/b\" [ C801 00 ] 'x' ]");
	}

	private static void acks(Rows rows) {
		for (String ack : List.of("40 PUBACK", "50 PUBREC", "62 PUBREL", "70 PUBCOMP")) {
			String first = ack.substring(0, 2);
			String name = ack.substring(3);
			rows.valid("345", BOTH, name + " short", first + " [ 0001 ]")
				.valid("345", BOTH, name + " of the last id", first + " [ FFFF ]")
				.refused("345", BOTH, 0x82, name + " with packet id 0", first + " [ 0000 ]")
				.refused("345", BOTH, 0x81, name + " with half a packet id", first + " [ 00 ]")
				.refused("345", BOTH, 0x81, name + " without anything", first + " 00")
				.refused("34", BOTH, 0x81, name + " with a reason code", first + " [ 0001 00 ]")
				.refused("5", BOTH, 0x81, name + " with a padded remaining length", first + " 8200 0001")
				.refused("345", BOTH, 0x81, name + " with retain", (Integer.parseInt(first) + 1) + " [ 0001 ]");
		}
		rows.valid("3", BOTH, "PUBREL again", "6A [ 0001 ]")
			.refused("45", BOTH, 0x81, "PUBREL again", "6A [ 0001 ]")
			.refused("345", BOTH, 0x81, "PUBREL without its flag", "60 [ 0001 ]")
			.refused("345", BOTH, 0x81, "PUBACK with the flag of PUBREL", "42 [ 0001 ]")
			.refused("345", BOTH, 0x81, "PUBACK again", "48 [ 0001 ]");
	}

	private static void acks5(Rows rows) {
		for (String ack : List.of("40 10 PUBACK", "50 97 PUBREC", "62 92 PUBREL", "70 92 PUBCOMP")) {
			String first = ack.substring(0, 2);
			String code = ack.substring(3, 5);
			String name = ack.substring(6);
			rows.valid("5", BOTH, name + " with a reason code", first + " [ 0001 " + code + " ]")
				.valid("5", BOTH, name + " with success in words", first + " [ 0001 00 ]")
				.valid("5", BOTH, name + " with empty properties", first + " [ 0001 " + code + " 00 ]")
				.valid("5", BOTH, name + " with all",
						first + " [ 0001 " + code + " [ 1F \"why\" 26 \"n\" \"v\" 26 \"n\" \"v\" ] ]")
				.refused("5", BOTH, 0x82, name + " with the reason of another packet", first + " [ 0001 8E ]")
				.refused("5", BOTH, 0x82, name + " with no reason there is", first + " [ 0001 FF ]")
				.refused("5", BOTH, 0x81, name + " with bytes at its end", first + " [ 0001 " + code + " 00 00 ]")
				.refused("5", BOTH, 0x81, name + " with properties beyond its end", first + " [ 0001 " + code + " 05 ]")
				.refused("5", BOTH, 0x81, name + " with malformed UTF-8 in its reason string",
						first + " [ 0001 " + code + " [ 1F { C3 } ] ]");
		}
	}

}
