package io.mqttboot.client.internal.session;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

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

	/**
	 * Runs a task on this loop, unless that is gone because its clients have ended: then
	 * the task is about nobody any more.
	 * @param task the task
	 * @return whether it will run
	 */
	default boolean offer(Runnable task) {
		try {
			execute(task);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	/** Runs a task later on this loop, unless it is cancelled. */
	Timer schedule(long delayMillis, Runnable task);

	/** A task that waits for its time. */
	interface Timer {

		/** It does not run, unless it has begun. */
		void cancel();

	}

}
