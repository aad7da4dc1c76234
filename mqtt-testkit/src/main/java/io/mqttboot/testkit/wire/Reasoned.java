package io.mqttboot.testkit.wire;

/**
 * DISCONNECT or AUTH: a reason code and properties, which only MQTT 5 writes.
 */
public final class Reasoned extends Packet<Reasoned> {

	private int code;

	private boolean ofClient;

	Reasoned(PacketType type) {
		super(type);
	}

	/** It is read from a client. */
	Reasoned ofClient() {
		this.ofClient = true;
		return this;
	}

	Reasoned code(int code) {
		this.code = code;
		return this;
	}

	/**
	 * Returns the reason code.
	 * @return the code
	 */
	public int code() {
		return this.code;
	}

	@Override
	Reasoned self() {
		return this;
	}

	@Override
	void writeBody(ByteWriter out, Version version) {
		if (version == Version.V5 && (this.code != 0 || !properties().isEmpty())) {
			out.one(this.code);
			if (!properties().isEmpty()) {
				writeProperties(out, version);
			}
		}
	}

	@Override
	void readBody(ByteReader in, Version version) {
		if (in.hasMore()) {
			this.code = in.one();
			if (this.ofClient) {
				ReasonCodes.checkOfClient(type(), this.code);
			}
			else {
				ReasonCodes.check(type(), this.code, version);
			}
			if (in.hasMore()) {
				readProperties(in, version);
			}
		}
	}

	@Override
	String fields() {
		return " code=0x" + Integer.toHexString(this.code);
	}

}
