package io.mqttboot.testkit;

import java.util.List;

import io.mqttboot.testkit.PacketCases.Packet;
import io.mqttboot.testkit.PacketCases.Rows;

/**
 * CONNECT and CONNACK (MQTT 5.0, 3.1 and 3.2).
 */
final class PacketCasesConnect {

	private PacketCasesConnect() {
	}

	static List<Packet> cases() {
		Rows rows = new Rows();
		connect5(rows);
		connect4(rows);
		connect3(rows);
		versions(rows);
		connack(rows);
		return rows.list();
	}

	private static void connect5(Rows rows) {
		rows.valid("5", "server", "CONNECT plain", "10 [ \"MQTT\" 05 02 003C 00 \"c1\" ]")
			.valid("5", "server", "CONNECT without client id", "10 [ \"MQTT\" 05 00 0000 00 \"\" ]")
			.valid("5", "server", "CONNECT with all", """
					10 [ "MQTT" 05 F6 FFFF [ 11 0000000A 21 0014 27 00001000 22 000A 19 01 17 00 26 "n" "v" 15 "SCRAM"
					16 { 0102 } ] "汽车" [ 18 00000005 01 01 02 0000000A 03 "text/plain" 08 "re/ply" 09 { 00FF }
					26 "a" "b" 26 "a" "c" ] "will/topic" { 'gone' } "user" { 00FF80 } ]""")
			.valid("5", "server", "CONNECT with password alone", "10 [ \"MQTT\" 05 42 0000 00 \"c\" { FF } ]")
			.valid("5", "server", "CONNECT with user name alone", "10 [ \"MQTT\" 05 82 0000 00 \"c\" \"u\" ]")
			.valid("5", "server", "CONNECT with properties of 128 bytes",
					"10 [ \"MQTT\" 05 02 0000 [ 26 \"n\" { 61*122 } ] \"c\" ]")
			.valid("5", "server", "CONNECT with the longest fields",
					"10 [ \"MQTT\" 05 C6 0000 [ 26 { 6E*65535 } { 76*65535 } ] { 63*65535 } 00 { 74*65535 } "
							+ "{ 00*65535 } { 75*65535 } { FF*65535 } ]")
			.refused("5", "server", 0x81, "CONNECT with the reserved flag", "10 [ \"MQTT\" 05 03 0000 00 \"c\" ]")
			.refused("5", "server", 0x81, "CONNECT with flags in its first byte", "11 [ \"MQTT\" 05 02 0000 00 \"c\" ]")
			.refused("5", "server", 0x81, "CONNECT with DUP", "18 [ \"MQTT\" 05 02 0000 00 \"c\" ]")
			.refused("5", "server", 0x81, "CONNECT with will QoS 3", "10 [ \"MQTT\" 05 1E 0000 00 \"c\" 00 \"t\" { } ]")
			.refused("5", "server", 0x81, "CONNECT with will QoS but no will", "10 [ \"MQTT\" 05 0A 0000 00 \"c\" ]")
			.refused("5", "server", 0x81, "CONNECT with will retain but no will", "10 [ \"MQTT\" 05 22 0000 00 \"c\" ]")
			.refused("5", "server", 0x90, "CONNECT with a wildcard in the will topic",
					"10 [ \"MQTT\" 05 06 0000 00 \"c\" 00 \"a/+\" { } ]")
			.refused("5", "server", 0x90, "CONNECT with an empty will topic",
					"10 [ \"MQTT\" 05 06 0000 00 \"c\" 00 \"\" { } ]")
			.refused("5", "server", 0x82, "CONNECT with a wildcard in the will's response topic",
					"10 [ \"MQTT\" 05 06 0000 00 \"c\" [ 08 \"a/#\" ] \"t\" { } ]")
			.refused("5", "server", 0x81, "CONNECT without its will", "10 [ \"MQTT\" 05 06 0000 00 \"c\" ]")
			.refused("5", "server", 0x81, "CONNECT without its user name", "10 [ \"MQTT\" 05 82 0000 00 \"c\" ]")
			.refused("5", "server", 0x81, "CONNECT without its password", "10 [ \"MQTT\" 05 C2 0000 00 \"c\" \"u\" ]")
			.refused("5", "server", 0x81, "CONNECT without a client id at all", "10 [ \"MQTT\" 05 02 0000 00 ]")
			.refused("5", "server", 0x81, "CONNECT without properties", "10 [ \"MQTT\" 05 02 0000 ]")
			.refused("5", "server", 0x81, "CONNECT with bytes at its end", "10 [ \"MQTT\" 05 02 0000 00 \"c\" 00 ]")
			.refused("5", "server", 0x81, "CONNECT with a user name nobody announced",
					"10 [ \"MQTT\" 05 02 0000 00 \"c\" \"u\" ]")
			.refused("5", "server", 0x81, "CONNECT with U+0000 in its client id",
					"10 [ \"MQTT\" 05 02 0000 00 { 'a' 00 } ]")
			.refused("5", "server", 0x81, "CONNECT with a surrogate in its user name",
					"10 [ \"MQTT\" 05 82 0000 00 \"c\" { EDA080 } ]")
			.refused("5", "server", 0x81, "CONNECT with overlong UTF-8 in its will topic",
					"10 [ \"MQTT\" 05 06 0000 00 \"c\" 00 { C0AF } { } ]")
			.refused("5", "server", 0x82, "CONNECT with authentication data alone",
					"10 [ \"MQTT\" 05 02 0000 [ 16 { 01 } ] \"c\" ]")
			.refused("5", "server", 0x81, "CONNECT with properties beyond its end",
					"10 [ \"MQTT\" 05 02 0000 7F \"c\" ]")
			.refused("5", "server", 0x81, "CONNECT with a property beyond the property length",
					"10 [ \"MQTT\" 05 02 0000 04 11 0000000A \"c\" ]")
			.refused("5", "server", 0x81, "CONNECT with a property length of five bytes",
					"10 [ \"MQTT\" 05 02 0000 8080808001 \"c\" ]")
			.refused("5", "server", 0x81, "CONNECT with a padded property length",
					"10 [ \"MQTT\" 05 02 0000 8000 \"c\" ]")
			.refused("5", "server", 0x81, "CONNECT with a padded remaining length",
					"10 8F00 \"MQTT\" 05 02 0000 00 \"c1\"")
			.refused("5", "server", 0x81, "CONNECT with an unknown property",
					"10 [ \"MQTT\" 05 02 0000 [ 04 00 ] \"c\" ]");
	}

	private static void connect4(Rows rows) {
		rows.valid("4", "server", "CONNECT plain", "10 [ \"MQTT\" 04 02 003C \"c1\" ]")
			.valid("4", "server", "CONNECT without client id", "10 [ \"MQTT\" 04 02 0000 \"\" ]")
			.valid("4", "server", "CONNECT with all", """
					10 [ "MQTT" 04 F6 FFFF "an id of more than twenty-three characters" "will/topic" { 00FF } "user"
					{ 00FF80 } ]""")
			.valid("4", "server", "CONNECT with a padded remaining length", "10 8E00 \"MQTT\" 04 02 0000 \"c1\"")
			.refused("4", "server", 0x85, "CONNECT without client id, not clean", "10 [ \"MQTT\" 04 00 0000 \"\" ]")
			.refused("4", "server", 0x81, "CONNECT with the reserved flag", "10 [ \"MQTT\" 04 03 0000 \"c\" ]")
			.refused("4", "server", 0x81, "CONNECT with will QoS 3", "10 [ \"MQTT\" 04 1E 0000 \"c\" \"t\" { } ]")
			.refused("4", "server", 0x81, "CONNECT with will QoS but no will", "10 [ \"MQTT\" 04 12 0000 \"c\" ]")
			.refused("4", "server", 0x81, "CONNECT with will retain but no will", "10 [ \"MQTT\" 04 22 0000 \"c\" ]")
			.refused("4", "server", 0x81, "CONNECT with password alone", "10 [ \"MQTT\" 04 42 0000 \"c\" { FF } ]")
			.refused("4", "server", 0x90, "CONNECT with a wildcard in the will topic",
					"10 [ \"MQTT\" 04 06 0000 \"c\" \"#\" { } ]")
			.refused("4", "server", 0x81, "CONNECT with properties", "10 [ \"MQTT\" 04 02 0000 00 \"c\" ]")
			.refused("4", "server", 0x81, "CONNECT with bytes at its end", "10 [ \"MQTT\" 04 02 0000 \"c\" 00 ]")
			.refused("4", "server", 0x81, "CONNECT with malformed UTF-8", "10 [ \"MQTT\" 04 02 0000 { FF } ]");
	}

	private static void connect3(Rows rows) {
		rows.valid("3", "server", "CONNECT plain", "10 [ \"MQIsdp\" 03 02 003C \"c1\" ]")
			.valid("3", "server", "CONNECT with a long client id",
					"10 [ \"MQIsdp\" 03 00 003C \"an id of more than twenty-three characters\" ]")
			.valid("3", "server", "CONNECT with all",
					"10 [ \"MQIsdp\" 03 F6 FFFF \"c\" \"w/t\" { 'gone' } \"u\" \"p\" ]")
			.valid("3", "server", "CONNECT with will QoS but no will", "10 [ \"MQIsdp\" 03 0A 0000 \"c\" ]")
			.refused("3", "server", 0x85, "CONNECT without client id", "10 [ \"MQIsdp\" 03 02 0000 \"\" ]")
			.refused("3", "server", 0x81, "CONNECT with will QoS 3", "10 [ \"MQIsdp\" 03 1E 0000 \"c\" \"t\" { } ]")
			.refused("3", "server", 0x81, "CONNECT with password alone", "10 [ \"MQIsdp\" 03 42 0000 \"c\" \"p\" ]")
			.refused("3", "server", 0x81, "CONNECT with bytes at its end", "10 [ \"MQIsdp\" 03 02 0000 \"c\" 00 ]");
	}

	private static void versions(Rows rows) {
		rows.refused("5", "server", 0x84, "CONNECT of level 6", "10 [ \"MQTT\" 06 02 0000 00 \"c\" ]")
			.refused("4", "server", 0x84, "CONNECT of level 3 with the later name", "10 [ \"MQTT\" 03 02 0000 \"c\" ]")
			.refused("4", "server", 0x84, "CONNECT of level 0", "10 [ \"MQTT\" 00 02 0000 \"c\" ]")
			.refused("4", "server", 0x84, "CONNECT of a bridge", "10 [ \"MQTT\" 84 02 0000 \"c\" ]")
			.refused("3", "server", 0x84, "CONNECT of level 4 with the early name",
					"10 [ \"MQIsdp\" 04 02 0000 \"c\" ]")
			.refused("4", "server", 0x84, "CONNECT of another protocol", "10 [ \"mqtt\" 04 02 0000 \"c\" ]")
			.refused("5", "server", 0x81, "CONNECT without a level", "10 [ \"MQTT\" ]")
			.refused("5", "server", 0x81, "CONNECT without anything", "10 00")
			.refused("5", "server", 0x81, "CONNECT whose name ends early", "10 [ 0004 'MQ' ]");
	}

	private static void connack(Rows rows) {
		rows.valid("34", "client", "CONNACK that accepts", "20 [ 00 00 ]")
			.valid("4", "client", "CONNACK with a session", "20 [ 01 00 ]")
			.valid("34", "client", "CONNACK that refuses", "20 [ 00 05 ]")
			.valid("5", "client", "CONNACK that accepts", "20 [ 00 00 00 ]")
			.valid("5", "client", "CONNACK with all", """
					20 [ 01 00 [ 11 00000010 21 0002 24 01 25 00 27 00010000 12 "made-up" 22 0003 1F "why" 26 "n" "v"
					28 00 29 01 2A 00 13 0050 1A "resp" 1C "other" 15 "SCRAM" 16 { 01 } ] ]""")
			.valid("5", "client", "CONNACK that refuses", "20 [ 00 87 00 ]")
			.refused("45", "client", 0x81, "CONNACK with reserved flags", "20 [ 02 00 00 ]")
			.refused("4", "client", 0x82, "CONNACK that refuses with a session", "20 [ 01 05 ]")
			.refused("5", "client", 0x82, "CONNACK that refuses with a session", "20 [ 01 87 00 ]")
			.refused("34", "client", 0x82, "CONNACK with code 6", "20 [ 00 06 ]")
			.refused("5", "client", 0x82, "CONNACK with a DISCONNECT code", "20 [ 00 8E 00 ]")
			.refused("5", "client", 0x81, "CONNACK without properties", "20 [ 00 00 ]")
			.refused("34", "client", 0x81, "CONNACK with bytes at its end", "20 [ 00 00 00 ]")
			.refused("5", "client", 0x81, "CONNACK with bytes at its end", "20 [ 00 00 00 00 ]")
			.refused("345", "client", 0x81, "CONNACK with flags in its first byte", "21 [ 00 00 00 ]")
			.refused("345", "client", 0x81, "CONNACK without anything", "20 00");
	}

}
