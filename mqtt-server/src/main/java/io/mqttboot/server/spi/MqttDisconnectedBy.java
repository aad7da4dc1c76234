package io.mqttboot.server.spi;

/**
 * Who ended the connection of a client.
 */
public enum MqttDisconnectedBy {

	/** The client, with DISCONNECT. */
	CLIENT,

	/** The server. */
	SERVER,

	/** Nobody said a word: the connection was lost. */
	NETWORK

}
