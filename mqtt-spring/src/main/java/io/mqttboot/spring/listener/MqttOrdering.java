package io.mqttboot.spring.listener;

/**
 * Which messages of a listener come one after the other.
 */
public enum MqttOrdering {

	/** Those of one topic; topics go in parallel. */
	TOPIC,

	/**
	 * All: one at a time. Messages of one topic come as they arrived; those of different
	 * topics do if the client has one handler thread.
	 */
	SUBSCRIPTION,

	/** None: each message as soon as there is a thread. */
	NONE

}
