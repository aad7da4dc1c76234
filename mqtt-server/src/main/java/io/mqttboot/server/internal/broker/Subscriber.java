package io.mqttboot.server.internal.broker;

import org.jspecify.annotations.Nullable;

/**
 * Who may be offered a publication: a session, a handler of the embedding application,
 * another node. Called from any thread.
 */
public interface Subscriber {

	/**
	 * Returns the name that tells subscribers apart: a client id for sessions.
	 */
	String id();

	/**
	 * Takes a publication, without blocking.
	 * @param publication the message on its way
	 * @param grant how the subscriber wants it
	 * @return the pressure to wait for before more is published, {@code null} for none
	 */
	@Nullable Pressure offer(Publication publication, Grant grant);

	/**
	 * Returns whether it can deliver now; a shared group prefers those that can.
	 */
	boolean isReachable();

	/**
	 * Returns how many messages it has not finished, for the least-in-flight strategy.
	 */
	int load();

	/**
	 * Returns whether it is the embedding application itself, and no client.
	 */
	default boolean isApplication() {
		return false;
	}

}
