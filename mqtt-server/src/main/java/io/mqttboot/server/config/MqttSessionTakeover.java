package io.mqttboot.server.config;

/**
 * Who may come with the client identifier of a session that is there.
 */
public enum MqttSessionTakeover {

	/** Only the principal that made the session; others are refused. */
	SAME_PRINCIPAL,

	/** Everybody; another principal ends the session and starts a new one. */
	ANY

}
