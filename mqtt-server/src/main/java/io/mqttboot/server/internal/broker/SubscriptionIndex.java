package io.mqttboot.server.internal.broker;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import io.mqttboot.MqttTopicFilter;
import io.mqttboot.protocol.topic.TopicTree;
import io.mqttboot.server.config.MqttSharedStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Who subscribed to what. Finds for a publication each subscriber once, however many of
 * its subscriptions match, and one member of each shared group.
 */
final class SubscriptionIndex {

	private final TopicTree<FilterEntry> tree = TopicTree.ofFilters();

	private final LongAdder size = new LongAdder();

	private final MqttSharedStrategy strategy;

	SubscriptionIndex(MqttSharedStrategy strategy) {
		this.strategy = strategy;
	}

	/** Adds or replaces; returns whether the subscriber had this subscription before. */
	boolean put(Subscription subscription) {
		boolean[] existed = new boolean[1];
		this.tree.update(subscription.filter().filter(), (entry) -> {
			FilterEntry changed = (entry != null) ? entry : new FilterEntry();
			existed[0] = changed.put(subscription);
			return changed;
		});
		if (!existed[0]) {
			this.size.increment();
		}
		return existed[0];
	}

	/** Removes; returns whether the subscriber had it. */
	boolean remove(Subscriber subscriber, MqttTopicFilter filter) {
		boolean[] existed = new boolean[1];
		this.tree.update(filter.filter(), (entry) -> {
			if (entry == null) {
				return null;
			}
			existed[0] = entry.remove(subscriber, filter.shareGroup());
			return entry.isEmpty() ? null : entry;
		});
		if (existed[0]) {
			this.size.decrement();
		}
		return existed[0];
	}

	int size() {
		return this.size.intValue();
	}

	/**
	 * Returns what one subscriber's own subscriptions say of a topic, shared ones aside.
	 */
	@Nullable Grant grantOf(Subscriber subscriber, String topic) {
		Grant[] found = new Grant[1];
		this.tree.match(topic, (entry) -> {
			Subscription subscription = entry.of(subscriber);
			if (subscription != null) {
				found[0] = (found[0] != null) ? found[0].and(subscription.grant()) : subscription.grant();
			}
		});
		return found[0];
	}

	/** Offers a publication to everyone who wants it. */
	void offer(Publication publication, Offering offering) {
		Matches matches = new Matches();
		this.tree.match(publication.message().topic(), matches);
		if (matches.first == null) {
			return;
		}
		if (matches.more == null) {
			offerEntry(matches.first, publication, offering);
		}
		else {
			offerOnce(matches, publication, offering);
		}
	}

	/** Offers a publication to one member of one group. */
	void offerGroup(MqttTopicFilter filter, Publication publication, Offering offering) {
		FilterEntry entry = this.tree.get(filter.filter());
		SharedGroup group = (entry != null) ? entry.group(filter.shareGroup()) : null;
		if (group != null) {
			offer(group, publication, offering);
		}
	}

	// The common case: one filter matches, so nobody can be found twice.
	private void offerEntry(FilterEntry entry, Publication publication, Offering offering) {
		Subscription[] few = entry.few();
		for (Subscription subscription : few) {
			if (subscription.accepts(publication)) {
				offering.offer(subscription.subscriber(), publication, subscription.grant());
			}
		}
		// read once: who becomes one of many just now is not found twice
		if (few.length == 0) {
			for (Subscription subscription : entry.many()) {
				if (subscription.accepts(publication)) {
					offering.offer(subscription.subscriber(), publication, subscription.grant());
				}
			}
		}
		offerShared(entry, publication, offering);
	}

	private void offerShared(FilterEntry entry, Publication publication, Offering offering) {
		if (entry.groups().isEmpty()) {
			return; // spares an iterator for every message
		}
		for (SharedGroup group : entry.groups()) {
			offer(group, publication, offering);
		}
	}

	private void offer(SharedGroup group, Publication publication, Offering offering) {
		Subscription chosen = group.choose(publication, this.strategy);
		if (chosen != null) {
			offering.offer(chosen.subscriber(), publication, chosen.grant());
		}
	}

	private void offerOnce(Matches matches, Publication publication, Offering offering) {
		Map<Subscriber, Grant> grants = new IdentityHashMap<>();
		matches.forEach((entry) -> {
			for (Subscription subscription : entry.few()) {
				join(grants, subscription, publication);
			}
			for (Subscription subscription : entry.many()) {
				join(grants, subscription, publication);
			}
		});
		grants.forEach((subscriber, grant) -> offering.offer(subscriber, publication, grant));
		matches.forEach((entry) -> offerShared(entry, publication, offering));
	}

	private static void join(Map<Subscriber, Grant> grants, Subscription subscription, Publication publication) {
		if (subscription.accepts(publication)) {
			grants.merge(subscription.subscriber(), subscription.grant(), Grant::and);
		}
	}

	/** The filters that match one publication: usually one. */
	private static final class Matches implements Consumer<FilterEntry> {

		private @Nullable FilterEntry first;

		private java.util.@Nullable ArrayList<FilterEntry> more;

		@Override
		public void accept(FilterEntry entry) {
			if (this.first == null) {
				this.first = entry;
				return;
			}
			if (this.more == null) {
				this.more = new java.util.ArrayList<>();
			}
			this.more.add(entry);
		}

		private void forEach(Consumer<FilterEntry> action) {
			if (this.first != null) {
				action.accept(this.first);
			}
			if (this.more != null) {
				this.more.forEach(action);
			}
		}

	}

}
