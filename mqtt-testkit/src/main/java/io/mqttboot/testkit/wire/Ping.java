package io.mqttboot.testkit.wire;

/**
 * PINGREQ or PINGRESP.
 */
public final class Ping extends Packet<Ping> {

	Ping(PacketType type) {
		super(type);
	}

	@Override
	Ping self() {
		return this;
	}

	@Override
	void writeBody(ByteWriter out, Version version) {
		// there is none
	}

	@Override
	void readBody(ByteReader in, Version version) {
		// there is none
	}

	@Override
	String fields() {
		return "";
	}

}
