package io.mqttboot.server.config;

/**
 * Which member of a group receives the next message of a shared subscription.
 */
public enum MqttSharedStrategy {

	/** Any. */
	RANDOM,

	/** The next in turn. */
	ROUND_ROBIN,

	/** Always the same, while it is there. */
	STICKY,

	/** The one that the publisher's client id falls on. */
	HASH_PUBLISHER,

	/** The one that the topic falls on. */
	HASH_TOPIC,

	/** The one with the fewest unacknowledged and waiting messages. */
	LEAST_INFLIGHT

}
