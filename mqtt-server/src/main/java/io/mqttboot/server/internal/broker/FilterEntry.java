package io.mqttboot.server.internal.broker;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * All subscriptions of one filter: a small array that is copied when it changes, or, from
 * many on, a concurrent map, so that neither a lonely subscriber costs much nor the
 * hundred-thousandth. Changed only inside {@code TopicTree.update}; read by anyone.
 */
final class FilterEntry {

	private static final Subscription[] NONE = {};

	private static final int FEW = 32;

	private volatile Subscription[] few = NONE;

	private volatile @Nullable Map<Subscriber, Subscription> many;

	private volatile Map<String, SharedGroup> groups = Map.of();

	/** Adds or replaces; returns whether the subscriber had subscribed to it before. */
	boolean put(Subscription subscription) {
		String group = subscription.filter().shareGroup();
		if (group != null) {
			SharedGroup members = this.groups.get(group);
			if (members == null) {
				Map<String, SharedGroup> changed = new HashMap<>(this.groups);
				members = new SharedGroup();
				changed.put(group, members);
				this.groups = changed;
			}
			return members.put(subscription);
		}
		Map<Subscriber, Subscription> map = this.many;
		if (map != null) {
			return map.put(subscription.subscriber(), subscription) != null;
		}
		int index = indexOf(this.few, subscription.subscriber());
		if (index < 0 && this.few.length == FEW) {
			spill(subscription);
			return false;
		}
		Subscription[] copy = Arrays.copyOf(this.few, (index < 0) ? this.few.length + 1 : this.few.length);
		copy[(index < 0) ? this.few.length : index] = subscription;
		this.few = copy;
		return index >= 0;
	}

	private void spill(Subscription subscription) {
		Map<Subscriber, Subscription> map = new ConcurrentHashMap<>(FEW * 4);
		for (Subscription one : this.few) {
			map.put(one.subscriber(), one);
		}
		map.put(subscription.subscriber(), subscription);
		this.many = map;
		this.few = NONE;
	}

	/** Removes; returns whether the subscriber had subscribed. */
	boolean remove(Subscriber subscriber, @Nullable String group) {
		if (group != null) {
			SharedGroup members = this.groups.get(group);
			boolean removed = members != null && members.remove(subscriber);
			if (members != null && members.isEmpty()) {
				Map<String, SharedGroup> changed = new HashMap<>(this.groups);
				changed.remove(group);
				this.groups = changed;
			}
			return removed;
		}
		Map<Subscriber, Subscription> map = this.many;
		if (map != null) {
			return map.remove(subscriber) != null;
		}
		int index = indexOf(this.few, subscriber);
		if (index < 0) {
			return false;
		}
		Subscription[] copy = new Subscription[this.few.length - 1];
		System.arraycopy(this.few, 0, copy, 0, index);
		System.arraycopy(this.few, index + 1, copy, index, copy.length - index);
		this.few = copy;
		return true;
	}

	boolean isEmpty() {
		Map<Subscriber, Subscription> map = this.many;
		return this.few.length == 0 && (map == null || map.isEmpty()) && this.groups.isEmpty();
	}

	/** The few, or empty when they are many. */
	Subscription[] few() {
		return this.few;
	}

	/** The many, or empty when they are few. */
	Collection<Subscription> many() {
		Map<Subscriber, Subscription> map = this.many;
		return (map != null) ? map.values() : List.of();
	}

	Collection<SharedGroup> groups() {
		return this.groups.values();
	}

	@Nullable SharedGroup group(@Nullable String name) {
		return (name != null) ? this.groups.get(name) : null;
	}

	@Nullable Subscription of(Subscriber subscriber) {
		Map<Subscriber, Subscription> map = this.many;
		if (map != null) {
			return map.get(subscriber);
		}
		Subscription[] array = this.few;
		int index = indexOf(array, subscriber);
		return (index >= 0) ? array[index] : null;
	}

	private static int indexOf(Subscription[] array, Subscriber subscriber) {
		for (int i = 0; i < array.length; i++) {
			if (array[i].subscriber() == subscriber) {
				return i;
			}
		}
		return -1;
	}

}
