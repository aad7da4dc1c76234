package io.mqttboot.server.internal.broker;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import io.mqttboot.server.config.MqttSharedStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The members of one shared subscription; each message goes to one of them (MQTT 5.0,
 * 4.8.2). Those that are reachable come first; if none is, one that will be back takes
 * it.
 */
final class SharedGroup {

	private volatile Subscription[] members = {};

	private final AtomicInteger turn = new AtomicInteger();

	private volatile @Nullable Subscriber sticky;

	boolean put(Subscription subscription) {
		Subscription[] present = this.members;
		for (int i = 0; i < present.length; i++) {
			if (present[i].subscriber() == subscription.subscriber()) {
				Subscription[] copy = present.clone();
				copy[i] = subscription;
				this.members = copy;
				return true;
			}
		}
		Subscription[] copy = java.util.Arrays.copyOf(present, present.length + 1);
		copy[present.length] = subscription;
		this.members = copy;
		return false;
	}

	boolean remove(Subscriber subscriber) {
		Subscription[] present = this.members;
		for (int i = 0; i < present.length; i++) {
			if (present[i].subscriber() == subscriber) {
				Subscription[] copy = new Subscription[present.length - 1];
				System.arraycopy(present, 0, copy, 0, i);
				System.arraycopy(present, i + 1, copy, i, copy.length - i);
				this.members = copy;
				return true;
			}
		}
		return false;
	}

	boolean isEmpty() {
		return this.members.length == 0;
	}

	/** Chooses who receives a publication, {@code null} if there is nobody. */
	@Nullable Subscription choose(Publication publication, MqttSharedStrategy strategy) {
		Subscription[] present = this.members;
		if (present.length == 0) {
			return null;
		}
		return switch (strategy) {
			case RANDOM -> reachableFrom(present, ThreadLocalRandom.current().nextInt(present.length));
			case ROUND_ROBIN -> reachableFrom(present, Math.floorMod(this.turn.getAndIncrement(), present.length));
			case STICKY -> sticky(present);
			case HASH_PUBLISHER -> reachableFrom(present, spread(String.valueOf(publication.publisher()), present));
			case HASH_TOPIC -> reachableFrom(present, spread(publication.message().topic(), present));
			case LEAST_INFLIGHT -> leastLoaded(present);
		};
	}

	// floorMod, not abs: abs(Integer.MIN_VALUE) is negative
	private static int spread(String key, Subscription[] present) {
		int hash = key.hashCode() * 0x9E3779B9;
		return Math.floorMod(hash ^ (hash >>> 16), present.length);
	}

	private static Subscription reachableFrom(Subscription[] present, int start) {
		for (int i = 0; i < present.length; i++) {
			Subscription candidate = present[(start + i) % present.length];
			if (candidate.subscriber().isReachable()) {
				return candidate;
			}
		}
		return present[start];
	}

	private Subscription sticky(Subscription[] present) {
		Subscriber last = this.sticky;
		for (Subscription candidate : present) {
			if (candidate.subscriber() == last && candidate.subscriber().isReachable()) {
				return candidate;
			}
		}
		Subscription chosen = reachableFrom(present, ThreadLocalRandom.current().nextInt(present.length));
		this.sticky = chosen.subscriber();
		return chosen;
	}

	// Those that have equally little to do take turns.
	private Subscription leastLoaded(Subscription[] present) {
		int start = Math.floorMod(this.turn.getAndIncrement(), present.length);
		Subscription best = present[start];
		int bestLoad = Integer.MAX_VALUE;
		for (int i = 0; i < present.length; i++) {
			Subscription candidate = present[(start + i) % present.length];
			int load = candidate.subscriber().isReachable() ? candidate.subscriber().load() : Integer.MAX_VALUE;
			if (load < bestLoad) {
				best = candidate;
				bestLoad = load;
			}
		}
		return best;
	}

}
