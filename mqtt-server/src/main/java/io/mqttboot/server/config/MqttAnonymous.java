package io.mqttboot.server.config;

/**
 * Who may connect while nothing authenticates clients.
 */
public enum MqttAnonymous {

	/**
	 * Anyone, if every listener is bound to a loopback address; otherwise the start is
	 * refused.
	 */
	LOOPBACK_ONLY,

	/** Anyone. */
	ALWAYS,

	/** Nobody: a server without authentication refuses to start. */
	NEVER

}
