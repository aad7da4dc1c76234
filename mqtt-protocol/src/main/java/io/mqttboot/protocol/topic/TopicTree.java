package io.mqttboot.protocol.topic;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A concurrent trie of topic filters or topic names with one value each. Any thread may
 * read and write; readers never lock and see every value whose write has returned. A walk
 * comes to a node once at most, however many wildcards there are. {@link FilterTree}
 * serves filters of which most hold no wildcard.
 *
 * @param <V> the value, never null and immutable or thread-safe
 */
public final class TopicTree<V> {

	private final TopicNode<V> root = TopicNode.root();

	private final AtomicInteger nodeValues = new AtomicInteger();

	/**
	 * Replaces the value at a key atomically: the function gets the present value or null
	 * and returns the new one or null to remove it. Returns what the function returned.
	 * The function is called once, under a lock, and must not use the tree.
	 */
	public @Nullable V update(String key, UnaryOperator<@Nullable V> change) {
		Objects.requireNonNull(change, "change");
		return updateNode(key, change);
	}

	/** Returns the value at exactly this key. */
	public @Nullable V get(String key) {
		TopicNode<V> node = this.root;
		int length = lengthWithoutHash(key);
		for (int start = 0; start <= length;) {
			int end = Levels.end(key, start);
			node = Levels.isPlus(key, start, end) ? node.plus : node.child(key, start, end);
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
		if (this.nodeValues.get() > 0) { // counted before its writer returns
			walkTopic(topic, visitor);
		}
	}

	/**
	 * The keys are topic names: shows the values of all that a filter selects.
	 */
	public void select(String filter, Consumer<? super V> visitor) {
		selection(filter).goOn(Integer.MAX_VALUE, visitor);
	}

	/**
	 * The keys are topic names: returns a walk over all that a filter selects, to be made
	 * in steps. It shows what it comes to as it is then; what is stored while it goes on
	 * it may or may not come to.
	 */
	public Selection<V> selection(String filter) {
		return new Selection<>(this.root, filter);
	}

	/** Shows every key and its value, in no order. */
	public void forEach(BiConsumer<? super String, ? super V> visitor) {
		Frontier<V> nodes = new Frontier<>();
		nodes.add(this.root, 0);
		for (TopicNode<V> node = nodes.next(); node != null; node = nodes.next()) {
			V value = node.value;
			if (value != null) {
				visitor.accept(node.key(), value);
			}
			V below = node.below;
			if (below != null) {
				visitor.accept((node == this.root) ? "#" : node.key() + "/#", below);
			}
			TopicNode<V> plus = node.plus;
			if (plus != null) {
				nodes.add(plus, 0);
			}
			node.addChildren(nodes, 0);
		}
	}

	/** Returns how many values there are. */
	public int size() {
		return this.nodeValues.get();
	}

	// Depth first, and back along the parents, so that nothing has to be remembered;
	// returns how many nodes it came to.
	int walkTopic(String topic, Consumer<? super V> visitor) {
		boolean hidden = topic.startsWith("$"); // from the root's wildcards
												// [MQTT-4.7.2-1]
		TopicNode<V> node = this.root;
		int start = 0; // the level below the node
		int end = 0;
		int visited = 1;
		while (true) {
			TopicNode<V> next = null;
			if (start > topic.length()) {
				show(node.value, visitor);
				show(node.below, visitor); // a/# selects a as well (4.7.1.2)
			}
			else {
				boolean wild = !hidden || node != this.root;
				if (wild) {
					show(node.below, visitor);
				}
				end = Levels.end(topic, start);
				next = node.child(topic, start, end);
				if (next == null && wild) {
					next = node.plus;
				}
			}
			while (next == null) {
				TopicNode<V> above = node.parent;
				if (above == null) {
					return visited;
				}
				end = start - 1;
				start = Levels.startBefore(topic, start);
				if (!node.isPlus() && (!hidden || above != this.root)) {
					next = above.plus;
				}
				node = above;
			}
			node = next;
			start = end + 1;
			visited++;
		}
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

	static <V> void show(@Nullable V value, Consumer<? super V> visitor) {
		if (value != null) {
			visitor.accept(value);
		}
	}

	static boolean endsInHash(String key) {
		return key.endsWith("#") && (key.length() == 1 || key.charAt(key.length() - 2) == '/');
	}

	// The levels before a last # are those that begin within this length: none for #.
	static int lengthWithoutHash(String key) {
		return endsInHash(key) ? key.length() - 2 : key.length();
	}

}
