package io.mqttboot.protocol.flow;

/**
 * The packet identifiers of one direction of one session: 1 to 65,535, handed out in
 * turn, never one that is in use (MQTT 5.0, 2.2.1).
 */
public final class PacketIds {

	/** The highest identifier, and how many there are. */
	public static final int MAX = 65_535;

	private final PacketIdSet inUse = new PacketIdSet();

	private int last;

	/** Returns an unused id and marks it used, or 0 when all are in use. */
	public int next() {
		if (this.inUse.size() == MAX) {
			return 0;
		}
		int id = this.inUse.nextAbsent((this.last == MAX) ? 1 : this.last + 1); // [MQTT-2.2.1-3],
																				// [MQTT-2.2.1-4]
		this.inUse.add(id);
		this.last = id;
		return id;
	}

	/**
	 * Marks an id used, for a session that is restored; returns whether it was unused.
	 */
	public boolean take(int id) {
		check(id);
		this.last = id;
		return this.inUse.add(id);
	}

	/** Frees an id; returns whether it was in use. */
	public boolean free(int id) {
		return id > 0 && id <= MAX && this.inUse.remove(id);
	}

	/** Returns how many are in use. */
	public int used() {
		return this.inUse.size();
	}

	static void check(int id) {
		if (id < 1 || id > MAX) {
			throw new IllegalArgumentException("a packet id must be 1 to 65535 but is " + id);
		}
	}

}
