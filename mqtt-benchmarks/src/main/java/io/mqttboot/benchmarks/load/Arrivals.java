package io.mqttboot.benchmarks.load;

/**
 * Is told of each message that a subscriber has received.
 */
interface Arrivals {

	/** The message of a publisher with that number has arrived, at one subscriber. */
	void arrived(Publisher publisher, long sequence);

}
