package io.mqttboot.protocol.codec;

/**
 * The four packets that acknowledge a PUBLISH, with their packet type on the wire.
 */
public enum AckType {

	/** QoS 1, the only answer. */
	PUBACK(4),

	/** QoS 2, first answer. */
	PUBREC(5),

	/** QoS 2, the sender lets go. */
	PUBREL(6),

	/** QoS 2, the end. */
	PUBCOMP(7);

	private final int packetType;

	AckType(int packetType) {
		this.packetType = packetType;
	}

	/**
	 * Returns the packet type.
	 * @return 4 to 7
	 */
	public int packetType() {
		return this.packetType;
	}

}
