package io.mqttboot.protocol.topic;

import java.util.Arrays;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The nodes that a walk has come to and not yet left. Confined to the walk.
 */
final class Frontier<V> {

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private TopicNode<V>[] nodes = new TopicNode[4];

	private int size;

	void add(@Nullable TopicNode<V> node) {
		if (node == null) {
			return;
		}
		if (this.size == this.nodes.length) {
			this.nodes = Arrays.copyOf(this.nodes, this.size * 2);
		}
		this.nodes[this.size++] = node;
	}

	TopicNode<V> get(int index) {
		return this.nodes[index];
	}

	TopicNode<V> removeLast() {
		return this.nodes[--this.size];
	}

	void removeFrom(int from, Predicate<TopicNode<V>> condition) {
		int kept = from;
		for (int i = from; i < this.size; i++) {
			if (!condition.test(this.nodes[i])) {
				this.nodes[kept++] = this.nodes[i];
			}
		}
		this.size = kept;
	}

	Frontier<V> cleared() {
		this.size = 0;
		return this;
	}

	boolean isEmpty() {
		return this.size == 0;
	}

	int size() {
		return this.size;
	}

}
