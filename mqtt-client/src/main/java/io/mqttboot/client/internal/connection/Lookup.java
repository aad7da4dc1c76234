package io.mqttboot.client.internal.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Looks up host names; may block.
 */
@FunctionalInterface
interface Lookup {

	/** Asks whom the JVM asks. */
	Lookup PLATFORM = InetAddress::getAllByName;

	/** Returns all addresses of a host, at least one. */
	InetAddress[] addresses(String host) throws UnknownHostException;

}
