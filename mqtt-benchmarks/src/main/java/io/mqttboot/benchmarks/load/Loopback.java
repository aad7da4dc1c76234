package io.mqttboot.benchmarks.load;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;

/**
 * Where connections come from: addresses of this machine in turn, because each has only
 * some ten thousand ports, and a closed connection occupies one for a while.
 */
public final class Loopback {

	private static final int ADDRESSES = 16;

	// others know only one
	private static final boolean MANY = System.getProperty("os.name").startsWith("Linux");

	private int next;

	/**
	 * Returns the next one.
	 * @return the address, null to leave it to the system
	 */
	public @Nullable InetSocketAddress next() {
		this.next = (this.next + 1) % ADDRESSES;
		return MANY ? new InetSocketAddress("127.0.0." + (2 + this.next), 0) : null;
	}

}
