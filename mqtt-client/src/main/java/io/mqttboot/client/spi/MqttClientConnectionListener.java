package io.mqttboot.client.spi;

/**
 * Is told when the connection comes and goes. Called on the client's thread for results,
 * one call after the other, never on an event loop. Results of publishing wait behind a
 * call, so it should not take long; one that fails costs its own call.
 */
public interface MqttClientConnectionListener {

	/**
	 * The server has let the client in.
	 * @param again whether it was connected before
	 * @param serverUri which server
	 */
	default void connected(boolean again, String serverUri) {
	}

	/**
	 * The connection has ended without being asked to.
	 * @param cause why, as far as it is known
	 */
	default void connectionLost(Throwable cause) {
	}

	/**
	 * A message was delivered: written at QoS 0, acknowledged at QoS 1 and 2.
	 * @param topic its topic
	 */
	default void deliveryComplete(String topic) {
	}

}
