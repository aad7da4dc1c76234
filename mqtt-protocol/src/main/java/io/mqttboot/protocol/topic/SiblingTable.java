package io.mqttboot.protocol.topic;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Several children of one node, in a hash table with open addressing. A node never
 * changes its slot, so that readers need no lock; a table that grows full or empty is
 * replaced by another one.
 */
final class SiblingTable<V> implements Siblings<V> {

	private static final int SLOTS_MIN = 4;

	// Invariant: no slot from a node's first choice to its own is empty.
	private final AtomicReferenceArray<@Nullable TopicNode<V>> slots;

	private int live;

	// Invariant: live ≤ filled ≤ half of the slots.
	private int filled;

	SiblingTable() {
		this(SLOTS_MIN);
	}

	private SiblingTable(int length) {
		this.slots = new AtomicReferenceArray<>(length);
	}

	@Override
	public @Nullable TopicNode<V> find(String text, int start, int end, int hash) {
		int slot = hash & (this.slots.length() - 1);
		while (true) {
			TopicNode<V> node = this.slots.getAcquire(slot);
			if (node == null || node.find(text, start, end, hash) != null) {
				return node;
			}
			slot = next(slot);
		}
	}

	@Override
	public void addTo(Frontier<V> nodes) {
		for (int slot = 0; slot < this.slots.length(); slot++) {
			TopicNode<V> node = this.slots.getAcquire(slot);
			if (node != null) {
				node.addTo(nodes);
			}
		}
	}

	@Override
	public Siblings<V> with(TopicNode<V> node) {
		if (this.filled == this.slots.length() / 2) {
			return resized(this.live + 1).with(node);
		}
		int slot = node.hash & (this.slots.length() - 1);
		TopicNode<V> present = this.slots.getPlain(slot);
		while (present != null && present != TopicNode.nobody()) {
			slot = next(slot);
			present = this.slots.getPlain(slot);
		}
		this.slots.setRelease(slot, node);
		this.live++;
		this.filled += (present == null) ? 1 : 0;
		return this;
	}

	@Override
	public @Nullable Siblings<V> without(TopicNode<V> node) {
		int slot = node.hash & (this.slots.length() - 1);
		while (this.slots.getPlain(slot) != node) {
			slot = next(slot);
		}
		this.slots.setRelease(slot, TopicNode.nobody());
		this.live--;
		emptyBackFrom(slot);
		if (this.live == 1) {
			return last();
		}
		return (this.live < this.slots.length() / 16) ? resized(this.live) : this;
	}

	// what stands at the end of a run leads to nobody and can be emptied
	private void emptyBackFrom(int removed) {
		int slot = removed;
		while (this.slots.getPlain(slot) == TopicNode.nobody() && this.slots.getPlain(next(slot)) == null) {
			this.slots.setRelease(slot, null);
			this.filled--;
			slot = (slot - 1) & (this.slots.length() - 1);
		}
	}

	// a third full at most, so that many changes pay for the copy
	private SiblingTable<V> resized(int expected) {
		int length = Math.max(SLOTS_MIN, Integer.highestOneBit(3 * expected - 1) << 1);
		SiblingTable<V> table = new SiblingTable<>(length);
		for (int slot = 0; slot < this.slots.length(); slot++) {
			TopicNode<V> node = this.slots.getPlain(slot);
			if (node != null && node != TopicNode.nobody()) {
				table.with(node);
			}
		}
		return table;
	}

	private TopicNode<V> last() {
		Frontier<V> nodes = new Frontier<>();
		addTo(nodes);
		return nodes.get(0);
	}

	private int next(int slot) {
		return (slot + 1) & (this.slots.length() - 1);
	}

}
