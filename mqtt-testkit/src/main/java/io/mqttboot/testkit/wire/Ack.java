package io.mqttboot.testkit.wire;

/**
 * PUBACK, PUBREC, PUBREL or PUBCOMP.
 */
public final class Ack extends Packet<Ack> {

	private int packetId;

	private int code;

	Ack(PacketType type) {
		super(type);
	}

	Ack id(int packetId) {
		this.packetId = packetId;
		return this;
	}

	/** Sets the reason code; only MQTT 5 writes it. */
	public Ack code(int code) {
		this.code = code;
		return this;
	}

	/**
	 * Returns the packet id.
	 * @return the id
	 */
	public int id() {
		return this.packetId;
	}

	/**
	 * Returns the reason code.
	 * @return the code, 0 before MQTT 5
	 */
	public int code() {
		return this.code;
	}

	@Override
	Ack self() {
		return this;
	}

	@Override
	void writeBody(ByteWriter out, Version version) {
		out.two(this.packetId);
		if (version == Version.V5 && (this.code != 0 || !properties().isEmpty())) {
			out.one(this.code);
			if (!properties().isEmpty()) {
				writeProperties(out, version);
			}
		}
	}

	@Override
	void readBody(ByteReader in, Version version) {
		this.packetId = in.two();
		if (version == Version.V5 && in.hasMore()) {
			this.code = in.one();
			ReasonCodes.check(type(), this.code, version);
			if (in.hasMore()) {
				readProperties(in, version);
			}
		}
	}

	@Override
	String fields() {
		return " id=" + this.packetId + " code=0x" + Integer.toHexString(this.code);
	}

}
