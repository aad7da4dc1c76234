package io.mqttboot.protocol.topic;

import org.jspecify.annotations.Nullable;

/**
 * The children of one node: a node alone, a table of several, or tables of very many.
 * Read by any thread, changed by one at a time.
 */
sealed interface Siblings<V> permits Siblings.Slots, SiblingTables {

	/** Finds the node of a level, given as a part of a text. */
	@Nullable TopicNode<V> find(String text, int start, int end);

	/** Adds all of them to a walk, with the place of what is below them. */
	void addTo(Frontier<V> frontier, int place);

	/** Adds an absent node; returns what takes the place of these siblings. */
	Siblings<V> with(TopicNode<V> node);

	/** Removes a present node; returns what takes the place of these siblings. */
	@Nullable Siblings<V> without(TopicNode<V> node);

	/** Siblings that a walk sees slot by slot. */
	sealed interface Slots<V> extends Siblings<V> permits TopicNode, SiblingTable {

		/** Returns how many slots there are; each node stands in one of them. */
		int slots();

		/** Returns the node in a slot, null for none. */
		@Nullable TopicNode<V> at(int slot);

		@Override
		default void addTo(Frontier<V> frontier, int place) {
			frontier.add(this, place);
		}

	}

}
