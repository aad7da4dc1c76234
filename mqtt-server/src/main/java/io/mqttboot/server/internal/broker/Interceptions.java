package io.mqttboot.server.internal.broker;

import org.jspecify.annotations.Nullable;

/**
 * Who stands in the way of messages and subscriptions.
 *
 * @param publishing who sees what clients publish, {@code null} for nobody
 * @param subscribing who sees how clients subscribe, {@code null} for nobody
 * @param delivering who sees what clients get, {@code null} for nobody
 */
public record Interceptions(@Nullable Interception publishing, @Nullable SubscribeInterception subscribing,
		@Nullable DeliveryInterception delivering) {

	/** Nobody does. */
	public static final Interceptions NONE = new Interceptions(null, null, null);

}
