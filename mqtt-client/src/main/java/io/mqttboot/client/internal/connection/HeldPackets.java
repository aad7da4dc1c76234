package io.mqttboot.client.internal.connection;

import java.util.ArrayDeque;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/**
 * Packets that came in one read with CONNACK, while the application judges whether the
 * server has proved who it is: no more of them are read meanwhile.
 */
final class HeldPackets {

	// null unless packets are held
	private @Nullable Queue<Runnable> waiting;

	void begin() {
		this.waiting = new ArrayDeque<>();
	}

	/** Holds a packet back; returns whether it did. */
	boolean add(Runnable packet) {
		return this.waiting != null && this.waiting.add(packet);
	}

	/** Hands over what was held, and holds no more. */
	void handOver() {
		Queue<Runnable> packets = this.waiting;
		this.waiting = null;
		if (packets != null) {
			packets.forEach(Runnable::run);
		}
	}

}
