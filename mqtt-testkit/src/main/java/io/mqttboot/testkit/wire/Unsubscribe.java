package io.mqttboot.testkit.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * UNSUBSCRIBE.
 */
public final class Unsubscribe extends Packet<Unsubscribe> {

	private int packetId;

	private List<String> filters = List.of();

	Unsubscribe() {
		super(PacketType.UNSUBSCRIBE);
	}

	Unsubscribe(int packetId, String... filters) {
		this();
		this.packetId = packetId;
		this.filters = List.of(filters);
	}

	/**
	 * Returns the packet identifier.
	 * @return its number
	 */
	public int id() {
		return this.packetId;
	}

	/**
	 * Returns the filters in their order.
	 * @return the filters
	 */
	public List<String> filters() {
		return this.filters;
	}

	@Override
	Unsubscribe self() {
		return this;
	}

	@Override
	void writeBody(ByteWriter out, Version version) {
		out.two(this.packetId);
		writeProperties(out, version);
		this.filters.forEach(out::string);
	}

	@Override
	void readBody(ByteReader in, Version version) {
		this.packetId = in.two();
		readProperties(in, version);
		List<String> all = new ArrayList<>();
		while (in.hasMore()) {
			all.add(in.string());
		}
		this.filters = all;
	}

	@Override
	String fields() {
		return " id=" + this.packetId + " " + this.filters;
	}

}
