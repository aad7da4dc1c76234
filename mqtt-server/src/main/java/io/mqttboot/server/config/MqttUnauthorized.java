package io.mqttboot.server.config;

/**
 * What becomes of an MQTT 3 client that publishes what it may not: its version has no
 * words to refuse one message.
 */
public enum MqttUnauthorized {

	/** The message is acknowledged as the standard demands, and dropped. */
	IGNORE,

	/** The connection is closed. */
	DISCONNECT

}
