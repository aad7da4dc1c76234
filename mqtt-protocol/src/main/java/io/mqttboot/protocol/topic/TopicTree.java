package io.mqttboot.protocol.topic;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A concurrent trie of topic filters or topic names with one value each. Any thread may
 * read and write; readers never lock and see every value whose write has returned. A walk
 * goes level by level and comes to a node once at most, however many wildcards there are.
 * A tree {@link #ofFilters} keeps filters without wildcards beside the trie, where one
 * look finds them, and cannot {@link #select}.
 *
 * @param <V> the value, never null and immutable or thread-safe
 */
public final class TopicTree<V> {

	private final TopicNode<V> root = new TopicNode<>(null, "", 0);

	private final AtomicInteger nodeValues = new AtomicInteger();

	// Invariant: holds the keys without wildcards, all or (null) none of them.
	private final @Nullable ConcurrentMap<String, V> exact;

	/** Creates a tree of filters or of topic names. */
	public TopicTree() {
		this(null);
	}

	private TopicTree(@Nullable ConcurrentMap<String, V> exact) {
		this.exact = exact;
	}

	/** Creates a tree of filters, smaller and faster where most hold no wildcard. */
	public static <V> TopicTree<V> ofFilters() {
		return new TopicTree<>(new ConcurrentHashMap<>());
	}

	/**
	 * Replaces the value at a key atomically: the function gets the present value or null
	 * and returns the new one or null to remove it. Returns what the function returned.
	 * The function is called once, under a lock, and must not use the tree.
	 */
	public @Nullable V update(String key, UnaryOperator<@Nullable V> change) {
		Objects.requireNonNull(change, "change");
		if (this.exact != null && !hasWildcard(key)) {
			return this.exact.compute(key, (same, present) -> change.apply(present));
		}
		return updateNode(key, change);
	}

	/** Returns the value at exactly this key. */
	public @Nullable V get(String key) {
		if (this.exact != null && !hasWildcard(key)) {
			return this.exact.get(key);
		}
		TopicNode<V> node = this.root;
		int length = lengthWithoutHash(key);
		for (int start = 0; start <= length;) {
			int end = Levels.end(key, start);
			node = Levels.isPlus(key, start, end) ? node.plus
					: node.child(key, start, end, Levels.hash(key, start, end));
			if (node == null) {
				return null;
			}
			start = end + 1;
		}
		return endsInHash(key) ? node.below : node.value;
	}

	/**
	 * The keys are filters: shows the values of all that match a topic name.
	 */
	public void match(String topic, Consumer<? super V> visitor) {
		if (this.exact != null) {
			show(this.exact.get(topic), visitor);
		}
		if (this.nodeValues.get() > 0) { // counted before its writer returns
			walkTopic(topic, visitor);
		}
	}

	/**
	 * The keys are topic names: shows the values of all that a filter selects.
	 */
	public void select(String filter, Consumer<? super V> visitor) {
		if (this.exact != null) {
			throw new UnsupportedOperationException("a tree of filters selects no topics");
		}
		walkFilter(filter, visitor);
	}

	/** Shows every key and its value, in no order. */
	public void forEach(BiConsumer<? super String, ? super V> visitor) {
		if (this.exact != null) {
			this.exact.forEach(visitor);
		}
		Frontier<V> nodes = new Frontier<>();
		nodes.add(this.root);
		while (!nodes.isEmpty()) {
			TopicNode<V> node = nodes.removeLast();
			V value = node.value;
			if (value != null) {
				visitor.accept(node.key(), value);
			}
			V below = node.below;
			if (below != null) {
				visitor.accept((node == this.root) ? "#" : node.key() + "/#", below);
			}
			nodes.add(node.plus);
			node.addChildren(nodes);
		}
	}

	/** Returns how many values there are. */
	public int size() {
		return this.nodeValues.get() + ((this.exact != null) ? this.exact.size() : 0);
	}

	// returns how many nodes it came to
	int walkTopic(String topic, Consumer<? super V> visitor) {
		boolean hidden = topic.startsWith("$"); // from the root's wildcards
												// [MQTT-4.7.2-1]
		Frontier<V> nodes = new Frontier<>();
		Frontier<V> next = new Frontier<>();
		nodes.add(this.root);
		int visited = 1;
		for (int start = 0; start <= topic.length() && !nodes.isEmpty();) {
			int end = Levels.end(topic, start);
			int hash = Levels.hash(topic, start, end);
			for (int i = 0; i < nodes.size(); i++) {
				TopicNode<V> node = nodes.get(i);
				next.add(node.child(topic, start, end, hash));
				if (!hidden || node != this.root) {
					show(node.below, visitor);
					next.add(node.plus);
				}
			}
			Frontier<V> done = nodes;
			nodes = next;
			next = done.cleared();
			visited += nodes.size();
			start = end + 1;
		}
		for (int i = 0; i < nodes.size(); i++) {
			show(nodes.get(i).value, visitor);
			show(nodes.get(i).below, visitor); // a/# selects a as well (4.7.1.2)
		}
		return visited;
	}

	// returns how many nodes it came to
	int walkFilter(String filter, Consumer<? super V> visitor) {
		Frontier<V> nodes = new Frontier<>();
		Frontier<V> next = new Frontier<>();
		nodes.add(this.root);
		int visited = 1;
		int length = lengthWithoutHash(filter);
		for (int start = 0; start <= length && !nodes.isEmpty();) {
			int end = Levels.end(filter, start);
			boolean plus = Levels.isPlus(filter, start, end);
			int hash = Levels.hash(filter, start, end);
			for (int i = 0; i < nodes.size(); i++) {
				if (plus) {
					addChildren(nodes.get(i), next);
				}
				else {
					next.add(nodes.get(i).child(filter, start, end, hash));
				}
			}
			Frontier<V> done = nodes;
			nodes = next;
			next = done.cleared();
			visited += nodes.size();
			start = end + 1;
		}
		boolean all = endsInHash(filter);
		while (!nodes.isEmpty()) {
			TopicNode<V> node = nodes.removeLast();
			show(node.value, visitor);
			if (all) {
				visited -= nodes.size();
				addChildren(node, nodes);
				visited += nodes.size();
			}
		}
		return visited;
	}

	private @Nullable V updateNode(String key, UnaryOperator<@Nullable V> change) {
		while (true) {
			TopicNode<V> node = reach(key);
			if (node == null) {
				continue;
			}
			try {
				synchronized (node) {
					if (!node.isGone()) {
						return change(node, endsInHash(key), change);
					}
				}
			}
			finally {
				node.prune();
			}
		}
	}

	// returns null when a branch was pruned under our feet
	private @Nullable TopicNode<V> reach(String key) {
		TopicNode<V> node = this.root;
		int length = lengthWithoutHash(key);
		for (int start = 0; start <= length && node != null;) {
			int end = Levels.end(key, start);
			node = Levels.isPlus(key, start, end) ? node.plusOrNew() : node.childOrNew(key, start, end);
			start = end + 1;
		}
		return node;
	}

	private @Nullable V change(TopicNode<V> node, boolean below, UnaryOperator<@Nullable V> change) {
		V before = below ? node.below : node.value;
		V after = change.apply(before);
		if (below) {
			node.below = after;
		}
		else {
			node.value = after;
		}
		this.nodeValues.addAndGet(((after != null) ? 1 : 0) - ((before != null) ? 1 : 0));
		return after;
	}

	private void addChildren(TopicNode<V> node, Frontier<V> nodes) {
		int from = nodes.size();
		node.addChildren(nodes);
		if (node == this.root) {
			nodes.removeFrom(from, (child) -> child.level.startsWith("$")); // [MQTT-4.7.2-1]
		}
	}

	private void show(@Nullable V value, Consumer<? super V> visitor) {
		if (value != null) {
			visitor.accept(value);
		}
	}

	private static boolean hasWildcard(String key) {
		return key.indexOf('+') >= 0 || key.indexOf('#') >= 0;
	}

	private static boolean endsInHash(String key) {
		return key.endsWith("#") && (key.length() == 1 || key.charAt(key.length() - 2) == '/');
	}

	// The levels before a last # are those that begin within this length: none for #.
	private static int lengthWithoutHash(String key) {
		return endsInHash(key) ? key.length() - 2 : key.length();
	}

}
