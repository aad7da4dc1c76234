package io.mqttboot.server.config;

/**
 * Where the bytes of waiting packets live.
 */
public enum MqttBufferAllocator {

	/** Pooled arrays of the Java heap. */
	HEAP,

	/**
	 * Pooled memory outside the heap: one copy less a write, bounded by
	 * {@code -XX:MaxDirectMemorySize}.
	 */
	DIRECT

}
