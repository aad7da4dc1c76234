package io.mqttboot.server.internal.session;

/**
 * Something that collects during a pass of a loop and acts once at its end.
 */
public interface PassEnd {

	/** The pass ends. */
	void passEnded();

}
