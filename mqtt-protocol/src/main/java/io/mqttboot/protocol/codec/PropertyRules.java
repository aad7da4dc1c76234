package io.mqttboot.protocol.codec;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.protocol.codec.Property.Place;

/**
 * Reads properties by the table {@link Property}: which may stand where, how often, of
 * which type and range.
 */
final class PropertyRules {

	private PropertyRules() {
	}

	/**
	 * Checks the properties of a packet and forgets their values.
	 * @return the {@link Property#bit()}s of all that were there
	 */
	static long check(FrameReader in, Place place) {
		long seen = 0;
		int after = in.narrow(in.vbi());
		while (in.remaining() > 0) {
			Property property = next(in, place, seen);
			seen |= property.bit();
			skip(in, property);
		}
		in.widen(after);
		if (has(seen, Property.AUTHENTICATION_DATA) && !has(seen, Property.AUTHENTICATION_METHOD)) {
			throw Refusal.protocolError("authentication data without a method"); // 3.1.2.11.10
		}
		return seen;
	}

	static boolean has(long seen, Property property) {
		return (seen & property.bit()) != 0;
	}

	/** Reads an identifier and returns what it stands for, if it may stand here. */
	static Property next(FrameReader in, Place place, long seen) {
		int id = in.vbi();
		Property property = Property.of(id);
		if (property == null) {
			throw Refusal.malformed("no property " + id);
		}
		if (!property.standsIn(place)) {
			// 2.2.2.2: not in this packet is malformed; not from this side is a protocol
			// error [MQTT-3.3.4-6] [MQTT-3.14.2-2]
			throw property.standsIn(place.otherWay()) ? Refusal.protocolError(property + " in " + place)
					: Refusal.malformed(property + " in " + place);
		}
		if (has(seen, property) && !property.repeatsIn(place)) {
			throw Refusal.protocolError(property + " twice");
		}
		return property;
	}

	static long number(FrameReader in, Property property) {
		long value = switch (property.type()) {
			case BYTE -> in.u8();
			case TWO_BYTES -> in.u16();
			case FOUR_BYTES -> in.u32();
			case VARIABLE -> in.vbi();
			default -> throw new IllegalStateException(property + " read as a number is a bug");
		};
		if (!property.allows(value)) {
			throw new MqttProtocolException((property == Property.TOPIC_ALIAS) ? MqttReasonCode.TOPIC_ALIAS_INVALID
					: MqttReasonCode.PROTOCOL_ERROR, property + " is " + value);
		}
		return value;
	}

	private static void skip(FrameReader in, Property property) {
		switch (property.type()) {
			case TEXT -> skipText(in, property);
			case TEXT_PAIR -> in.skipUserProperty();
			case BINARY -> in.skipBinary();
			case BYTE, TWO_BYTES, FOUR_BYTES, VARIABLE -> number(in, property);
		}
	}

	private static void skipText(FrameReader in, Property property) {
		if (property == Property.RESPONSE_TOPIC) {
			TopicRules.checkResponseTopic(in.string(), in.limits());
		}
		else {
			in.skipString();
		}
	}

}
