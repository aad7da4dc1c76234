package io.mqttboot.server.internal.session;

/**
 * One thread that runs tasks in turn, and its clock.
 */
public interface Loop {

	/** Whether the caller is on this loop. */
	boolean inLoop();

	/** Runs a task later on this loop; callable from any thread. */
	void execute(Runnable task);

	/** Returns the time in milliseconds since the epoch; it never goes back. */
	long millis();

}
