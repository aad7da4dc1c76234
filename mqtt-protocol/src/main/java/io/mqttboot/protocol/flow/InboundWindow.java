package io.mqttboot.protocol.flow;

import org.jspecify.annotations.Nullable;

/**
 * What a receiver has not finished: QoS 1 and 2 messages received and not yet
 * acknowledged, against the receive maximum; and QoS 2 ids until PUBREL, so that each
 * message is taken once (MQTT 5.0, 4.3.3, 4.9). Plain and single-threaded.
 */
public final class InboundWindow {

	private static final int[] NONE = {};

	// for this connection

	private int max;

	private int unfinishedQos1;

	private @Nullable PacketIdSet begun;

	// for the session: held since an earlier connection, not counted against this one's
	// maximum, because the sender's quota began anew as well (4.9)

	private @Nullable PacketIdSet inherited;

	/** Creates a window for a receive maximum (1 to 65,535) told to the sender. */
	public InboundWindow(int max) {
		this.max = checked(max);
	}

	/**
	 * A QoS 1 PUBLISH arrived; returns false if the sender went beyond the maximum.
	 */
	public boolean beginQos1() {
		if (isFull()) {
			return false;
		}
		this.unfinishedQos1++;
		return true;
	}

	/** Its PUBACK goes out. One too many changes nothing. */
	public void endQos1() {
		if (this.unfinishedQos1 > 0) {
			this.unfinishedQos1--;
		}
	}

	/** Whether this QoS 2 id was received and not released yet. */
	public boolean holds(int packetId) {
		return contains(this.begun, packetId) || contains(this.inherited, packetId);
	}

	/**
	 * A new QoS 2 PUBLISH arrived; returns false if the sender went beyond the maximum.
	 * An id that is held already stays so, and true is returned.
	 */
	public boolean beginQos2(int packetId) {
		PacketIds.check(packetId);
		if (holds(packetId)) {
			return true;
		}
		if (isFull()) {
			return false;
		}
		if (this.begun == null) {
			this.begun = new PacketIdSet();
		}
		this.begun.add(packetId);
		return true;
	}

	/**
	 * PUBREL arrived, or PUBREC went out with an error; returns whether the id was held.
	 */
	public boolean release(int packetId) {
		if (this.begun != null && this.begun.remove(packetId)) {
			return true;
		}
		if (this.inherited == null || !this.inherited.remove(packetId)) {
			return false;
		}
		if (this.inherited.size() == 0) {
			this.inherited = null;
		}
		return true;
	}

	/** How many messages are unfinished. */
	public int size() {
		return this.unfinishedQos1 + size(this.begun) + size(this.inherited);
	}

	/** A new connection begins: QoS 1 is forgotten, QoS 2 ids stay. */
	public void reconnected(int max) {
		this.max = checked(max);
		this.unfinishedQos1 = 0;
		if (this.begun != null) {
			for (int packetId : this.begun.toArray()) {
				restore(packetId);
			}
			this.begun = null;
		}
	}

	/** Puts back a QoS 2 id that was held when a stored session was saved. */
	public void restore(int packetId) {
		PacketIds.check(packetId);
		if (this.inherited == null) {
			this.inherited = new PacketIdSet();
		}
		this.inherited.add(packetId);
	}

	/** The QoS 2 ids that are held, in no order. */
	public int[] held() {
		int[] older = (this.inherited != null) ? this.inherited.toArray() : NONE;
		int[] newer = (this.begun != null) ? this.begun.toArray() : NONE;
		int[] all = new int[older.length + newer.length];
		System.arraycopy(older, 0, all, 0, older.length);
		System.arraycopy(newer, 0, all, older.length, newer.length);
		return all;
	}

	private boolean isFull() {
		return this.unfinishedQos1 + size(this.begun) >= this.max;
	}

	private static int size(@Nullable PacketIdSet ids) {
		return (ids != null) ? ids.size() : 0;
	}

	private static boolean contains(@Nullable PacketIdSet ids, int packetId) {
		return ids != null && packetId > 0 && packetId <= PacketIds.MAX && ids.contains(packetId);
	}

	private static int checked(int max) {
		if (max < 1 || max > PacketIds.MAX) {
			throw new IllegalArgumentException("the receive maximum must be 1 to 65535 but is " + max);
		}
		return max;
	}

}
