package io.mqttboot.testkit.wire;

/**
 * CONNACK.
 */
public final class Connack extends Packet<Connack> {

	private boolean sessionPresent;

	private int code;

	Connack() {
		super(PacketType.CONNACK);
	}

	/** Expects that the session was there. */
	public Connack sessionPresent(boolean sessionPresent) {
		this.sessionPresent = sessionPresent;
		return this;
	}

	/** Expects a reason or return code. */
	public Connack code(int code) {
		this.code = code;
		return this;
	}

	/**
	 * Returns whether the session was there.
	 * @return session present
	 */
	public boolean sessionPresent() {
		return this.sessionPresent;
	}

	/**
	 * Returns the reason or return code.
	 * @return the code
	 */
	public int code() {
		return this.code;
	}

	@Override
	Connack self() {
		return this;
	}

	@Override
	void writeBody(ByteWriter out, Version version) {
		out.one(this.sessionPresent ? 1 : 0).one(this.code);
		writeProperties(out, version);
	}

	@Override
	void readBody(ByteReader in, Version version) {
		int flags = in.one();
		ByteReader.check((flags & 0xFE) == 0, "reserved flags of CONNACK are set");
		this.sessionPresent = flags == 1;
		this.code = in.one();
		ReasonCodes.check(type(), this.code, version);
		// a version that is not served is refused in the form of 3.1.1, see MQTT-3.1.2-2
		if (in.hasMore()) {
			readProperties(in, version);
		}
		else {
			ByteReader.check(version != Version.V5 || this.code == 1, "CONNACK has no property length");
		}
	}

	@Override
	String fields() {
		return " sessionPresent=" + this.sessionPresent + " code=0x" + Integer.toHexString(this.code);
	}

}
