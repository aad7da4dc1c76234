package io.mqttboot.server.spi;

import org.jspecify.annotations.Nullable;

/**
 * Sees clients come and go. Called on the handler executor, where it may block; calls for
 * one client come in order. An exception is counted and costs only this call.
 */
public interface MqttConnectStatusListener {

	/**
	 * A client is connected: its CONNACK was sent.
	 * @param clientId the client
	 * @param userName its user name, {@code null} if it gave none
	 * @throws Exception counted and logged
	 */
	default void online(String clientId, @Nullable String userName) throws Exception {
	}

	/**
	 * A client that was online is gone.
	 * @param clientId the client
	 * @param userName its user name, {@code null} if it gave none
	 * @param reason why, in a few words
	 * @throws Exception counted and logged
	 */
	default void offline(String clientId, @Nullable String userName, String reason) throws Exception {
	}

}
