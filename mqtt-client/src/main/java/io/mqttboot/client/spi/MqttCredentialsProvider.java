package io.mqttboot.client.spi;

/**
 * Knows with what a client introduces itself: for tokens that expire and passwords that
 * are signed anew for each connection. Its answer takes the place of the configured user
 * name and password.
 * <p>
 * Asked before each attempt to connect, on a thread of its own, never on an event loop:
 * it may block, for no longer than the connect timeout. It is not asked again before it
 * has answered. If it throws, the attempt fails and is repeated as any other.
 */
@FunctionalInterface
public interface MqttCredentialsProvider {

	/**
	 * Returns the credentials for the next connection.
	 * @param serverUri the server that is tried
	 * @return the credentials, never {@code null}
	 * @throws Exception if there are none at the moment; its text is logged, so it must
	 * not hold secrets
	 */
	MqttCredentials credentials(String serverUri) throws Exception;

}
