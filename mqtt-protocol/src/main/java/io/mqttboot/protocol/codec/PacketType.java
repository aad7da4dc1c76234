package io.mqttboot.protocol.codec;

import io.mqttboot.MqttVersion;
import org.jspecify.annotations.Nullable;

/**
 * The control packets by their number on the wire, who sends them, and the flags of their
 * first byte (MQTT 5.0, 2.1.2 and 2.1.3).
 */
enum PacketType {

	RESERVED(false, false, 0),

	CONNECT(true, false, 0),

	CONNACK(false, true, 0),

	PUBLISH(true, true, -1),

	PUBACK(true, true, 0),

	PUBREC(true, true, 0),

	PUBREL(true, true, 2),

	PUBCOMP(true, true, 0),

	SUBSCRIBE(true, false, 2),

	SUBACK(false, true, 0),

	UNSUBSCRIBE(true, false, 2),

	UNSUBACK(false, true, 0),

	PINGREQ(true, false, 0),

	PINGRESP(false, true, 0),

	DISCONNECT(true, true, 0),

	AUTH(true, true, 0);

	private static final int DUP = 8;

	private static final PacketType[] VALUES = values();

	private final boolean ofClient;

	private final boolean ofServer;

	// -1: they say something
	private final int flags;

	PacketType(boolean ofClient, boolean ofServer, int flags) {
		this.ofClient = ofClient;
		this.ofServer = ofServer;
		this.flags = flags;
	}

	static PacketType of(int first) {
		return VALUES[first >> 4];
	}

	/**
	 * Refuses a first byte that the other side cannot have sent.
	 * @param first the first byte
	 * @param role who reads it
	 * @param version the version, {@code null} while it is unknown
	 */
	static void checkFirstByte(int first, FrameDecoder.Role role, @Nullable MqttVersion version) {
		PacketType type = of(first);
		if (type == RESERVED || (type == AUTH && version != null && !version.is5())) {
			throw Refusal.malformed("packet type " + type.ordinal()); // 2.1.2
		}
		if (type == PUBLISH) {
			PublishReader.checkFirstByte(first);
		}
		else if ((first & 0xF) != type.flags && !type.toleratesDup(first, version)) {
			throw Refusal.malformed(type + " with reserved flags"); // [MQTT-2.1.3-1]
		}
		if (!((role == FrameDecoder.Role.SERVER) ? type.ofClient : type.ofServer)) {
			throw Refusal.protocolError(type + " from the wrong side");
		}
		if (type == DISCONNECT && role == FrameDecoder.Role.CLIENT && version != null && !version.is5()) {
			throw Refusal.protocolError("DISCONNECT of a server below MQTT 5.0"); // 3.1.1,
																					// 2.2.1
		}
	}

	// MQTT 3.1 re-sends these with DUP
	private boolean toleratesDup(int first, @Nullable MqttVersion version) {
		return version == MqttVersion.MQTT_3_1 && (first & 0xF) == (this.flags | DUP) && this.flags == 2;
	}

}
