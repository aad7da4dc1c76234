package io.mqttboot.protocol.topic;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Topic filters with one value each, where most hold no wildcard: those stand in a map,
 * where one look finds them, the others in a {@link TopicTree}. Any thread may read and
 * write, with the promises of both.
 *
 * @param <V> the value, never null and immutable or thread-safe
 */
public final class FilterTree<V> {

	private final ConcurrentMap<String, V> exact = new ConcurrentHashMap<>();

	private final TopicTree<V> wildcards = new TopicTree<>();

	/** As {@link TopicTree#update}. */
	public @Nullable V update(String filter, UnaryOperator<@Nullable V> change) {
		Objects.requireNonNull(change, "change");
		return hasWildcard(filter) ? this.wildcards.update(filter, change)
				: this.exact.compute(filter, (same, present) -> change.apply(present));
	}

	/** Returns the value at exactly this filter. */
	public @Nullable V get(String filter) {
		return hasWildcard(filter) ? this.wildcards.get(filter) : this.exact.get(filter);
	}

	/** Shows the values of all filters that match a topic name. */
	public void match(String topic, Consumer<? super V> visitor) {
		V same = this.exact.get(topic);
		if (same != null) {
			visitor.accept(same);
		}
		this.wildcards.match(topic, visitor);
	}

	/** Shows every filter and its value, in no order. */
	public void forEach(BiConsumer<? super String, ? super V> visitor) {
		this.exact.forEach(visitor);
		this.wildcards.forEach(visitor);
	}

	/** Returns how many values there are. */
	public int size() {
		return this.exact.size() + this.wildcards.size();
	}

	private static boolean hasWildcard(String filter) {
		return filter.indexOf('+') >= 0 || filter.indexOf('#') >= 0;
	}

}
