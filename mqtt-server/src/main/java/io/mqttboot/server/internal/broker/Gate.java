package io.mqttboot.server.internal.broker;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds a publisher's acknowledgement back until every durable subscriber's record is
 * stored. Counts the publisher itself as one, so that it cannot open while publications
 * are still being offered.
 */
public final class Gate {

	private final AtomicInteger pending = new AtomicInteger(1);

	private final Runnable opened;

	/**
	 * Create a gate.
	 * @param opened run once, by whoever is last
	 */
	public Gate(Runnable opened) {
		this.opened = opened;
	}

	/** One more is waited for. */
	public void enter() {
		this.pending.incrementAndGet();
	}

	/** One less is waited for. */
	public void leave() {
		if (this.pending.decrementAndGet() == 0) {
			this.opened.run();
		}
	}

}
