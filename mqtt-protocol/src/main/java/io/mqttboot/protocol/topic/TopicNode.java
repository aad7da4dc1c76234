package io.mqttboot.protocol.topic;

import org.jspecify.annotations.Nullable;

/**
 * One level of a {@link TopicTree}: alive until it is empty and pruned, then gone for
 * good. Who changes a node holds its monitor; who prunes it holds its parent's first.
 */
final class TopicNode<V> implements Siblings.Slots<V> {

	// No level holds a slash, so nobody ever finds this one. It fills the place of a
	// removed
	// node among its siblings, and is the children of a node that is gone.
	private static final TopicNode<?> NOBODY = new TopicNode<>(null, "/", 0, 1, 0);

	// A longer key is not kept for one level of it.
	private static final int TEXT_MAX = 256;

	final @Nullable TopicNode<V> parent;

	// The level, as a part of the key that brought it: who stored the value has that key
	// as well, and a text of its own would cost as much as the node.
	private final String text;

	private final int start;

	private final int end;

	final int hash;

	// at this key
	volatile @Nullable V value;

	// at this key and /#
	volatile @Nullable V below;

	// the child for +
	volatile @Nullable TopicNode<V> plus;

	// the children for all other levels
	private volatile @Nullable Siblings<V> children;

	private TopicNode(@Nullable TopicNode<V> parent, String text, int start, int end, int hash) {
		this.parent = parent;
		this.text = text;
		this.start = start;
		this.end = end;
		this.hash = hash;
	}

	static <V> TopicNode<V> root() {
		return new TopicNode<>(null, "", 0, 0, 0);
	}

	@Nullable TopicNode<V> child(String text, int start, int end) {
		Siblings<V> present = this.children;
		return (present != null) ? present.find(text, start, end) : null;
	}

	/** Returns a child, or null if this node is gone. */
	@Nullable TopicNode<V> childOrNew(String text, int start, int end) {
		TopicNode<V> child = child(text, start, end);
		return (child != null) ? child : newChild(text, start, end);
	}

	private synchronized @Nullable TopicNode<V> newChild(String text, int start, int end) {
		TopicNode<V> child = child(text, start, end);
		if (child == null && !isGone()) {
			int hash = Levels.hash(text, start, end);
			child = (text.length() <= TEXT_MAX) ? new TopicNode<>(this, text, start, end, hash)
					: new TopicNode<>(this, text.substring(start, end), 0, end - start, hash);
			Siblings<V> present = this.children;
			this.children = (present != null) ? present.with(child) : child;
		}
		return child;
	}

	/** Returns the child for {@code +}, or null if this node is gone. */
	@Nullable TopicNode<V> plusOrNew() {
		TopicNode<V> child = this.plus;
		return (child != null) ? child : newPlus();
	}

	private synchronized @Nullable TopicNode<V> newPlus() {
		if (this.plus == null && !isGone()) {
			this.plus = new TopicNode<>(this, "+", 0, 1, 0);
		}
		return this.plus;
	}

	/** Adds the children for all levels but {@code +} to a walk. */
	void addChildren(Frontier<V> frontier, int place) {
		Siblings<V> present = this.children;
		if (present != null) {
			present.addTo(frontier, place);
		}
	}

	/** Whether this is the child for {@code +}. */
	boolean isPlus() {
		return Levels.isPlus(this.text, this.start, this.end);
	}

	/** Whether wildcards before it do not mean it. [MQTT-4.7.2-1] */
	boolean isHidden() {
		return this.end > this.start && this.text.charAt(this.start) == '$';
	}

	int length() {
		return this.end - this.start;
	}

	boolean isGone() {
		return this.children == NOBODY;
	}

	/** Removes this node if it is empty, and then its ancestors that are. */
	void prune() {
		TopicNode<V> node = this;
		TopicNode<V> above = node.parent;
		while (above != null && node.isEmpty() && above.removed(node)) {
			node = above;
			above = node.parent;
		}
	}

	private synchronized boolean removed(TopicNode<V> child) {
		synchronized (child) {
			if (!child.isEmpty()) {
				return false;
			}
			child.children = nobody(); // who waits to add to it has to start again
		}
		Siblings<V> present = this.children;
		if (this.plus == child) {
			this.plus = null;
		}
		else if (present != null) {
			this.children = present.without(child);
		}
		return true;
	}

	private boolean isEmpty() {
		return this.value == null && this.below == null && this.plus == null && this.children == null;
	}

	String key() {
		int length = -1;
		for (TopicNode<V> node = this; node != null && node.parent != null; node = node.parent) {
			length += node.length() + 1;
		}
		char[] key = new char[length];
		for (TopicNode<V> node = this; node != null && node.parent != null; node = node.parent) {
			length -= node.length();
			node.text.getChars(node.start, node.end, key, length);
			if (length > 0) {
				key[--length] = '/';
			}
		}
		return new String(key);
	}

	@Override
	public @Nullable TopicNode<V> find(String wanted, int from, int to) {
		return is(wanted, from, to) ? this : null;
	}

	boolean is(String wanted, int from, int to) {
		int length = to - from;
		return length == this.end - this.start && wanted.regionMatches(from, this.text, this.start, length);
	}

	@Override
	public int slots() {
		return 1;
	}

	@Override
	public @Nullable TopicNode<V> at(int slot) {
		return (this != NOBODY) ? this : null;
	}

	@Override
	public Siblings<V> with(TopicNode<V> node) {
		return new SiblingTable<V>(1).with(this).with(node);
	}

	@Override
	public @Nullable Siblings<V> without(TopicNode<V> node) {
		return null;
	}

	@SuppressWarnings("unchecked")
	static <V> TopicNode<V> nobody() {
		return (TopicNode<V>) NOBODY;
	}

}
