package io.mqttboot.client.internal.session;

import java.util.concurrent.CompletableFuture;

/**
 * Makes the futures that an application is given.
 */
@FunctionalInterface
public interface Promises {

	/** Returns a future that is not completed yet. */
	<T> CompletableFuture<T> create();

}
