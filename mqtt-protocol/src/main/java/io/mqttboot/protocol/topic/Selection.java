package io.mqttboot.protocol.topic;

import java.util.function.Consumer;

/**
 * A walk over the values of a {@link TopicTree} that a filter selects, made in steps, so
 * that other work has its turn between them. Confined to whoever makes it, while anybody
 * changes the tree.
 *
 * @param <V> the value
 */
public final class Selection<V> {

	private final TopicNode<V> root;

	private final String filter;

	private final int length;

	private final boolean all;

	// Wildcards at the root do not select topics that begin with $. [MQTT-4.7.2-1]
	private final boolean hiding;

	private final Frontier<V> frontier = new Frontier<>();

	Selection(TopicNode<V> root, String filter) {
		this.root = root;
		this.filter = filter;
		this.length = TopicTree.lengthWithoutHash(filter);
		this.all = TopicTree.endsInHash(filter);
		this.hiding = filter.startsWith("+") || filter.startsWith("#");
		this.frontier.add(root, 0);
	}

	/**
	 * Goes on, for so many nodes at most.
	 * @param nodes how many
	 * @param visitor sees the values
	 * @return how many nodes it came to: fewer than it might when the walk is over
	 */
	public int goOn(int nodes, Consumer<? super V> visitor) {
		for (int visited = 0; visited < nodes; visited++) {
			TopicNode<V> node = this.frontier.next();
			if (node == null) {
				return visited;
			}
			visit(node, this.frontier.place(), visitor);
		}
		return nodes;
	}

	private void visit(TopicNode<V> node, int start, Consumer<? super V> visitor) {
		if (this.hiding && node.parent == this.root && node.isHidden()) {
			return;
		}
		if (start > this.length) {
			TopicTree.show(node.value, visitor);
			if (this.all) {
				node.addChildren(this.frontier, start);
			}
			return;
		}
		int end = Levels.end(this.filter, start);
		if (Levels.isPlus(this.filter, start, end)) {
			node.addChildren(this.frontier, end + 1);
		}
		else {
			TopicNode<V> child = node.child(this.filter, start, end);
			if (child != null) {
				this.frontier.add(child, end + 1);
			}
		}
	}

}
