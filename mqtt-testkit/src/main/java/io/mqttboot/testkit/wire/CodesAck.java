package io.mqttboot.testkit.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * SUBACK or UNSUBACK: a code for each filter. UNSUBACK writes them only in MQTT 5.
 */
public final class CodesAck extends Packet<CodesAck> {

	private final List<Integer> codes = new ArrayList<>();

	private int packetId;

	CodesAck(PacketType type) {
		super(type);
	}

	CodesAck answer(int packetId, int... codes) {
		this.packetId = packetId;
		for (int code : codes) {
			this.codes.add(code);
		}
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
	 * Returns the codes.
	 * @return one for each filter
	 */
	public List<Integer> codes() {
		return List.copyOf(this.codes);
	}

	@Override
	CodesAck self() {
		return this;
	}

	private boolean hasCodes(Version version) {
		return type() == PacketType.SUBACK || version == Version.V5;
	}

	@Override
	void writeBody(ByteWriter out, Version version) {
		out.two(this.packetId);
		writeProperties(out, version);
		if (hasCodes(version)) {
			this.codes.forEach(out::one);
		}
	}

	@Override
	void readBody(ByteReader in, Version version) {
		this.packetId = in.two();
		readProperties(in, version);
		while (hasCodes(version) && in.hasMore()) {
			int code = in.one();
			ReasonCodes.check(type(), code, version);
			this.codes.add(code);
		}
	}

	@Override
	String fields() {
		return " id=" + this.packetId + " codes=" + this.codes.stream().map("0x%02x"::formatted).toList();
	}

}
