package io.mqttboot.client.internal.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.internal.session.Subscription.Standing;
import io.mqttboot.client.internal.session.Subscriptions.Call;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.protocol.flow.PacketIds;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SUBSCRIBE and UNSUBSCRIBE: sends what the server has to be told, and takes its answers.
 * For one loop.
 */
final class Requests {

	private static final Logger logger = LoggerFactory.getLogger(Requests.class);

	// filters of one packet: small enough for any server
	private static final int FILTERS_MAX = 100;

	private final Subscriptions subscriptions;

	private final PacketIds ids;

	private final Results results;

	// by packet identifier, oldest first
	private final Map<Integer, Request> unanswered = new LinkedHashMap<>();

	// who waits for the next UNSUBSCRIBE to be answered
	private List<CompletableFuture<Void>> unsubscribing = new ArrayList<>();

	Requests(Subscriptions subscriptions, PacketIds ids, Results results) {
		this.subscriptions = subscriptions;
		this.ids = ids;
		this.results = results;
	}

	/** Is told when the server has let go what is unwanted, or has no part in it. */
	void awaitUnsubscribed(CompletableFuture<Void> future) {
		if (this.subscriptions.hasUnwanted()) {
			this.unsubscribing.add(future);
		}
		else {
			this.results.complete(future);
		}
	}

	/** Tells calls that their filters were given up before the server answered. */
	void givenUp(List<Call> calls) {
		for (Call call : calls) {
			this.results.fail(call.future, new MqttClientException(MqttReasonCode.UNSPECIFIED_ERROR,
					"the subscription was given up before the server answered"));
		}
	}

	/**
	 * Asks the server for what it has not been asked for, and gives up what is unwanted:
	 * in this order, so that no message is missed when one filter follows another.
	 */
	void send(ServerLink link, Terms terms, long millis) {
		this.subscriptions.arrange(!terms.subscriptionIdsAvailable());
		Map<Integer, List<Subscription>> groups = new LinkedHashMap<>();
		for (Subscription entry : this.subscriptions.takeUnasked()) {
			int group = terms.subscriptionIdsAvailable() ? entry.id : 0;
			groups.computeIfAbsent(group, (id) -> new ArrayList<>()).add(entry);
		}
		groups.forEach((id, group) -> {
			for (int from = 0; from < group.size(); from += FILTERS_MAX) {
				List<Subscription> some = group.subList(from, Math.min(group.size(), from + FILTERS_MAX));
				send(link, new Request(List.copyOf(some), id), millis);
			}
		});
		sendUnwanted(link, millis);
	}

	private void sendUnwanted(ServerLink link, long millis) {
		List<String> unwanted = this.subscriptions.takeUnwanted();
		for (int from = 0; from < unwanted.size(); from += FILTERS_MAX) {
			List<String> some = unwanted.subList(from, Math.min(unwanted.size(), from + FILTERS_MAX));
			boolean last = from + some.size() == unwanted.size();
			send(link, new Request(null, some, last ? takeUnsubscribing() : List.of()), millis);
		}
		if (unwanted.isEmpty()) {
			takeUnsubscribing().forEach(this.results::complete);
		}
	}

	private List<CompletableFuture<Void>> takeUnsubscribing() {
		List<CompletableFuture<Void>> taken = this.unsubscribing;
		this.unsubscribing = new ArrayList<>();
		return taken;
	}

	private void send(ServerLink link, Request request, long millis) {
		int packetId = this.ids.next();
		if (packetId == 0) {
			throw new IllegalStateException("65,535 packets wait for an answer");
		}
		this.unanswered.put(packetId, request);
		request.write(link, packetId, false, millis);
	}

	/** SUBACK came. */
	void subAck(int packetId, List<MqttReasonCode> answers, ServerLink link) {
		Request request = this.unanswered.get(packetId);
		if (request == null || request.entries == null) {
			return; // of another life
		}
		if (request.entries.size() != answers.size()) { // [MQTT-3.8.4-6]
			link.fail(MqttReasonCode.PROTOCOL_ERROR, "SUBACK does not answer each filter");
			return;
		}
		end(packetId);
		for (int i = 0; i < answers.size(); i++) {
			answered(request.entries.get(i), answers.get(i));
		}
	}

	private void answered(Subscription entry, MqttReasonCode answer) {
		boolean current = entry.standing == Standing.ASKED;
		if (current) {
			entry.standing = answer.isError() ? Standing.REFUSED : Standing.GRANTED;
		}
		if (answer.isError()) {
			logger.warn("The server refused the subscription to '{}': {}", entry.filter.text(), answer.text());
			this.subscriptions.refused(entry);
		}
		else if (current) {
			this.subscriptions.granted(entry).forEach((covered) -> tell(covered, atMost(answer, covered)));
		}
		tell(entry, answer.isError() ? answer : atMost(answer, entry));
	}

	// The server may have been asked for more, because of what a filter covers.
	private static MqttReasonCode atMost(MqttReasonCode granted, Subscription entry) {
		return MqttReasonCode.of(Math.min(granted.value(), entry.options.qos().value()));
	}

	private void tell(Subscription entry, MqttReasonCode answer) {
		entry.answer = answer;
		for (Call call : entry.calls) {
			Map<String, MqttReasonCode> all = call.answered(entry.filter.text(), answer);
			if (all != null) {
				this.results.complete(call.future, all);
			}
		}
		entry.calls.clear();
	}

	/** UNSUBACK came. */
	void unsubAck(int packetId) {
		Request request = this.unanswered.get(packetId);
		if (request != null && request.filters != null) {
			end(packetId);
			request.futures.forEach(this.results::complete);
		}
	}

	private void end(int packetId) {
		this.unanswered.remove(packetId);
		this.ids.free(packetId);
	}

	/** The connection ended: nothing is answered any more. */
	void disconnected() {
		this.unanswered.forEach((packetId, request) -> {
			this.ids.free(packetId);
			this.unsubscribing.addAll(request.futures);
			if (request.filters != null) {
				this.subscriptions.unwantedStill(request.filters);
			}
		});
		this.unanswered.clear();
		this.subscriptions.disconnected();
	}

	/** The client ends for good. */
	void abandon(MqttClientException cause) {
		disconnected();
		this.subscriptions.takeCalls().forEach((call) -> this.results.fail(call.future, cause));
		takeUnsubscribing().forEach((future) -> this.results.fail(future, cause));
	}

	/** As {@link Outbox#repeat}. */
	boolean repeat(ServerLink link, long millis, long intervalMillis, int repeatsMax) {
		boolean well = true;
		for (Map.Entry<Integer, Request> each : this.unanswered.entrySet()) {
			Request request = each.getValue();
			if (millis - request.sentMillis >= intervalMillis) {
				well &= request.repeats++ < repeatsMax;
				request.write(link, each.getKey(), true, millis);
			}
		}
		return well;
	}

	/** A packet that waits for its answer: SUBSCRIBE has entries, UNSUBSCRIBE filters. */
	private static final class Request {

		private final @Nullable List<Subscription> entries;

		private final int subscriptionId;

		private final @Nullable List<String> filters;

		private final List<CompletableFuture<Void>> futures;

		private long sentMillis;

		private int repeats;

		private Request(List<Subscription> entries, int subscriptionId) {
			this.entries = entries;
			this.subscriptionId = subscriptionId;
			this.filters = null;
			this.futures = List.of();
		}

		private Request(@Nullable List<Subscription> none, List<String> filters,
				List<CompletableFuture<Void>> futures) {
			this.entries = none;
			this.subscriptionId = 0;
			this.filters = List.copyOf(filters);
			this.futures = futures;
		}

		private void write(ServerLink link, int packetId, boolean dup, long millis) {
			this.sentMillis = millis;
			if (this.entries != null) {
				link.subscribe(packetId, this.entries.stream().map(Subscription::wish).toList(), this.subscriptionId,
						dup);
			}
			else if (this.filters != null) {
				link.unsubscribe(packetId, this.filters, dup);
			}
		}

	}

}
