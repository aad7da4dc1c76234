package io.mqttboot.spring.boot.autoconfigure.client;

/**
 * Knows whether a part of the application waits for messages: then the JVM stays up.
 */
@FunctionalInterface
interface Listening {

	/** Returns whether somebody listens. */
	boolean isHeard();

}
