package io.mqttboot.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.mqttboot.testkit.PacketCases.Packet;

/**
 * Every MQTT 5.0 property in every packet: once, twice, with its bounds and with too few
 * bytes (2.2.2.2). Written out here once more, so that a mistake in a codec's own table
 * is found.
 */
final class PacketCasesProperties {

	// where properties stand, as "name|direction|packet with the properties at §"
	private static final String[] PLACES = { "CONNECT|server|10 [ \"MQTT\" 05 02 0000 [ § ] \"c\" ]",
			"WILL|server|10 [ \"MQTT\" 05 06 0000 00 \"c\" [ § ] \"t\" { } ]", "CONNACK|client|20 [ 00 00 [ § ] ]",
			"PUBLISH|server|32 [ \"t\" 0001 [ § ] 'x' ]", "PUBLISH|client|32 [ \"t\" 0001 [ § ] 'x' ]",
			"PUBACK|server|40 [ 0001 00 [ § ] ]", "PUBACK|client|40 [ 0001 00 [ § ] ]",
			"PUBREC|server|50 [ 0001 00 [ § ] ]", "PUBREC|client|50 [ 0001 00 [ § ] ]",
			"PUBREL|server|62 [ 0001 00 [ § ] ]", "PUBREL|client|62 [ 0001 00 [ § ] ]",
			"PUBCOMP|server|70 [ 0001 00 [ § ] ]", "PUBCOMP|client|70 [ 0001 00 [ § ] ]",
			"SUBSCRIBE|server|82 [ 0001 [ § ] \"t\" 00 ]", "SUBACK|client|90 [ 0001 [ § ] 00 ]",
			"UNSUBSCRIBE|server|A2 [ 0001 [ § ] \"t\" ]", "UNSUBACK|client|B0 [ 0001 [ § ] 00 ]",
			"DISCONNECT|server|E0 [ 00 [ § ] ]", "DISCONNECT|client|E0 [ 80 [ § ] ]", "AUTH|server|F0 [ 18 [ § ] ]",
			"AUTH|client|F0 [ 18 [ § ] ]" };

	private static final String ALL = Arrays.stream(PLACES)
		.map((place) -> place.substring(0, place.indexOf('|')))
		.reduce("", (left, right) -> left + " " + right);

	// identifier | good values | values that are a protocol error | packets
	private static final String[] PROPERTIES = { "01|00,01|02,FF|PUBLISH WILL", "02|00000000,FFFFFFFF||PUBLISH WILL",
			"03|\"\",\"text/plain\"||PUBLISH WILL", "08|\"a\",\"a/b\"|\"\",\"+\",\"a/#\"|PUBLISH WILL",
			"09|{ },{ 00FF }||PUBLISH WILL", "0B|01,FFFFFF7F|00|PUBLISH:client SUBSCRIBE",
			"11|00000000,FFFFFFFF||CONNECT CONNACK DISCONNECT:server", "12|\"c1\"||CONNACK", "13|0000,FFFF||CONNACK",
			"15|\"SCRAM\"||CONNECT CONNACK AUTH", "16|{ },{ 01 }||CONNECT CONNACK AUTH", "17|00,01|02|CONNECT",
			"18|00000000,FFFFFFFF||WILL", "19|00,01|02|CONNECT", "1A|\"r\"||CONNACK",
			"1C|\"s\"||CONNACK DISCONNECT:client",
			"1F|\"\",\"why\"||CONNACK PUBACK PUBREC PUBREL PUBCOMP SUBACK UNSUBACK DISCONNECT AUTH",
			"21|0001,FFFF|0000|CONNECT CONNACK", "22|0000,FFFF||CONNECT CONNACK", "23|0001,FFFF||PUBLISH",
			"24|00,01|02|CONNACK", "25|00,01|02|CONNACK", "26|\"n\" \"v\",\"\" \"\"||" + ALL,
			"27|00000001,FFFFFFFF|00000000|CONNECT CONNACK", "28|00,01|02|CONNACK", "29|00,01|02|CONNACK",
			"2A|00,01|02|CONNACK" };

	private PacketCasesProperties() {
	}

	static List<Packet> cases() {
		List<Packet> all = new ArrayList<>();
		for (String place : PLACES) {
			for (String property : PROPERTIES) {
				add(all, place.split("\\|"), property.split("\\|"));
			}
		}
		return all;
	}

	private static void add(List<Packet> all, String[] place, String[] property) {
		String id = property[0];
		String name = "property " + id + " in " + place[0];
		String[] good = property[1].split(",");
		boolean here = stands(property[3], place[0], place[1]);
		boolean otherWay = stands(property[3], place[0], "server".equals(place[1]) ? "client" : "server");
		if (!here) {
			all.add(row(place, otherWay ? 0x82 : 0x81, name, id + " " + good[0]));
			return;
		}
		for (String value : good) {
			all.add(row(place, PacketCases.VALID, name + " with " + value, id + " " + value));
		}
		for (String value : property[2].split(",")) {
			if (!value.isEmpty()) {
				all.add(row(place, 0x82, name + " with " + value, id + " " + value));
			}
		}
		boolean many = "26".equals(id) || ("0B".equals(id) && "PUBLISH".equals(place[0]));
		String last = id + " " + good[good.length - 1];
		all.add(row(place, many ? PacketCases.VALID : 0x82, name + " twice", last + " " + last));
		all.add(cut(place, name + " cut short", last));
	}

	private static boolean stands(String places, String place, String direction) {
		List<String> list = List.of(places.trim().split(" "));
		return list.contains(place) || list.contains(place + ":" + direction);
	}

	private static Packet row(String[] place, int answer, String name, String properties) {
		String whole = needs(place[0], properties) + properties;
		return new Packet(name, 5, "server".equals(place[1]), answer, PacketCases.bytes(place[2].replace("§", whole)));
	}

	// a property that loses its last byte to what follows the properties
	private static Packet cut(String[] place, String name, String property) {
		byte[] whole = PacketCases.bytes(needs(place[0], property) + property);
		StringBuilder hex = new StringBuilder();
		for (int i = 0; i < whole.length - 1; i++) {
			hex.append(String.format("%02X", whole[i]));
		}
		return new Packet(name, 5, "server".equals(place[1]), 0x81,
				PacketCases.bytes(place[2].replace("§", hex.toString())));
	}

	// authentication data and AUTH need a method
	private static String needs(String place, String property) {
		boolean data = property.startsWith("16") && !"WILL".equals(place);
		return (data || "AUTH".equals(place)) && !property.startsWith("15") ? "15 \"M\" " : "";
	}

}
