package io.mqttboot.server;

import java.util.function.LongSupplier;

import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.broker.RetainedSelection;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the retained messages again and again, so that those that have expired
 * make room for others also where nobody asks for them.
 */
final class RetainedSweep {

	// Nodes of the tree in one step: about a millisecond.
	private static final int STEP = 10_000;

	private final Broker broker;

	private final LongSupplier clock;

	private @Nullable RetainedSelection walk;

	RetainedSweep(Broker broker, LongSupplier clock) {
		this.broker = broker;
		this.clock = clock;
	}

	/** Makes another step; once a second, on one loop. */
	void step() {
		RetainedSelection present = (this.walk != null) ? this.walk : this.broker.retained("#");
		this.walk = (present.sweep(STEP, this.clock.getAsLong()) < STEP) ? null : present;
	}

}
