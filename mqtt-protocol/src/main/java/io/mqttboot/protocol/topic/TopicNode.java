package io.mqttboot.protocol.topic;

import org.jspecify.annotations.Nullable;

/**
 * One level of a {@link TopicTree}: alive until it is empty and pruned, then gone for
 * good. Who changes a node holds its monitor; who prunes it holds its parent's first.
 */
final class TopicNode<V> implements Siblings<V> {

	// No level holds a slash, so nobody ever finds this one. It fills the place of a
	// removed
	// node among its siblings, and is the children of a node that is gone.
	private static final TopicNode<?> NOBODY = new TopicNode<>(null, "/", 0);

	final @Nullable TopicNode<V> parent;

	final String level;

	final int hash;

	// at this key
	volatile @Nullable V value;

	// at this key and /#
	volatile @Nullable V below;

	// the child for +
	volatile @Nullable TopicNode<V> plus;

	// the children for all other levels
	private volatile @Nullable Siblings<V> children;

	TopicNode(@Nullable TopicNode<V> parent, String level, int hash) {
		this.parent = parent;
		this.level = level;
		this.hash = hash;
	}

	@Nullable TopicNode<V> child(String text, int start, int end, int hash) {
		Siblings<V> present = this.children;
		return (present != null) ? present.find(text, start, end, hash) : null;
	}

	/** Returns a child, or null if this node is gone. */
	@Nullable TopicNode<V> childOrNew(String text, int start, int end) {
		int hash = Levels.hash(text, start, end);
		TopicNode<V> child = child(text, start, end, hash);
		return (child != null) ? child : newChild(text, start, end, hash);
	}

	private synchronized @Nullable TopicNode<V> newChild(String text, int start, int end, int hash) {
		TopicNode<V> child = child(text, start, end, hash);
		if (child == null && !isGone()) {
			child = new TopicNode<>(this, text.substring(start, end), hash);
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
			this.plus = new TopicNode<>(this, "+", 0);
		}
		return this.plus;
	}

	void addChildren(Frontier<V> nodes) {
		Siblings<V> present = this.children;
		if (present != null) {
			present.addTo(nodes);
		}
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
			length += node.level.length() + 1;
		}
		char[] key = new char[length];
		for (TopicNode<V> node = this; node != null && node.parent != null; node = node.parent) {
			length -= node.level.length();
			node.level.getChars(0, node.level.length(), key, length);
			if (length > 0) {
				key[--length] = '/';
			}
		}
		return new String(key);
	}

	@Override
	public @Nullable TopicNode<V> find(String text, int start, int end, int hash) {
		return (this.hash == hash && this.level.length() == end - start && text.startsWith(this.level, start)) ? this
				: null;
	}

	@Override
	public void addTo(Frontier<V> nodes) {
		if (this != NOBODY) {
			nodes.add(this);
		}
	}

	@Override
	public Siblings<V> with(TopicNode<V> node) {
		return new SiblingTable<V>().with(this).with(node);
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
