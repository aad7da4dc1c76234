package io.mqttboot.server.internal.admission;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.mqttboot.server.config.MqttBan;
import io.mqttboot.server.config.MqttBanPolicy;
import io.mqttboot.server.config.MqttNetwork;
import org.jspecify.annotations.Nullable;

/**
 * The bans that are in force. Whoever asks takes no lock, and finds a ban by what it
 * names, not by looking at each; whoever changes them takes turns.
 */
public final class Bans {

	private static final int BITS_MAX = 128;

	private final int bansMax;

	private final LongSupplier millis;

	private final Map<Target, Entry> entries = new ConcurrentHashMap<>();

	// how many bits the networks of the bans have, each length once
	private volatile int[] lengths4 = {};

	private volatile int[] lengths6 = {};

	private int automatic;

	Bans(MqttBanPolicy policy, LongSupplier millis) {
		this.bansMax = policy.bansMax();
		this.millis = millis;
		policy.standing().forEach(this::add);
	}

	/**
	 * Adds a ban, in place of one that names the same.
	 * @throws IllegalStateException if there are too many
	 */
	public void add(MqttBan ban) {
		if (!add(ban, false)) {
			throw new IllegalStateException("there are " + this.bansMax + " bans, which is the limit");
		}
	}

	/**
	 * Adds a ban that nobody asked for; such must not take the place of others.
	 * @return whether there was room
	 */
	synchronized boolean addAutomatic(MqttBan ban) {
		purge();
		return this.automatic < this.bansMax / 2 && !this.entries.containsKey(Target.of(ban)) && add(ban, true);
	}

	private synchronized boolean add(MqttBan ban, boolean automatically) {
		Target target = Target.of(ban);
		if (this.entries.size() >= this.bansMax && !this.entries.containsKey(target)) {
			purge();
			if (this.entries.size() >= this.bansMax) {
				return false;
			}
		}
		Entry replaced = this.entries.put(target, new Entry(ban, end(ban.until()), automatically));
		this.automatic += (automatically ? 1 : 0) - ((replaced != null && replaced.automatic) ? 1 : 0);
		measure();
		return true;
	}

	private static long end(@Nullable Instant until) {
		if (until == null || until.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE))) {
			return Long.MAX_VALUE;
		}
		return until.toEpochMilli();
	}

	/**
	 * Removes the ban that names the same.
	 * @return whether there was one
	 */
	public synchronized boolean remove(MqttBan ban) {
		Entry removed = this.entries.remove(Target.of(ban));
		if (removed == null) {
			return false;
		}
		this.automatic -= removed.automatic ? 1 : 0;
		measure();
		return !isOver(removed);
	}

	/** Returns the bans that are in force. */
	public synchronized List<MqttBan> list() {
		purge();
		return this.entries.values().stream().map(Entry::ban).toList();
	}

	private void purge() {
		boolean purged = false;
		for (Entry each : this.entries.values()) {
			purged |= isOver(each) && this.entries.remove(Target.of(each.ban), each);
		}
		if (purged) {
			this.automatic = (int) this.entries.values().stream().filter(Entry::automatic).count();
			measure();
		}
	}

	private void measure() {
		this.lengths4 = lengths(this.entries.keySet(), false);
		this.lengths6 = lengths(this.entries.keySet(), true);
	}

	private static int[] lengths(Collection<Target> targets, boolean ipv6) {
		boolean[] used = new boolean[BITS_MAX + 1];
		for (Target each : targets) {
			if (each.network != null && each.network.isIpv6() == ipv6) {
				used[each.network.bits()] = true;
			}
		}
		return java.util.stream.IntStream.rangeClosed(0, BITS_MAX).filter((bits) -> used[bits]).toArray();
	}

	private boolean isOver(Entry entry) {
		return entry.endMillis <= this.millis.getAsLong();
	}

	/**
	 * Finds a ban by what is known of a client; one that names what is not known does not
	 * count.
	 */
	public @Nullable MqttBan find(@Nullable String clientId, @Nullable String user, @Nullable InetAddress address) {
		if (this.entries.isEmpty()) {
			return null;
		}
		MqttBan found = byNetwork(null, null, address);
		found = (found == null && clientId != null) ? by(clientId, null, address) : found;
		found = (found == null && user != null) ? by(null, user, address) : found;
		return (found == null && clientId != null && user != null) ? by(clientId, user, address) : found;
	}

	private @Nullable MqttBan by(@Nullable String clientId, @Nullable String user, @Nullable InetAddress address) {
		MqttBan found = inForce(new Target(clientId, user, null));
		return (found != null) ? found : byNetwork(clientId, user, address);
	}

	private @Nullable MqttBan byNetwork(@Nullable String clientId, @Nullable String user,
			@Nullable InetAddress address) {
		if (address == null || (this.lengths4.length == 0 && this.lengths6.length == 0)) {
			return null;
		}
		for (int bits : MqttNetwork.of(address).isIpv6() ? this.lengths6 : this.lengths4) {
			MqttBan found = inForce(new Target(clientId, user, MqttNetwork.of(address, bits)));
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	private @Nullable MqttBan inForce(Target target) {
		Entry entry = this.entries.get(target);
		return (entry != null && !isOver(entry)) ? entry.ban : null;
	}

	/** What a ban names. */
	private record Target(@Nullable String clientId, @Nullable String user, @Nullable MqttNetwork network) {

		static Target of(MqttBan ban) {
			return new Target(ban.clientId(), ban.user(), ban.network());
		}

	}

	/** A ban with its end. */
	private record Entry(MqttBan ban, long endMillis, boolean automatic) {

	}

}
