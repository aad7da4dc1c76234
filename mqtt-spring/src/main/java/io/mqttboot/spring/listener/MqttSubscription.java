package io.mqttboot.spring.listener;

import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttReasonCode;

/**
 * A subscription made at run time. Several on one filter share what the server is asked
 * for; it is given up with the last of them.
 */
public interface MqttSubscription extends AutoCloseable {

	/**
	 * Returns what is subscribed.
	 * @return the topic filter
	 */
	String filter();

	/**
	 * Returns the server's answer.
	 * @return completes with the answer when it has come
	 */
	CompletableFuture<MqttReasonCode> granted();

	/**
	 * Returns what keeps the subscription, to pause it for example.
	 * @return the container
	 */
	MqttListenerContainer container();

	/**
	 * Ends the subscription; what has come before is still handled. Returns at once.
	 */
	@Override
	void close();

	/**
	 * Ends the subscription.
	 * @return completes when the server has let it go
	 */
	CompletableFuture<Void> closeAsync();

}
