package io.mqttboot.server.internal.broker;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import io.mqttboot.MqttTopicFilter;
import io.mqttboot.protocol.topic.FilterTree;
import io.mqttboot.server.config.MqttSharedStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Who subscribed to what. Finds for a publication each subscriber once, however many of
 * its subscriptions match, and one member of each shared group.
 */
final class SubscriptionIndex {

	// A subscription, and a node of the tree where others do not share it.
	private static final int SUBSCRIPTION = 240;

	private static final int LEVEL = 32;

	private final FilterTree<Interest> tree = new FilterTree<>();

	private final LongAdder size = new LongAdder();

	private final LongAdder shared = new LongAdder();

	private final LongAdder bytes = new LongAdder();

	private final MqttSharedStrategy strategy;

	SubscriptionIndex(MqttSharedStrategy strategy) {
		this.strategy = strategy;
	}

	/** Adds or replaces; returns whether the subscriber had this subscription before. */
	boolean put(Subscription subscription) {
		MqttTopicFilter filter = subscription.filter();
		boolean[] existed = new boolean[1];
		this.tree.update(filter.filter(), (interest) -> {
			if (interest == null) {
				return filter.isShared() ? new FilterEntry().with(subscription) : subscription;
			}
			existed[0] = interest.holds(subscription.subscriber(), filter.shareGroup());
			return interest.with(subscription);
		});
		if (!existed[0]) {
			this.size.increment();
			this.shared.add(filter.isShared() ? 1 : 0);
			this.bytes.add(cost(filter));
		}
		return existed[0];
	}

	/** Removes; returns whether the subscriber had it. */
	boolean remove(Subscriber subscriber, MqttTopicFilter filter) {
		boolean[] existed = new boolean[1];
		this.tree.update(filter.filter(), (interest) -> {
			if (interest == null) {
				return null;
			}
			existed[0] = interest.holds(subscriber, filter.shareGroup());
			return interest.without(subscriber, filter.shareGroup());
		});
		if (existed[0]) {
			this.size.decrement();
			this.shared.add(filter.isShared() ? -1 : 0);
			this.bytes.add(-cost(filter));
		}
		return existed[0];
	}

	int size() {
		return this.size.intValue();
	}

	/** Returns how many of them are memberships of groups. */
	int shared() {
		return this.shared.intValue();
	}

	/** Returns about how much all of them keep of the heap. */
	long bytes() {
		return this.bytes.sum();
	}

	/** Returns about how much a subscription keeps of the heap. */
	static int cost(MqttTopicFilter filter) {
		String text = filter.isShared() ? filter.text() : filter.filter(); // exclusive or
																			// not
		int cost = SUBSCRIPTION + text.length() + LEVEL;
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) == '/') {
				cost += LEVEL;
			}
		}
		return cost;
	}

	/**
	 * Returns what one subscriber's own subscriptions say of a topic, shared ones aside.
	 */
	@Nullable Grant grantOf(Subscriber subscriber, String topic) {
		Grant[] found = new Grant[1];
		this.tree.match(topic, (interest) -> {
			Subscription subscription = interest.of(subscriber);
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
		if (matches.size == 1) {
			offer(matches.get(0), publication, offering);
		}
		else if (matches.size > 1) {
			offerOnce(matches, publication, offering);
		}
	}

	/** Offers a publication to one member of one group. */
	void offerGroup(MqttTopicFilter filter, Publication publication, Offering offering) {
		SharedGroup group = (this.tree.get(filter.filter()) instanceof FilterEntry entry)
				? entry.group(filter.shareGroup()) : null;
		if (group != null) {
			offer(group, publication, offering);
		}
	}

	// The common case: one filter matches, so nobody can be found twice.
	private void offer(Interest interest, Publication publication, Offering offering) {
		if (interest instanceof FilterEntry entry) {
			AtomicReferenceArray<@Nullable Subscription> slots = entry.own().slots();
			for (int i = 0; i < slots.length(); i++) {
				Subscription subscription = slots.getAcquire(i);
				if (subscription != null) {
					offer(subscription, publication, offering);
				}
			}
			offerShared(entry, publication, offering);
		}
		else if (interest instanceof Subscription alone) {
			offer(alone, publication, offering);
		}
	}

	private void offer(Subscription subscription, Publication publication, Offering offering) {
		if (subscription.accepts(publication)) {
			offering.offer(subscription.subscriber(), publication, subscription.grant());
		}
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
		if (matches.size <= Matches.COMPARED && matches.areAlone()) {
			offerCompared(matches, publication, offering);
			return;
		}
		Map<Subscriber, Grant> grants = new IdentityHashMap<>();
		for (int i = 0; i < matches.size; i++) {
			join(grants, matches.get(i), publication);
		}
		grants.forEach((subscriber, grant) -> offering.offer(subscriber, publication, grant));
		for (int i = 0; i < matches.size; i++) {
			if (matches.get(i) instanceof FilterEntry entry) {
				offerShared(entry, publication, offering);
			}
		}
	}

	// so few that to look through them is cheaper than a map
	private void offerCompared(Matches matches, Publication publication, Offering offering) {
		for (int i = 0; i < matches.size; i++) {
			Subscription first = matches.alone(i);
			Grant grant = null;
			for (int j = 0; j < matches.size; j++) {
				Subscription other = matches.alone(j);
				if (other.subscriber() != first.subscriber()) {
					continue;
				}
				if (j < i) {
					grant = null; // it was its turn already
					break;
				}
				if (other.accepts(publication)) {
					grant = (grant != null) ? grant.and(other.grant()) : other.grant();
				}
			}
			if (grant != null) {
				offering.offer(first.subscriber(), publication, grant);
			}
		}
	}

	private static void join(Map<Subscriber, Grant> grants, Interest interest, Publication publication) {
		if (interest instanceof FilterEntry entry) {
			AtomicReferenceArray<@Nullable Subscription> slots = entry.own().slots();
			for (int i = 0; i < slots.length(); i++) {
				Subscription subscription = slots.getAcquire(i);
				if (subscription != null) {
					join(grants, subscription, publication);
				}
			}
		}
		else if (interest instanceof Subscription alone) {
			join(grants, alone, publication);
		}
	}

	private static void join(Map<Subscriber, Grant> grants, Subscription subscription, Publication publication) {
		if (subscription.accepts(publication)) {
			grants.merge(subscription.subscriber(), subscription.grant(), Grant::and);
		}
	}

	/** Who is interested in one publication: usually one filter or a few. */
	private static final class Matches implements Consumer<Interest> {

		private static final int COMPARED = 8;

		private @Nullable Interest first;

		private Interest @Nullable [] more;

		private int size;

		@Override
		public void accept(Interest interest) {
			if (this.size == 0) {
				this.first = interest;
			}
			else {
				Interest[] array = this.more;
				if (array == null || array.length < this.size) {
					array = (array != null) ? Arrays.copyOf(array, this.size * 2) : new Interest[COMPARED - 1];
					this.more = array;
				}
				array[this.size - 1] = interest;
			}
			this.size++;
		}

		private Interest get(int index) {
			Interest found = (index == 0 || this.more == null) ? this.first : this.more[index - 1];
			return Objects.requireNonNull(found);
		}

		private boolean areAlone() {
			for (int i = 0; i < this.size; i++) {
				if (!(get(i) instanceof Subscription)) {
					return false;
				}
			}
			return true;
		}

		private Subscription alone(int index) {
			return (Subscription) get(index);
		}

	}

}
