package io.mqttboot.server.internal.broker;

import java.util.function.Consumer;

import io.mqttboot.protocol.topic.Selection;

/**
 * The retained messages that a filter selects, shown in steps, so that a loop can do
 * other work between two. What is published meanwhile is shown as it is when its turn
 * comes, or not at all if its topic is new.
 */
public final class RetainedSelection {

	private final RetainedMessages messages;

	private final Selection<Publication> selection;

	RetainedSelection(RetainedMessages messages, Selection<Publication> selection) {
		this.messages = messages;
		this.selection = selection;
	}

	/**
	 * Shows some more.
	 * @return how many nodes of the tree that took: fewer than it might when all is shown
	 */
	public int goOn(int nodes, long nowMillis, Consumer<Publication> visitor) {
		return this.selection.goOn(nodes, (publication) -> this.messages.show(publication, nowMillis, visitor));
	}

	/**
	 * Lets some more go that have expired, and shows nothing.
	 * @return how many nodes of the tree that took: fewer than it might when all is seen
	 */
	public int sweep(int nodes, long nowMillis) {
		return this.selection.goOn(nodes, (publication) -> this.messages.sweep(publication, nowMillis));
	}

}
