package io.mqttboot.protocol.topic;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Where a walk over many nodes has to go on: siblings that it has not all seen, each with
 * the place in a filter that belongs to what is below them. Confined to the walk.
 */
final class Frontier<V> {

	private Siblings.Slots<V>[] siblings = Frontier.array(8);

	// Invariant: beside each siblings the next slot to see, and the place below them.
	private int[] slots = new int[8];

	private int[] places = new int[8];

	private int size;

	// the place of the last node
	private int place;

	/** Adds nodes to see. */
	void add(Siblings.Slots<V> added, int placeBelow) {
		if (this.size == this.slots.length) {
			this.siblings = Arrays.copyOf(this.siblings, this.size * 2);
			this.slots = Arrays.copyOf(this.slots, this.size * 2);
			this.places = Arrays.copyOf(this.places, this.size * 2);
		}
		this.siblings[this.size] = added;
		this.slots[this.size] = 0;
		this.places[this.size++] = placeBelow;
	}

	/** Returns the next node, null at the end of the walk. */
	@Nullable TopicNode<V> next() {
		while (this.size > 0) {
			int last = this.size - 1;
			Siblings.Slots<V> from = this.siblings[last];
			int slot = this.slots[last]++;
			this.place = this.places[last];
			if (slot == from.slots() - 1) {
				this.size = last;
			}
			TopicNode<V> node = from.at(slot);
			if (node != null) {
				return node;
			}
		}
		return null;
	}

	/** Returns the place that belongs to what is below the last node. */
	int place() {
		return this.place;
	}

	@SuppressWarnings("unchecked")
	private static <V> Siblings.Slots<V>[] array(int length) {
		return (Siblings.Slots<V>[]) new Siblings.Slots<?>[length];
	}

}
