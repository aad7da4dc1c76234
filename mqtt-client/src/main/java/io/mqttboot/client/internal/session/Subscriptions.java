package io.mqttboot.client.internal.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.internal.session.Subscription.Standing;
import io.mqttboot.client.spi.MqttMessageReceiver;
import io.mqttboot.protocol.topic.FilterTree;
import org.jspecify.annotations.Nullable;

/**
 * What the application subscribed to, and which of it the server has granted. Routes
 * stand before the server is asked, so nothing that arrives finds none. For one loop.
 */
final class Subscriptions {

	private static final int ID_MAX = 268_435_455;

	/** A call of the application that waits for answers. */
	static final class Call {

		final CompletableFuture<Map<String, MqttReasonCode>> future;

		private final Map<String, MqttReasonCode> answers = new LinkedHashMap<>();

		private final Set<String> open = new LinkedHashSet<>();

		Call(CompletableFuture<Map<String, MqttReasonCode>> future) {
			this.future = future;
		}

		// returns all answers when this was the last
		@Nullable Map<String, MqttReasonCode> answered(String filter, MqttReasonCode answer) {
			this.answers.put(filter, answer);
			return (this.open.remove(filter) && this.open.isEmpty()) ? Map.copyOf(this.answers) : null;
		}

	}

	private final Map<String, Subscription> entries = new LinkedHashMap<>();

	// by the filter without its group
	private final FilterTree<List<Subscription>> tree = new FilterTree<>();

	// What the server may have.
	private final Set<String> held = new LinkedHashSet<>();

	// Of these, what it should let go.
	private final Set<String> unwanted = new LinkedHashSet<>();

	private int lastId;

	// since it was last found out what covers what
	private boolean changed;

	/** Adds a route to some filters; for each of them the latest options hold. */
	void add(List<Wish> wishes, Route route, Call call) {
		this.changed = true;
		int id = nextId();
		for (Wish wish : wishes) {
			Subscription entry = entry(wish);
			entry.id = id;
			entry.add(route, wish.options());
			entry.calls.add(call);
			call.open.add(wish.filter().text());
		}
	}

	private int nextId() {
		this.lastId = (this.lastId == ID_MAX) ? 1 : this.lastId + 1;
		return this.lastId;
	}

	private Subscription entry(Wish wish) {
		String text = wish.filter().text();
		this.unwanted.remove(text);
		Subscription entry = this.entries.get(text);
		if (entry == null) {
			entry = new Subscription(wish.filter(), wish.options());
			this.entries.put(text, entry);
			plant(entry);
		}
		return entry;
	}

	private void plant(Subscription entry) {
		this.tree.update(entry.filter.filter(), (present) -> {
			List<Subscription> all = new ArrayList<>((present != null) ? present : List.of());
			all.add(entry);
			return List.copyOf(all);
		});
	}

	/** Removes a receiver from all filters; returns calls that nothing answers now. */
	List<Call> remove(MqttMessageReceiver receiver) {
		List<Call> unanswered = new ArrayList<>();
		for (Subscription entry : List.copyOf(this.entries.values())) {
			if (entry.hearings.removeIf((hearing) -> hearing.route().receiver() == receiver)
					&& entry.hearings.isEmpty()) {
				unanswered.addAll(remove(entry.filter.text()));
			}
		}
		return unanswered;
	}

	/** Removes a whole filter; returns calls that nothing answers now. */
	List<Call> remove(String filter) {
		Subscription entry = this.entries.remove(filter);
		if (entry == null) {
			return List.of();
		}
		this.tree.update(entry.filter.filter(), (present) -> {
			List<Subscription> all = new ArrayList<>((present != null) ? present : List.of());
			all.remove(entry);
			return all.isEmpty() ? null : List.copyOf(all);
		});
		this.changed = true;
		if (this.held.contains(filter)) {
			this.unwanted.add(filter);
		}
		List<Call> unanswered = List.copyOf(entry.calls);
		entry.calls.clear();
		return unanswered;
	}

	/** Whether the server may have something that the application has given up. */
	boolean hasUnwanted() {
		return !this.unwanted.isEmpty();
	}

	/** The server was told to let these go, and nobody knows whether it did. */
	void unwantedStill(List<String> filters) {
		this.held.addAll(filters);
		for (String filter : filters) {
			Subscription entry = this.entries.get(filter);
			if (entry == null || entry.standing == Standing.COVERED) {
				this.unwanted.add(filter);
			}
		}
	}

	// ------ covering

	/**
	 * Finds out which filters the server need not be asked for because another one brings
	 * their messages. Not where messages say which subscriptions they are for: elsewhere
	 * a server may send a message once for each filter that selects it, and nobody could
	 * tell that from several messages.
	 */
	void arrange(boolean covering) {
		if (!this.changed) {
			return;
		}
		this.changed = false;
		List<Subscription> all = List.copyOf(this.entries.values());
		for (Subscription entry : all) {
			entry.cover = null;
			entry.neededQos = entry.options.qos();
			if (covering) {
				// whatever covers a filter also matches its text
				this.tree.match(entry.filter.filter(), (matching) -> matching.forEach(entry::coverBy));
			}
		}
		for (Subscription entry : all) {
			if (entry.cover != null && entry.options.qos().compareTo(entry.cover.neededQos) > 0) {
				entry.cover.neededQos = entry.options.qos();
			}
		}
		all.stream().filter((entry) -> entry.cover == null).forEach(this::uncover);
		for (Subscription entry : all) {
			if (entry.cover != null && entry.standing == Standing.UNASKED && entry.cover.standing == Standing.UNASKED) {
				entry.standing = Standing.COVERED;
			}
		}
	}

	private void uncover(Subscription entry) {
		boolean lost = entry.standing == Standing.COVERED;
		boolean tooLow = entry.isStanding() && entry.neededQos.compareTo(entry.askedQos) > 0;
		if (lost || tooLow) {
			entry.standing = Standing.UNASKED;
			this.unwanted.remove(entry.filter.text());
		}
	}

	/** The server has granted a filter: returns those that it answers as well. */
	List<Subscription> granted(Subscription entry) {
		if (entry.cover != null && entry.cover.standing == Standing.GRANTED) {
			letGo(entry);
		}
		if (!entry.filter.hasWildcard()) {
			return List.of();
		}
		List<Subscription> covered = this.entries.values().stream().filter((each) -> each.cover == entry).toList();
		covered.stream().filter((each) -> each.standing == Standing.GRANTED).forEach(this::letGo);
		return covered.stream().filter((each) -> each.standing == Standing.COVERED).toList();
	}

	// the server need not have it any more
	private void letGo(Subscription entry) {
		entry.standing = Standing.COVERED;
		this.unwanted.add(entry.filter.text());
	}

	/** The server has refused a filter: what it covers has to be asked for. */
	void refused(Subscription entry) {
		this.changed = true;
		this.held.remove(entry.filter.text());
	}

	// ------ messages

	/**
	 * Returns who hears a message, each receiver once, at the best quality of service
	 * that one of its filters asks for. An MQTT 5 server says by identifiers which
	 * subscriptions it means, so that a message which it sends once for each of them is
	 * not handed to all of them each time.
	 */
	List<Hearing> hearings(String topic, int[] ids) {
		List<Hearing> meant = new ArrayList<>();
		List<Hearing> others = new ArrayList<>();
		this.tree.match(topic, (matching) -> {
			for (Subscription entry : matching) {
				entry.hearings.forEach((hearing) -> add(hearing, isOneOf(entry.id, ids) ? meant : others));
			}
		});
		return meant.isEmpty() ? others : meant;
	}

	private static void add(Hearing hearing, List<Hearing> to) {
		for (int i = 0; i < to.size(); i++) {
			Hearing present = to.get(i);
			if (present.route().receiver() == hearing.route().receiver()) {
				if (hearing.qos().compareTo(present.qos()) > 0) {
					to.set(i, new Hearing(present.route(), hearing.qos()));
				}
				return;
			}
		}
		to.add(hearing);
	}

	private static boolean isOneOf(int id, int[] ids) {
		for (int each : ids) {
			if (each == id) {
				return true;
			}
		}
		return false;
	}

	/** The server has forgotten everything. */
	void forgotten() {
		this.held.clear();
		this.unwanted.clear();
		this.changed = true;
		this.entries.values().forEach((entry) -> entry.standing = Standing.UNASKED);
	}

	/** A connection ended: what was asked and not answered has to be asked again. */
	void disconnected() {
		this.changed = true;
		for (Subscription entry : this.entries.values()) {
			if (entry.standing == Standing.ASKED) {
				entry.standing = Standing.UNASKED;
			}
		}
	}

	/** Returns all calls that wait for an answer, and forgets them. */
	Set<Call> takeCalls() {
		Set<Call> calls = new LinkedHashSet<>();
		for (Subscription entry : this.entries.values()) {
			calls.addAll(entry.calls);
			entry.calls.clear();
		}
		return calls;
	}

	/** Returns what the server has to be asked for, which it is now. */
	List<Subscription> takeUnasked() {
		List<Subscription> all = this.entries.values()
			.stream()
			.filter((entry) -> entry.standing == Standing.UNASKED)
			.toList();
		for (Subscription entry : all) {
			entry.ask();
			this.held.add(entry.filter.text());
		}
		return all;
	}

	/** Returns what the server should let go, and forgets it. */
	List<String> takeUnwanted() {
		List<String> all = List.copyOf(this.unwanted);
		this.unwanted.clear();
		this.held.removeAll(all);
		return all;
	}

	/** Returns the filters that the server has refused, with its answers. */
	Map<String, MqttReasonCode> refused() {
		Map<String, MqttReasonCode> refused = new LinkedHashMap<>();
		for (Subscription entry : this.entries.values()) {
			if (entry.standing == Standing.REFUSED && entry.answer != null) {
				refused.put(entry.filter.text(), entry.answer);
			}
		}
		return refused;
	}

	int size() {
		return this.entries.size();
	}

}
