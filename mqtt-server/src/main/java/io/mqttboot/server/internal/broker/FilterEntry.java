package io.mqttboot.server.internal.broker;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * All subscriptions of one filter, where they are several or shared.
 */
final class FilterEntry implements Interest {

	private final Roster own = new Roster();

	private volatile Map<String, SharedGroup> groups = Map.of();

	@Override
	public boolean holds(Subscriber subscriber, @Nullable String group) {
		if (group == null) {
			return this.own.of(subscriber) != null;
		}
		SharedGroup members = this.groups.get(group);
		return members != null && members.holds(subscriber);
	}

	@Override
	public FilterEntry with(Subscription subscription) {
		String group = subscription.filter().shareGroup();
		if (group == null) {
			this.own.put(subscription);
			return this;
		}
		if (this.groups.isEmpty()) {
			this.groups = new ConcurrentHashMap<>(1);
		}
		this.groups.computeIfAbsent(group, (name) -> new SharedGroup()).put(subscription);
		return this;
	}

	@Override
	public @Nullable Interest without(Subscriber subscriber, @Nullable String group) {
		if (group == null) {
			this.own.remove(subscriber);
		}
		else {
			SharedGroup members = this.groups.get(group);
			if (members != null) {
				members.remove(subscriber);
				if (members.isEmpty()) {
					this.groups.remove(group);
				}
			}
		}
		return (this.own.size() == 0 && this.groups.isEmpty()) ? null : this;
	}

	@Override
	public @Nullable Subscription of(Subscriber subscriber) {
		return this.own.of(subscriber);
	}

	/** Returns who has subscribed without a group. */
	Roster own() {
		return this.own;
	}

	Collection<SharedGroup> groups() {
		return this.groups.values();
	}

	@Nullable SharedGroup group(@Nullable String name) {
		return (name != null) ? this.groups.get(name) : null;
	}

}
