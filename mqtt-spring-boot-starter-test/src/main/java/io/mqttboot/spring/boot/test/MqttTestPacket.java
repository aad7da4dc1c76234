package io.mqttboot.spring.boot.test;

import org.jspecify.annotations.Nullable;

/**
 * A packet that a broker sends, by its type: what {@link MqttTestBroker#loseNext} can
 * lose.
 */
public enum MqttTestPacket {

	/** The answer to CONNECT. */
	CONNACK(2),

	/** A message. */
	PUBLISH(3),

	/** The acknowledgement of a QoS 1 message. */
	PUBACK(4),

	/** A QoS 2 message was received. */
	PUBREC(5),

	/** A QoS 2 message may be handled. */
	PUBREL(6),

	/** A QoS 2 message is done with. */
	PUBCOMP(7),

	/** The answer to SUBSCRIBE. */
	SUBACK(9),

	/** The answer to UNSUBSCRIBE. */
	UNSUBACK(11),

	/** The answer to PINGREQ. */
	PINGRESP(13),

	/** The broker ends the connection; MQTT 5. */
	DISCONNECT(14),

	/** A step of an enhanced authentication; MQTT 5. */
	AUTH(15);

	private static final @Nullable MqttTestPacket[] BY_CODE = new MqttTestPacket[16];

	static {
		for (MqttTestPacket each : values()) {
			BY_CODE[each.code] = each;
		}
	}

	private final int code;

	MqttTestPacket(int code) {
		this.code = code;
	}

	/** The type of a packet by its first byte, {@code null} if no broker sends it. */
	static @Nullable MqttTestPacket of(byte first) {
		return BY_CODE[(first & 0xF0) >> 4];
	}

	/** Whether it answers a packet of a client that is connected. */
	boolean isAcknowledgement() {
		return switch (this) {
			case PUBACK, PUBREC, PUBCOMP, SUBACK, UNSUBACK -> true;
			default -> false;
		};
	}

}
