package io.mqttboot.protocol.topic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * Several children of one node, in a hash table with open addressing. A node never
 * changes its slot, so that readers need no lock; a table that grows full or empty is
 * replaced by another one.
 */
final class SiblingTable<V> implements Siblings.Slots<V> {

	/** More nodes than these are for {@link SiblingTables}. */
	static final int LIVE_MAX = 16_384;

	private static final int SLOTS_MIN = 4;

	private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(TopicNode[].class);

	// Invariant: no slot from a node's first choice to its own is empty.
	private final @Nullable TopicNode<V>[] slots;

	private int live;

	// Invariant: live ≤ filled ≤ half of the slots.
	private int filled;

	// At least as long as every level here: a longer one need not be hashed, so that a
	// topic costs no more than the filters that it meets.
	private volatile int longest;

	/** Creates a table that becomes about a third full with so many nodes. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	SiblingTable(int expected) {
		this.slots = new TopicNode[Math.max(SLOTS_MIN, Integer.highestOneBit(3 * expected - 2) << 1)];
	}

	@Override
	public @Nullable TopicNode<V> find(String text, int start, int end) {
		if (end - start > this.longest) {
			return null;
		}
		int hash = Levels.hash(text, start, end);
		int slot = hash & (this.slots.length - 1);
		while (true) {
			TopicNode<V> node = read(slot);
			if (node == null || (node.hash == hash && node.is(text, start, end))) {
				return node;
			}
			slot = next(slot);
		}
	}

	@Override
	public int slots() {
		return this.slots.length;
	}

	@Override
	public @Nullable TopicNode<V> at(int slot) {
		TopicNode<V> node = read(slot);
		return (node != TopicNode.nobody()) ? node : null;
	}

	@Override
	public Siblings<V> with(TopicNode<V> node) {
		if (this.filled == this.slots.length / 2) {
			return moved((this.live < LIVE_MAX) ? new SiblingTable<>(this.live + 1) : new SiblingTables<>()).with(node);
		}
		int slot = node.hash & (this.slots.length - 1);
		TopicNode<V> present = this.slots[slot];
		while (present != null && present != TopicNode.nobody()) {
			slot = next(slot);
			present = this.slots[slot];
		}
		if (node.length() > this.longest) {
			this.longest = node.length();
		}
		SLOT.setRelease(this.slots, slot, node);
		this.live++;
		this.filled += (present == null) ? 1 : 0;
		return this;
	}

	@Override
	public @Nullable Siblings<V> without(TopicNode<V> node) {
		int slot = node.hash & (this.slots.length - 1);
		while (this.slots[slot] != node) {
			slot = next(slot);
		}
		SLOT.setRelease(this.slots, slot, TopicNode.nobody());
		this.live--;
		emptyBackFrom(slot);
		if (this.live == 1) {
			return last();
		}
		return (this.live < this.slots.length / 16) ? moved(new SiblingTable<>(this.live)) : this;
	}

	// what stands at the end of a run leads to nobody and can be emptied
	private void emptyBackFrom(int removed) {
		int slot = removed;
		while (this.slots[slot] == TopicNode.nobody() && this.slots[next(slot)] == null) {
			SLOT.setRelease(this.slots, slot, null);
			this.filled--;
			slot = (slot - 1) & (this.slots.length - 1);
		}
	}

	private Siblings<V> moved(Siblings<V> empty) {
		for (TopicNode<V> node : this.slots) {
			if (node != null && node != TopicNode.nobody()) {
				empty.with(node);
			}
		}
		return empty;
	}

	private @Nullable TopicNode<V> last() {
		for (TopicNode<V> node : this.slots) {
			if (node != null && node != TopicNode.nobody()) {
				return node;
			}
		}
		throw new IllegalStateException("a table without its last node is a bug");
	}

	@SuppressWarnings("unchecked")
	private @Nullable TopicNode<V> read(int slot) {
		return (TopicNode<V>) SLOT.getAcquire(this.slots, slot);
	}

	private int next(int slot) {
		return (slot + 1) & (this.slots.length - 1);
	}

}
