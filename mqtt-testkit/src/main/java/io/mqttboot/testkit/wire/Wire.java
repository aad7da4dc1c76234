package io.mqttboot.testkit.wire;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What carries bytes between a {@link WirePeer} and a server: a socket, or a pair of
 * queues driven by hand.
 */
public interface Wire {

	/**
	 * Sends bytes; does nothing if the server has closed.
	 * @param bytes the bytes
	 */
	void send(byte[] bytes);

	/**
	 * Takes bytes that the server sent.
	 * @param max how long to wait for them at most; a wire driven by hand does not wait
	 * @return some bytes, at least one, or {@code null} if none came
	 */
	byte @Nullable [] receive(Duration max);

	/**
	 * Returns whether the server has closed and all its bytes were received.
	 * @return whether nothing will come any more
	 */
	boolean closed();

	/**
	 * Breaks the connection, as a client does that loses its power.
	 */
	void abort();

	/**
	 * Closes the connection from this side in an orderly way.
	 */
	void close();

}
