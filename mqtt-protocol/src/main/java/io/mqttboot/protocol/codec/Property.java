package io.mqttboot.protocol.codec;

import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import static io.mqttboot.protocol.codec.Property.Place.ACK;
import static io.mqttboot.protocol.codec.Property.Place.AUTH;
import static io.mqttboot.protocol.codec.Property.Place.CONNACK;
import static io.mqttboot.protocol.codec.Property.Place.CONNECT;
import static io.mqttboot.protocol.codec.Property.Place.DISCONNECT_OF_CLIENT;
import static io.mqttboot.protocol.codec.Property.Place.DISCONNECT_OF_SERVER;
import static io.mqttboot.protocol.codec.Property.Place.PUBLISH_OF_CLIENT;
import static io.mqttboot.protocol.codec.Property.Place.PUBLISH_OF_SERVER;
import static io.mqttboot.protocol.codec.Property.Place.SUBACK;
import static io.mqttboot.protocol.codec.Property.Place.SUBSCRIBE;
import static io.mqttboot.protocol.codec.Property.Place.UNSUBACK;
import static io.mqttboot.protocol.codec.Property.Place.UNSUBSCRIBE;
import static io.mqttboot.protocol.codec.Property.Place.WILL;
import static io.mqttboot.protocol.codec.Property.Type.BINARY;
import static io.mqttboot.protocol.codec.Property.Type.BYTE;
import static io.mqttboot.protocol.codec.Property.Type.FOUR_BYTES;
import static io.mqttboot.protocol.codec.Property.Type.TEXT;
import static io.mqttboot.protocol.codec.Property.Type.TEXT_PAIR;
import static io.mqttboot.protocol.codec.Property.Type.TWO_BYTES;
import static io.mqttboot.protocol.codec.Property.Type.VARIABLE;

/**
 * The table of all MQTT 5.0 properties (2.2.2.2): identifier, type, smallest and largest
 * value, and the packets it may stand in.
 */
enum Property {

	PAYLOAD_FORMAT_INDICATOR(0x01, BYTE, 0, 1, PUBLISH_OF_CLIENT, PUBLISH_OF_SERVER, WILL),

	MESSAGE_EXPIRY_INTERVAL(0x02, FOUR_BYTES, 0, 0xFFFF_FFFFL, PUBLISH_OF_CLIENT, PUBLISH_OF_SERVER, WILL),

	CONTENT_TYPE(0x03, TEXT, 0, 0, PUBLISH_OF_CLIENT, PUBLISH_OF_SERVER, WILL),

	RESPONSE_TOPIC(0x08, TEXT, 0, 0, PUBLISH_OF_CLIENT, PUBLISH_OF_SERVER, WILL),

	CORRELATION_DATA(0x09, BINARY, 0, 0, PUBLISH_OF_CLIENT, PUBLISH_OF_SERVER, WILL),

	SUBSCRIPTION_IDENTIFIER(0x0B, VARIABLE, 1, Vbi.MAX, PUBLISH_OF_SERVER, SUBSCRIBE),

	SESSION_EXPIRY_INTERVAL(0x11, FOUR_BYTES, 0, 0xFFFF_FFFFL, CONNECT, CONNACK, DISCONNECT_OF_CLIENT),

	ASSIGNED_CLIENT_IDENTIFIER(0x12, TEXT, 0, 0, CONNACK),

	SERVER_KEEP_ALIVE(0x13, TWO_BYTES, 0, 0xFFFF, CONNACK),

	AUTHENTICATION_METHOD(0x15, TEXT, 0, 0, CONNECT, CONNACK, AUTH),

	AUTHENTICATION_DATA(0x16, BINARY, 0, 0, CONNECT, CONNACK, AUTH),

	REQUEST_PROBLEM_INFORMATION(0x17, BYTE, 0, 1, CONNECT),

	WILL_DELAY_INTERVAL(0x18, FOUR_BYTES, 0, 0xFFFF_FFFFL, WILL),

	REQUEST_RESPONSE_INFORMATION(0x19, BYTE, 0, 1, CONNECT),

	RESPONSE_INFORMATION(0x1A, TEXT, 0, 0, CONNACK),

	SERVER_REFERENCE(0x1C, TEXT, 0, 0, CONNACK, DISCONNECT_OF_SERVER),

	REASON_STRING(0x1F, TEXT, 0, 0, CONNACK, ACK, SUBACK, UNSUBACK, DISCONNECT_OF_CLIENT, DISCONNECT_OF_SERVER, AUTH),

	RECEIVE_MAXIMUM(0x21, TWO_BYTES, 1, 0xFFFF, CONNECT, CONNACK),

	TOPIC_ALIAS_MAXIMUM(0x22, TWO_BYTES, 0, 0xFFFF, CONNECT, CONNACK),

	TOPIC_ALIAS(0x23, TWO_BYTES, 1, 0xFFFF, PUBLISH_OF_CLIENT, PUBLISH_OF_SERVER),

	MAXIMUM_QOS(0x24, BYTE, 0, 1, CONNACK),

	RETAIN_AVAILABLE(0x25, BYTE, 0, 1, CONNACK),

	USER_PROPERTY(0x26, TEXT_PAIR, 0, 0, Place.values()),

	MAXIMUM_PACKET_SIZE(0x27, FOUR_BYTES, 1, 0xFFFF_FFFFL, CONNECT, CONNACK),

	WILDCARD_SUBSCRIPTION_AVAILABLE(0x28, BYTE, 0, 1, CONNACK),

	SUBSCRIPTION_IDENTIFIER_AVAILABLE(0x29, BYTE, 0, 1, CONNACK),

	SHARED_SUBSCRIPTION_AVAILABLE(0x2A, BYTE, 0, 1, CONNACK);

	private static final @Nullable Property[] BY_ID = new @Nullable Property[0x2B];

	static {
		for (Property property : values()) {
			BY_ID[property.id] = property;
		}
	}

	private final int id;

	private final Type type;

	private final long min;

	private final long max;

	private final Set<Place> places;

	Property(int id, Type type, long min, long max, Place... places) {
		this.id = id;
		this.type = type;
		this.min = min;
		this.max = max;
		this.places = EnumSet.copyOf(Set.of(places));
	}

	static @Nullable Property of(int id) {
		return (id < BY_ID.length) ? BY_ID[id] : null;
	}

	int id() {
		return this.id;
	}

	Type type() {
		return this.type;
	}

	boolean allows(long value) {
		return value >= this.min && value <= this.max;
	}

	boolean standsIn(Place place) {
		return this.places.contains(place);
	}

	/** Only these two may be repeated, the second not in SUBSCRIBE. */
	boolean repeatsIn(Place place) {
		return this == USER_PROPERTY || (this == SUBSCRIPTION_IDENTIFIER && place == PUBLISH_OF_SERVER);
	}

	long bit() {
		return 1L << this.id;
	}

	/** How a value stands on the wire (1.5). */
	enum Type {

		BYTE, TWO_BYTES, FOUR_BYTES, VARIABLE, TEXT, TEXT_PAIR, BINARY

	}

	/** Where properties stand; ACK is PUBACK, PUBREC, PUBREL and PUBCOMP. */
	enum Place {

		CONNECT, WILL, CONNACK, PUBLISH_OF_CLIENT, PUBLISH_OF_SERVER, ACK, SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK,
		DISCONNECT_OF_CLIENT, DISCONNECT_OF_SERVER, AUTH;

		/** The same packet from the other side, or this where only one side sends it. */
		Place otherWay() {
			return switch (this) {
				case PUBLISH_OF_CLIENT -> PUBLISH_OF_SERVER;
				case PUBLISH_OF_SERVER -> PUBLISH_OF_CLIENT;
				case DISCONNECT_OF_CLIENT -> DISCONNECT_OF_SERVER;
				case DISCONNECT_OF_SERVER -> DISCONNECT_OF_CLIENT;
				default -> this;
			};
		}

	}

}
