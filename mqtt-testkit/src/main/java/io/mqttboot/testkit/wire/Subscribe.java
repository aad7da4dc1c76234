package io.mqttboot.testkit.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SUBSCRIBE.
 */
public final class Subscribe extends Packet<Subscribe> {

	/** Option: do not send back to the publisher. */
	public static final int NO_LOCAL = 0x04;

	/** Option: keep RETAIN as it was published. */
	public static final int RETAIN_AS_PUBLISHED = 0x08;

	/** Option: retained messages only for a new subscription. */
	public static final int RETAINED_IF_NEW = 0x10;

	/** Option: no retained messages. */
	public static final int RETAINED_NEVER = 0x20;

	private final List<Entry> entries = new ArrayList<>();

	private int packetId;

	Subscribe() {
		super(PacketType.SUBSCRIBE);
	}

	Subscribe id(int packetId) {
		this.packetId = packetId;
		return this;
	}

	/**
	 * Adds a filter.
	 * @param filter the topic filter
	 * @param options QoS and the options above, put together with {@code |}
	 * @return this packet
	 */
	public Subscribe filter(String filter, int options) {
		this.entries.add(new Entry(filter, options));
		return this;
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
		return this.entries.stream().map(Entry::filter).toList();
	}

	/**
	 * Returns the quality of service that each filter asks for.
	 * @return 0 to 2 by filter, in their order
	 */
	public Map<String, Integer> qualities() {
		Map<String, Integer> qualities = new LinkedHashMap<>();
		this.entries.forEach((entry) -> qualities.put(entry.filter(), entry.options() & 0x03));
		return qualities;
	}

	@Override
	Subscribe self() {
		return this;
	}

	@Override
	void writeBody(ByteWriter out, Version version) {
		out.two(this.packetId);
		writeProperties(out, version);
		this.entries.forEach((entry) -> out.string(entry.filter()).one(entry.options()));
	}

	@Override
	void readBody(ByteReader in, Version version) {
		this.packetId = in.two();
		readProperties(in, version);
		while (in.hasMore()) {
			this.entries.add(new Entry(in.string(), in.one()));
		}
	}

	@Override
	String fields() {
		return " id=" + this.packetId + " " + this.entries;
	}

	private record Entry(String filter, int options) {
	}

}
