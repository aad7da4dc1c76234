package io.mqttboot.server.internal.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Subscriptions in the order they came, one for each subscriber. Read by anyone, without
 * a lock; changed by one at a time, at a cost that does not grow with their number: who
 * goes leaves a gap, and who comes stands at the end.
 */
final class Roster {

	private static final int SEARCHED_WITHOUT_INDEX = 32;

	// Invariant: a subscription stays in its slot while these are the slots, so that who
	// reads one after the other meets each that stays, once.
	private volatile AtomicReferenceArray<@Nullable Subscription> slots = new AtomicReferenceArray<>(2);

	// Invariant: slots from here on were never used.
	private volatile int filled;

	private volatile int size;

	private volatile @Nullable Map<Subscriber, Subscription> index;

	/** Adds, or replaces what the subscriber had. */
	void put(Subscription subscription) {
		Subscription present = of(subscription.subscriber());
		if (present != null) {
			enter(subscription, present.place());
			return;
		}
		if (this.filled == this.slots.length()) {
			move();
		}
		enter(subscription, this.filled);
		this.filled++;
		this.size++;
	}

	private void enter(Subscription subscription, int place) {
		subscription.place(place);
		this.slots.setRelease(place, subscription);
		if (this.index != null) {
			this.index.put(subscription.subscriber(), subscription);
		}
	}

	/** Removes what the subscriber has. */
	void remove(Subscriber subscriber) {
		Subscription present = of(subscriber);
		if (present == null) {
			return;
		}
		this.size--; // before its slot is empty: who finds nobody need not look again
		this.slots.setRelease(present.place(), null);
		if (this.index != null) {
			this.index.remove(subscriber);
		}
		if (this.size < this.filled / 4) {
			move();
		}
	}

	// Half full at most, so that many changes pay for the copy.
	private void move() {
		AtomicReferenceArray<@Nullable Subscription> wider = new AtomicReferenceArray<>(Math.max(2, this.size * 2));
		Map<Subscriber, Subscription> bySubscriber = (this.size < SEARCHED_WITHOUT_INDEX) ? null
				: (this.index != null) ? this.index : new ConcurrentHashMap<>(this.size * 2);
		int place = 0;
		for (int i = 0; i < this.filled; i++) {
			Subscription each = this.slots.getPlain(i);
			if (each != null) {
				each.place(place);
				wider.setPlain(place++, each);
				if (bySubscriber != null && bySubscriber != this.index) {
					bySubscriber.put(each.subscriber(), each);
				}
			}
		}
		this.slots = wider;
		this.filled = place;
		this.index = bySubscriber;
	}

	/** Returns what a subscriber has, null for nothing. */
	@Nullable Subscription of(Subscriber subscriber) {
		Map<Subscriber, Subscription> bySubscriber = this.index;
		if (bySubscriber != null) {
			return bySubscriber.get(subscriber);
		}
		AtomicReferenceArray<@Nullable Subscription> present = this.slots;
		for (int i = 0; i < present.length(); i++) {
			Subscription each = present.getAcquire(i);
			if (each != null && each.subscriber() == subscriber) {
				return each;
			}
		}
		return null;
	}

	int size() {
		return this.size;
	}

	/** Returns the slots as they are: whoever goes meanwhile leaves null. */
	AtomicReferenceArray<@Nullable Subscription> slots() {
		return this.slots;
	}

	/** Returns how many slots were used, none of which need be so any more. */
	int filled() {
		return this.filled;
	}

}
