package io.mqttboot.protocol.topic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * Very many children of one node: tables that grow one by one, so that nobody waits while
 * a million siblings move.
 */
final class SiblingTables<V> implements Siblings<V> {

	private static final int TABLES = 256;

	// Below it they are one table again.
	private static final int LIVE_MIN = SiblingTable.LIVE_MAX / 4;

	private static final VarHandle TABLE = MethodHandles.arrayElementVarHandle(Siblings[].class);

	// Invariant: a node is in the table that the upper bits of its hash name.
	@SuppressWarnings({ "unchecked", "rawtypes" })
	private final @Nullable Siblings<V>[] tables = new Siblings[TABLES];

	private int live;

	@Override
	public @Nullable TopicNode<V> find(String text, int start, int end) {
		Siblings<V> table = read(index(Levels.hash(text, start, end)));
		return (table != null) ? table.find(text, start, end) : null;
	}

	@Override
	public void addTo(Frontier<V> frontier, int place) {
		for (int i = 0; i < TABLES; i++) {
			Siblings<V> table = read(i);
			if (table != null) {
				table.addTo(frontier, place);
			}
		}
	}

	@Override
	public SiblingTables<V> with(TopicNode<V> node) {
		int index = index(node.hash);
		Siblings<V> present = this.tables[index];
		TABLE.setRelease(this.tables, index, (present != null) ? present.with(node) : node);
		this.live++;
		return this;
	}

	@Override
	public Siblings<V> without(TopicNode<V> node) {
		int index = index(node.hash);
		Siblings<V> present = this.tables[index];
		TABLE.setRelease(this.tables, index, (present != null) ? present.without(node) : null);
		this.live--;
		return (this.live < LIVE_MIN) ? joined() : this;
	}

	private Siblings<V> joined() {
		Frontier<V> all = new Frontier<>();
		addTo(all, 0);
		SiblingTable<V> table = new SiblingTable<>(this.live);
		for (TopicNode<V> node = all.next(); node != null; node = all.next()) {
			table.with(node);
		}
		return table;
	}

	private static int index(int hash) {
		return hash >>> 24;
	}

	@SuppressWarnings("unchecked")
	private @Nullable Siblings<V> read(int index) {
		return (Siblings<V>) TABLE.getAcquire(this.tables, index);
	}

}
