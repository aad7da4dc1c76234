package io.mqttboot.benchmarks.client;

import java.util.function.LongConsumer;

/**
 * One connected client of a library, as an application would use it.
 */
interface LibraryClient extends AutoCloseable {

	/** Subscribes, and waits until the server has answered. */
	void subscribe(String filter, int qos, LongConsumer arrived) throws Exception;

	/**
	 * Publishes without waiting.
	 * @param done called when the library says that the message is sent or acknowledged
	 */
	void publish(String topic, byte[] payload, int qos, Runnable done) throws Exception;

	@Override
	void close() throws Exception;

}
