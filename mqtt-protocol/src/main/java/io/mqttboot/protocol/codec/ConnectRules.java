package io.mqttboot.protocol.codec;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.Property.Place;
import org.jspecify.annotations.Nullable;

/**
 * What a CONNECT must be (MQTT 5.0, 3.1).
 */
final class ConnectRules {

	private static final int RESERVED = 0x01;

	private static final int CLEAN = 0x02;

	private static final int WILL = 0x04;

	private static final int WILL_RETAIN = 0x20;

	private static final int PASSWORD = 0x40;

	private static final int USER_NAME = 0x80;

	private ConnectRules() {
	}

	/** Returns the version of a protocol name and level. */
	static MqttVersion version(String name, int level) {
		for (MqttVersion version : MqttVersion.values()) {
			if (version.protocolName().equals(name) && version.protocolLevel() == level) {
				return version;
			}
		}
		// [MQTT-3.1.2-1] [MQTT-3.1.2-2]
		throw new MqttProtocolException(MqttReasonCode.UNSUPPORTED_PROTOCOL_VERSION, "no MQTT of level " + level);
	}

	/**
	 * Returns the version that a client with this name and level understands an answer
	 * of, {@code null} if it does not speak MQTT. Bridges set the level's highest bit.
	 */
	static @Nullable MqttVersion answerVersion(String name, int level) {
		if (MqttVersion.MQTT_3_1.protocolName().equals(name)) {
			return MqttVersion.MQTT_3_1;
		}
		if (MqttVersion.MQTT_5.protocolName().equals(name)) {
			return ((level & 0x7F) < MqttVersion.MQTT_5.protocolLevel()) ? MqttVersion.MQTT_3_1_1 : MqttVersion.MQTT_5;
		}
		return null;
	}

	/** Checks everything that follows the protocol level. */
	static void check(FrameReader in, MqttVersion version) {
		int flags = in.u8();
		checkFlags(flags, version);
		in.u16();
		if (version.is5()) {
			PropertyRules.check(in, Place.CONNECT);
		}
		checkClientId(in, flags, version);
		if ((flags & WILL) != 0) {
			checkWill(in, version);
		}
		if ((flags & USER_NAME) != 0) {
			in.skipString();
		}
		if ((flags & PASSWORD) != 0) {
			in.skipBinary();
		}
		in.finish();
	}

	private static void checkFlags(int flags, MqttVersion version) {
		boolean is31 = version == MqttVersion.MQTT_3_1;
		int willQos = flags >> 3 & 3;
		if ((flags & RESERVED) != 0 && !is31) {
			throw Refusal.malformed("CONNECT with the reserved flag"); // [MQTT-3.1.2-3]
		}
		if ((flags & WILL) != 0 && willQos == 3) {
			throw Refusal.malformed("will with QoS 3"); // [MQTT-3.1.2-12]
		}
		// MQTT 3.1 disregards what it says about a will that is not there
		if ((flags & WILL) == 0 && !is31 && (willQos != 0 || (flags & WILL_RETAIN) != 0)) {
			throw Refusal.malformed("will flags without a will"); // [MQTT-3.1.2-11]
																	// [MQTT-3.1.2-13]
		}
		if ((flags & PASSWORD) != 0 && (flags & USER_NAME) == 0 && !version.is5()) {
			throw Refusal.malformed("password without user name"); // [3.1.1:MQTT-3.1.2-22]
		}
	}

	private static void checkClientId(FrameReader in, int flags, MqttVersion version) {
		int from = in.remaining();
		in.skipString();
		boolean empty = from - in.remaining() == 2;
		if (empty && (version == MqttVersion.MQTT_3_1 || (!version.is5() && (flags & CLEAN) == 0))) {
			// [3.1.1:MQTT-3.1.3-8]
			throw new MqttProtocolException(MqttReasonCode.CLIENT_IDENTIFIER_NOT_VALID, "no client identifier");
		}
	}

	private static void checkWill(FrameReader in, MqttVersion version) {
		if (version.is5()) {
			PropertyRules.check(in, Place.WILL);
		}
		String topic = in.string();
		if (topic.isEmpty()) {
			throw new MqttProtocolException(MqttReasonCode.TOPIC_NAME_INVALID, "will without topic"); // [MQTT-4.7.3-1]
		}
		TopicRules.checkName(topic, in.limits());
		in.skipBinary();
	}

}
