package io.mqttboot.protocol.codec;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.Property.Place;

/**
 * What the packets must be that are neither hot nor CONNECT: a strict walk from the first
 * field to the last (MQTT 5.0, chapter 3).
 */
final class PacketRules {

	private final FrameReader in;

	private final boolean server;

	PacketRules(FrameReader in, FrameDecoder.Role role) {
		this.in = in;
		this.server = role == FrameDecoder.Role.SERVER;
	}

	void check(PacketType type, MqttVersion version) {
		switch (type) {
			case CONNACK -> checkConnack(version);
			case SUBSCRIBE -> checkSubscribe(version);
			case SUBACK -> checkSuback(version);
			case UNSUBSCRIBE -> checkUnsubscribe(version);
			case UNSUBACK -> checkUnsuback(version);
			case DISCONNECT -> checkDisconnect(version);
			case AUTH -> checkAuth();
			default -> throw new IllegalStateException("rules for " + type + " are elsewhere, this is a bug");
		}
		this.in.finish();
	}

	private void checkConnack(MqttVersion version) {
		int flags = this.in.u8();
		if ((flags & 0xFE) != 0 && version != MqttVersion.MQTT_3_1) {
			throw Refusal.malformed("CONNACK with reserved flags"); // [MQTT-3.2.2-1]
		}
		if (version.is5() && this.in.remaining() == 1) {
			throw oldConnack(this.in.u8());
		}
		int code = (version.is5() ? ReasonCodes.CONNACK : ReasonCodes.CONNACK_3).read(this.in);
		if (code != 0 && (flags & 1) != 0 && version != MqttVersion.MQTT_3_1) {
			throw Refusal.protocolError("CONNACK refuses and has a session"); // [MQTT-3.2.2-6]
		}
		if (version.is5()) {
			PropertyRules.check(this.in, Place.CONNACK);
		}
	}

	// as servers answer that know no MQTT 5 [3.1.1:MQTT-3.1.2-2]
	private static MqttProtocolException oldConnack(int code) {
		return (code == 1)
				? new MqttProtocolException(MqttReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
						"the server answers as one that speaks no MQTT 5")
				: Refusal.malformed("CONNACK without properties");
	}

	private void checkSubscribe(MqttVersion version) {
		this.in.packetId();
		if (version.is5()) {
			PropertyRules.check(this.in, Place.SUBSCRIBE);
		}
		if (this.in.remaining() == 0) {
			throw Refusal.protocolError("SUBSCRIBE without a filter"); // [MQTT-3.8.3-2]
		}
		while (this.in.remaining() > 0) {
			String filter = this.in.string();
			TopicRules.checkFilterSize(filter, this.in.limits());
			checkSubscriptionOptions(this.in.u8(), filter, version.is5());
		}
	}

	private static void checkSubscriptionOptions(int options, String filter, boolean is5) {
		if ((options & (is5 ? 0xC0 : 0xFC)) != 0) {
			// [MQTT-3.8.3-5] [3.1.1:MQTT-3.8.3-4]
			throw Refusal.malformed("SUBSCRIBE with reserved option bits");
		}
		if ((options & 3) == 3) {
			throw is5 ? Refusal.protocolError("SUBSCRIBE with QoS 3") : Refusal.malformed("SUBSCRIBE with QoS 3");
		}
		if ((options & 0x30) == 0x30) {
			throw Refusal.protocolError("SUBSCRIBE with retain handling 3"); // 3.8.3.1
		}
		if ((options & 4) != 0 && (filter.startsWith("$share/") || filter.startsWith("$queue/"))) {
			throw Refusal.protocolError("no local on a shared subscription"); // [MQTT-3.8.3-4]
		}
	}

	private void checkSuback(MqttVersion version) {
		this.in.packetId();
		if (version.is5()) {
			PropertyRules.check(this.in, Place.SUBACK);
		}
		checkReasonCodes(version.is5() ? ReasonCodes.SUBACK : ReasonCodes.SUBACK_3);
	}

	private void checkUnsubscribe(MqttVersion version) {
		this.in.packetId();
		if (version.is5()) {
			PropertyRules.check(this.in, Place.UNSUBSCRIBE);
		}
		if (this.in.remaining() == 0) {
			throw Refusal.protocolError("UNSUBSCRIBE without a filter"); // [MQTT-3.10.3-2]
		}
		while (this.in.remaining() > 0) {
			TopicRules.checkFilterSize(this.in.string(), this.in.limits());
		}
	}

	private void checkUnsuback(MqttVersion version) {
		this.in.packetId();
		if (version.is5()) {
			PropertyRules.check(this.in, Place.UNSUBACK);
			checkReasonCodes(ReasonCodes.UNSUBACK);
		}
	}

	private void checkReasonCodes(ReasonCodes codes) {
		do {
			codes.read(this.in);
		}
		while (this.in.remaining() > 0);
	}

	private void checkDisconnect(MqttVersion version) {
		if (!version.is5() || this.in.remaining() == 0) {
			return; // 3.14.2.1: normal disconnection
		}
		(this.server ? ReasonCodes.DISCONNECT_OF_CLIENT : ReasonCodes.DISCONNECT_OF_SERVER).read(this.in);
		if (this.in.remaining() > 0) {
			PropertyRules.check(this.in, this.server ? Place.DISCONNECT_OF_CLIENT : Place.DISCONNECT_OF_SERVER);
		}
	}

	private void checkAuth() {
		if (this.in.remaining() == 0 && !this.server) {
			return; // 3.15.2.1: success
		}
		(this.server ? ReasonCodes.AUTH_OF_CLIENT : ReasonCodes.AUTH_OF_SERVER).read(this.in);
		long seen = PropertyRules.check(this.in, Place.AUTH);
		if (!PropertyRules.has(seen, Property.AUTHENTICATION_METHOD)) {
			throw Refusal.protocolError("AUTH without a method"); // 3.15.2.2.2
		}
	}

}
