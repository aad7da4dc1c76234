package io.mqttboot.client.internal.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.client.spi.MqttMessageReceiver;
import io.mqttboot.client.spi.MqttSubscriptionOptions;
import io.mqttboot.protocol.topic.FilterTree;
import org.jspecify.annotations.Nullable;

/**
 * What the application subscribed to, and which of it the server has granted. Routes
 * stand before the server is asked, so nothing that arrives finds none. For one loop.
 */
final class Subscriptions {

	private static final int ID_MAX = 268_435_455;

	/** What a filter is to the server. */
	enum Standing {

		/** It has not been asked for it. */
		UNASKED,

		/** It was asked and has not answered. */
		ASKED,

		/** It has granted it. */
		GRANTED,

		/** It has refused it. */
		REFUSED

	}

	/** One filter and all that hear it. */
	static final class Entry {

		final MqttTopicFilter filter;

		final List<Route> routes = new ArrayList<>();

		MqttSubscriptionOptions options;

		// of the latest call that asked for it; MQTT 5 sends it
		int id;

		Standing standing = Standing.UNASKED;

		@Nullable MqttReasonCode answer;

		// who is told the next answer
		final List<Call> calls = new ArrayList<>();

		Entry(MqttTopicFilter filter, MqttSubscriptionOptions options) {
			this.filter = filter;
			this.options = options;
		}

		Wish wish() {
			return new Wish(this.filter, this.options);
		}

	}

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

	private final Map<String, Entry> entries = new LinkedHashMap<>();

	// by the filter without its group
	private final FilterTree<List<Entry>> tree = new FilterTree<>();

	// The server may still have these, and the application has given them up.
	private final Set<String> unwanted = new LinkedHashSet<>();

	private int lastId;

	/** Adds a route to some filters; for each of them the latest options hold. */
	void add(List<Wish> wishes, Route route, Call call) {
		int id = nextId();
		for (Wish wish : wishes) {
			Entry entry = entry(wish);
			entry.options = wish.options();
			entry.id = id;
			entry.standing = Standing.UNASKED;
			entry.routes.add(route);
			entry.calls.add(call);
			call.open.add(wish.filter().text());
		}
	}

	private int nextId() {
		this.lastId = (this.lastId == ID_MAX) ? 1 : this.lastId + 1;
		return this.lastId;
	}

	private Entry entry(Wish wish) {
		String text = wish.filter().text();
		this.unwanted.remove(text);
		Entry entry = this.entries.get(text);
		if (entry == null) {
			entry = new Entry(wish.filter(), wish.options());
			this.entries.put(text, entry);
			plant(entry);
		}
		return entry;
	}

	private void plant(Entry entry) {
		this.tree.update(entry.filter.filter(), (present) -> {
			List<Entry> all = new ArrayList<>((present != null) ? present : List.of());
			all.add(entry);
			return List.copyOf(all);
		});
	}

	/** Removes a receiver from all filters; returns calls that nothing answers now. */
	List<Call> remove(MqttMessageReceiver receiver) {
		List<Call> unanswered = new ArrayList<>();
		for (Entry entry : List.copyOf(this.entries.values())) {
			if (entry.routes.removeIf((route) -> route.receiver() == receiver) && entry.routes.isEmpty()) {
				unanswered.addAll(remove(entry.filter.text()));
			}
		}
		return unanswered;
	}

	/** Removes a whole filter; returns calls that nothing answers now. */
	List<Call> remove(String filter) {
		Entry entry = this.entries.remove(filter);
		if (entry == null) {
			return List.of();
		}
		this.tree.update(entry.filter.filter(), (present) -> {
			List<Entry> all = new ArrayList<>((present != null) ? present : List.of());
			all.remove(entry);
			return all.isEmpty() ? null : List.copyOf(all);
		});
		if (entry.standing == Standing.GRANTED || entry.standing == Standing.ASKED) {
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
		filters.stream().filter((filter) -> !this.entries.containsKey(filter)).forEach(this.unwanted::add);
	}

	/**
	 * Returns who hears a message, each once. An MQTT 5 server says by identifiers which
	 * subscriptions it means, so that a message which it sends once for each of them is
	 * not handed to all of them each time.
	 */
	Set<Route> routes(String topic, int[] ids) {
		Set<Route> routes = new LinkedHashSet<>();
		Set<Route> others = new LinkedHashSet<>();
		this.tree.match(topic, (matching) -> {
			for (Entry entry : matching) {
				(isOneOf(entry.id, ids) ? routes : others).addAll(entry.routes);
			}
		});
		return routes.isEmpty() ? others : routes;
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
		this.unwanted.clear();
		this.entries.values().forEach((entry) -> entry.standing = Standing.UNASKED);
	}

	/** A connection ended: what was asked and not answered has to be asked again. */
	void disconnected() {
		for (Entry entry : this.entries.values()) {
			if (entry.standing == Standing.ASKED) {
				entry.standing = Standing.UNASKED;
			}
		}
	}

	/** Returns all calls that wait for an answer, and forgets them. */
	Set<Call> takeCalls() {
		Set<Call> calls = new LinkedHashSet<>();
		for (Entry entry : this.entries.values()) {
			calls.addAll(entry.calls);
			entry.calls.clear();
		}
		return calls;
	}

	/** Returns what the server has to be asked for. */
	List<Entry> unasked() {
		return this.entries.values().stream().filter((entry) -> entry.standing == Standing.UNASKED).toList();
	}

	/** Returns what the server should let go, and forgets it. */
	List<String> takeUnwanted() {
		List<String> all = List.copyOf(this.unwanted);
		this.unwanted.clear();
		return all;
	}

	/** Returns the filters that the server has refused, with its answers. */
	Map<String, MqttReasonCode> refused() {
		Map<String, MqttReasonCode> refused = new LinkedHashMap<>();
		for (Entry entry : this.entries.values()) {
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
