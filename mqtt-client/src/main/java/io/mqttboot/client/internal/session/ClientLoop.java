package io.mqttboot.client.internal.session;

import java.util.concurrent.Executor;

/**
 * The one thread of a client: its session, its timers and its channel live on it.
 */
public interface ClientLoop extends Executor {

	/** Whether the caller is on this loop. */
	boolean isCurrent();

	/** Milliseconds of a clock that only goes forward. */
	long millis();

	/** Nanoseconds of such a clock, from any thread. */
	long nanos();

	/** Runs a task later on this loop, unless it is cancelled. */
	Timer schedule(long delayMillis, Runnable task);

	/** A task that waits for its time. */
	interface Timer {

		/** It does not run, unless it has begun. */
		void cancel();

	}

}
