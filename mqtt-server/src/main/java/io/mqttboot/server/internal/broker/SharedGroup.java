package io.mqttboot.server.internal.broker;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.mqttboot.server.config.MqttSharedStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The members of one shared subscription; each message goes to one of them (MQTT 5.0,
 * 4.8.2). Those that are reachable come first; if none is, one that will be back takes
 * it.
 */
final class SharedGroup {

	private final Roster members = new Roster();

	private final AtomicInteger turn = new AtomicInteger();

	private volatile @Nullable Subscriber sticky;

	void put(Subscription subscription) {
		this.members.put(subscription);
	}

	void remove(Subscriber subscriber) {
		this.members.remove(subscriber);
	}

	boolean holds(Subscriber subscriber) {
		return this.members.of(subscriber) != null;
	}

	boolean isEmpty() {
		return this.members.size() == 0;
	}

	/** Chooses who receives a publication, {@code null} if there is nobody. */
	@Nullable Subscription choose(Publication publication, MqttSharedStrategy strategy) {
		Subscription chosen = null;
		while (chosen == null && !isEmpty()) { // again if all that it saw went meanwhile
			AtomicReferenceArray<@Nullable Subscription> slots = this.members.slots();
			int filled = Math.min(this.members.filled(), slots.length());
			if (filled > 0) {
				chosen = switch (strategy) {
					case RANDOM -> reachableFrom(slots, filled, random(slots, filled));
					case ROUND_ROBIN -> reachableFrom(slots, filled, turn(slots, filled));
					case STICKY -> sticky(slots, filled);
					case HASH_PUBLISHER ->
						reachableFrom(slots, filled, spread(String.valueOf(publication.publisher()), filled));
					case HASH_TOPIC -> reachableFrom(slots, filled, spread(publication.message().topic(), filled));
					case LEAST_INFLIGHT -> leastLoaded(slots, filled);
				};
			}
		}
		return chosen;
	}

	// a gap is nobody's chance or turn, so that its neighbour has no other one
	private static int random(AtomicReferenceArray<@Nullable Subscription> slots, int filled) {
		int slot = ThreadLocalRandom.current().nextInt(filled);
		for (int i = 0; i < filled && slots.getAcquire(slot) == null; i++) {
			slot = ThreadLocalRandom.current().nextInt(filled);
		}
		return slot;
	}

	private int turn(AtomicReferenceArray<@Nullable Subscription> slots, int filled) {
		int slot = Math.floorMod(this.turn.getAndIncrement(), filled);
		for (int i = 0; i < filled && slots.getAcquire(slot) == null; i++) {
			slot = Math.floorMod(this.turn.getAndIncrement(), filled);
		}
		return slot;
	}

	// floorMod, not abs: abs(Integer.MIN_VALUE) is negative
	private static int spread(String key, int filled) {
		int hash = key.hashCode() * 0x9E3779B9;
		return Math.floorMod(hash ^ (hash >>> 16), filled);
	}

	private static @Nullable Subscription reachableFrom(AtomicReferenceArray<@Nullable Subscription> slots, int filled,
			int start) {
		Subscription unreachable = null;
		for (int i = 0; i < filled; i++) {
			Subscription candidate = slots.getAcquire((start + i) % filled);
			if (candidate != null && candidate.subscriber().isReachable()) {
				return candidate;
			}
			unreachable = (unreachable != null) ? unreachable : candidate;
		}
		return unreachable;
	}

	private @Nullable Subscription sticky(AtomicReferenceArray<@Nullable Subscription> slots, int filled) {
		Subscriber last = this.sticky;
		if (last != null && last.isReachable()) {
			Subscription present = this.members.of(last);
			if (present != null) {
				return present;
			}
		}
		Subscription chosen = reachableFrom(slots, filled, random(slots, filled));
		this.sticky = (chosen != null) ? chosen.subscriber() : null;
		return chosen;
	}

	// Those that have equally little to do take turns.
	private @Nullable Subscription leastLoaded(AtomicReferenceArray<@Nullable Subscription> slots, int filled) {
		int start = turn(slots, filled);
		Subscription best = null;
		int bestLoad = Integer.MAX_VALUE;
		for (int i = 0; i < filled; i++) {
			Subscription candidate = slots.getAcquire((start + i) % filled);
			if (candidate != null) {
				int load = candidate.subscriber().isReachable() ? candidate.subscriber().load() : Integer.MAX_VALUE;
				if (best == null || load < bestLoad) {
					best = candidate;
					bestLoad = load;
				}
			}
		}
		return best;
	}

}
