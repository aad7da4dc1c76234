package io.mqttboot.protocol.topic;

import org.jspecify.annotations.Nullable;

/**
 * The children of one node: a node alone, or a table of several. Read by any thread,
 * changed by one at a time.
 */
sealed interface Siblings<V> permits TopicNode, SiblingTable {

	/** Finds the node of a level, given as a part of a text. */
	@Nullable TopicNode<V> find(String text, int start, int end, int hash);

	/** Adds all of them. */
	void addTo(Frontier<V> nodes);

	/** Adds an absent node; returns what takes the place of these siblings. */
	Siblings<V> with(TopicNode<V> node);

	/** Removes a present node; returns what takes the place of these siblings. */
	@Nullable Siblings<V> without(TopicNode<V> node);

}
