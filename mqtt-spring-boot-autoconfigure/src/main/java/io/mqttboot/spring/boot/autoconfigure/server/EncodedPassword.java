package io.mqttboot.spring.boot.autoconfigure.server;

import java.nio.ByteBuffer;

/**
 * A password that is known only well enough to say whether another one is the same.
 */
@FunctionalInterface
interface EncodedPassword {

	/**
	 * Whether a client has sent this password.
	 * @param sent what the client sent, empty if nothing; stays unread
	 */
	boolean matches(ByteBuffer sent);

}
