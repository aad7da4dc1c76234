package io.mqttboot.testkit.wire;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The properties of MQTT 5: number, form, and the packets that may have them.
 */
public enum Property {

	/** Payload format indicator. */
	PAYLOAD_FORMAT(0x01, Form.BYTE, PacketType.PUBLISH),
	/** Message expiry interval in seconds. */
	MESSAGE_EXPIRY(0x02, Form.FOUR_BYTES, PacketType.PUBLISH),
	/** Content type. */
	CONTENT_TYPE(0x03, Form.STRING, PacketType.PUBLISH),
	/** Response topic. */
	RESPONSE_TOPIC(0x08, Form.STRING, PacketType.PUBLISH),
	/** Correlation data. */
	CORRELATION_DATA(0x09, Form.BINARY, PacketType.PUBLISH),
	/** Subscription identifier. */
	SUBSCRIPTION_ID(0x0B, Form.VARIABLE, PacketType.PUBLISH, PacketType.SUBSCRIBE),
	/** Session expiry interval in seconds. */
	SESSION_EXPIRY(0x11, Form.FOUR_BYTES, PacketType.CONNECT, PacketType.CONNACK, PacketType.DISCONNECT),
	/** Assigned client identifier. */
	ASSIGNED_CLIENT_ID(0x12, Form.STRING, PacketType.CONNACK),
	/** Server keep alive in seconds. */
	SERVER_KEEP_ALIVE(0x13, Form.TWO_BYTES, PacketType.CONNACK),
	/** Authentication method. */
	AUTH_METHOD(0x15, Form.STRING, PacketType.CONNECT, PacketType.CONNACK, PacketType.AUTH),
	/** Authentication data. */
	AUTH_DATA(0x16, Form.BINARY, PacketType.CONNECT, PacketType.CONNACK, PacketType.AUTH),
	/** Request problem information. */
	REQUEST_PROBLEM_INFO(0x17, Form.BYTE, PacketType.CONNECT),
	/** Will delay interval in seconds. */
	WILL_DELAY(0x18, Form.FOUR_BYTES),
	/** Request response information. */
	REQUEST_RESPONSE_INFO(0x19, Form.BYTE, PacketType.CONNECT),
	/** Response information. */
	RESPONSE_INFO(0x1A, Form.STRING, PacketType.CONNACK),
	/** Server reference. */
	SERVER_REFERENCE(0x1C, Form.STRING, PacketType.CONNACK, PacketType.DISCONNECT),
	/** Reason string. */
	REASON_STRING(0x1F, Form.STRING, PacketType.CONNACK, PacketType.PUBACK, PacketType.PUBREC, PacketType.PUBREL,
			PacketType.PUBCOMP, PacketType.SUBACK, PacketType.UNSUBACK, PacketType.DISCONNECT, PacketType.AUTH),
	/** Receive maximum. */
	RECEIVE_MAX(0x21, Form.TWO_BYTES, PacketType.CONNECT, PacketType.CONNACK),
	/** Topic alias maximum. */
	TOPIC_ALIAS_MAX(0x22, Form.TWO_BYTES, PacketType.CONNECT, PacketType.CONNACK),
	/** Topic alias. */
	TOPIC_ALIAS(0x23, Form.TWO_BYTES, PacketType.PUBLISH),
	/** Maximum QoS. */
	MAX_QOS(0x24, Form.BYTE, PacketType.CONNACK),
	/** Retain available. */
	RETAIN_AVAILABLE(0x25, Form.BYTE, PacketType.CONNACK),
	/** User property. */
	USER_PROPERTY(0x26, Form.PAIR, EnumSet.complementOf(EnumSet.of(PacketType.PINGREQ, PacketType.PINGRESP))),
	/** Maximum packet size. */
	MAX_PACKET_SIZE(0x27, Form.FOUR_BYTES, PacketType.CONNECT, PacketType.CONNACK),
	/** Wildcard subscription available. */
	WILDCARDS_AVAILABLE(0x28, Form.BYTE, PacketType.CONNACK),
	/** Subscription identifiers available. */
	SUBSCRIPTION_IDS_AVAILABLE(0x29, Form.BYTE, PacketType.CONNACK),
	/** Shared subscription available. */
	SHARED_AVAILABLE(0x2A, Form.BYTE, PacketType.CONNACK);

	private final int number;

	private final Form form;

	private final Set<PacketType> packets;

	Property(int number, Form form, PacketType... packets) {
		this(number, form,
				(packets.length == 0) ? EnumSet.noneOf(PacketType.class) : EnumSet.copyOf(Arrays.asList(packets)));
	}

	Property(int number, Form form, Set<PacketType> packets) {
		this.number = number;
		this.form = form;
		this.packets = packets;
	}

	int number() {
		return this.number;
	}

	Form form() {
		return this.form;
	}

	boolean mayStandIn(PacketType type) {
		return this.packets.contains(type);
	}

	/** Whether a packet from a server may have it more than once. */
	boolean repeats() {
		return this == USER_PROPERTY || this == SUBSCRIPTION_ID;
	}

	static Property of(int number) {
		return Arrays.stream(values())
			.filter((property) -> property.number == number)
			.findFirst()
			.orElseThrow(() -> new AssertionError("there is no property " + number));
	}

	/**
	 * How a value is written.
	 */
	enum Form {

		BYTE, TWO_BYTES, FOUR_BYTES, VARIABLE, STRING, BINARY, PAIR

	}

}
