package io.mqttboot.server.config;

/**
 * What happens to a QoS 1 or 2 message when the queue of its session is full.
 */
public enum MqttQueuePolicy {

	/** The message that does not fit is dropped. */
	DROP_NEWEST,

	/** The messages that wait longest are dropped until it fits. */
	DROP_OLDEST,

	/** The client is disconnected with 0x97 (quota exceeded), and the message dropped. */
	DISCONNECT

}
