package io.mqttboot.server.config;

/**
 * What a publisher may rely on once a QoS 1 or 2 message is acknowledged. Meaningful with
 * a store that outlives the process.
 */
public enum MqttDurability {

	/** The message was accepted; it is in memory. */
	NONE,

	/**
	 * Every durable subscriber's record was handed to the operating system: it survives
	 * the end of the process.
	 */
	OS,

	/** Every durable subscriber's record is on disk: it survives a power failure. */
	FSYNC

}
