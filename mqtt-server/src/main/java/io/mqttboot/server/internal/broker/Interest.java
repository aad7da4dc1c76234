package io.mqttboot.server.internal.broker;

import org.jspecify.annotations.Nullable;

/**
 * Who wants what one filter selects: a subscription alone, as most filters have it, or an
 * entry of several. Changed only inside {@code FilterTree.update}; read by anyone.
 */
sealed interface Interest permits Subscription, FilterEntry {

	/** Whether the subscriber has subscribed, itself or as a member of a group. */
	boolean holds(Subscriber subscriber, @Nullable String group);

	/** Adds or replaces; returns what takes the place of this interest. */
	Interest with(Subscription subscription);

	/** Removes what is there; returns what takes the place of this interest. */
	@Nullable Interest without(Subscriber subscriber, @Nullable String group);

	/** Returns what a subscriber has subscribed to itself. */
	@Nullable Subscription of(Subscriber subscriber);

}
