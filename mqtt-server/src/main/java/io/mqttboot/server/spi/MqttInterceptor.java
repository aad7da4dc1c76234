package io.mqttboot.server.spi;

/**
 * Stands in the way of messages or subscriptions and may change or refuse them:
 * {@link MqttPublishInterceptor}, {@link MqttSubscribeInterceptor},
 * {@link MqttDeliveryInterceptor}. Several of a kind are asked in their order, each with
 * what the one before it returned. One that throws, or returns what cannot be, costs only
 * the message or subscription that it was asked about.
 */
public interface MqttInterceptor {

	/**
	 * Returns whether it answers at once: it takes no lock, asks nobody, and needs a few
	 * microseconds. Then it runs on an event loop, and everybody on that loop waits for
	 * it. Otherwise it runs on the handler executor, may block for a time, and keeps only
	 * what comes from the same publisher, or goes to the same receiver, waiting. Asked
	 * once, when the server starts.
	 * @return whether it runs on event loops
	 */
	default boolean isFast() {
		return false;
	}

}
