package io.mqttboot.server;

/**
 * A subscription of the application itself.
 */
public interface MqttServerSubscription extends AutoCloseable {

	/**
	 * Returns the topic filter.
	 * @return the filter as it was subscribed
	 */
	String filter();

	/**
	 * Ends the subscription. Messages that wait for the handler still reach it.
	 */
	@Override
	void close();

}
