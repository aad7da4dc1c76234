package io.mqttboot.testkit.wire;

import java.util.Map;
import java.util.Set;

/**
 * The codes that a packet may carry; a client has others for DISCONNECT and AUTH.
 */
final class ReasonCodes {

	private static final Set<Integer> DELIVERY = Set.of(0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99);

	private static final Set<Integer> RELEASE = Set.of(0x00, 0x92);

	private static final Map<PacketType, Set<Integer>> OF_MQTT_5 = Map.of(PacketType.CONNACK,
			Set.of(0x00, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8C, 0x90, 0x95, 0x97, 0x99,
					0x9A, 0x9B, 0x9C, 0x9D, 0x9F),
			PacketType.PUBACK, DELIVERY, PacketType.PUBREC, DELIVERY, PacketType.PUBREL, RELEASE, PacketType.PUBCOMP,
			RELEASE, PacketType.SUBACK, Set.of(0x00, 0x01, 0x02, 0x80, 0x83, 0x87, 0x8F, 0x91, 0x97, 0x9E, 0xA1, 0xA2),
			PacketType.UNSUBACK, Set.of(0x00, 0x11, 0x80, 0x83, 0x87, 0x8F, 0x91), PacketType.DISCONNECT,
			Set.of(0x00, 0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8B, 0x8D, 0x8E, 0x8F, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97,
					0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F, 0xA0, 0xA1, 0xA2),
			PacketType.AUTH, Set.of(0x00, 0x18));

	private static final Map<PacketType, Set<Integer>> OF_MQTT_3 = Map.of(PacketType.CONNACK, Set.of(0, 1, 2, 3, 4, 5),
			PacketType.SUBACK, Set.of(0x00, 0x01, 0x02, 0x80));

	private static final Map<PacketType, Set<Integer>> OF_CLIENT = Map.of(PacketType.DISCONNECT,
			Set.of(0x00, 0x04, 0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99), PacketType.AUTH,
			Set.of(0x18, 0x19));

	private ReasonCodes() {
	}

	static void checkOfClient(PacketType type, int code) {
		ByteReader.check(OF_CLIENT.getOrDefault(type, Set.of()).contains(code),
				type + " of a client has the code 0x" + Integer.toHexString(code));
	}

	static void check(PacketType type, int code, Version version) {
		// a version that is not served is refused in the form of 3.1.1
		boolean refusedVersion = type == PacketType.CONNACK && code == 1;
		Set<Integer> codes = ((version == Version.V5) ? OF_MQTT_5 : OF_MQTT_3).getOrDefault(type, Set.of(0));
		ByteReader.check(refusedVersion || codes.contains(code), type + " has the code 0x" + Integer.toHexString(code));
	}

}
