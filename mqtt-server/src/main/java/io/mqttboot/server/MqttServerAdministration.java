package io.mqttboot.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.config.MqttDrain;
import io.mqttboot.server.config.MqttTraceOptions;
import io.mqttboot.server.internal.admission.AddressTable;
import io.mqttboot.server.internal.session.Operator;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.spi.MqttAddressTraffic;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttSlowSubscriber;
import io.mqttboot.server.spi.MqttTrace;
import io.mqttboot.server.spi.MqttTraceStep;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does with a running server, beside reading its statistics: looks at
 * sessions, at what waits and what is retained, changes that, and publishes. Thread-safe;
 * nothing blocks. Results come on event loops or on the authentication executor, so
 * whoever goes on with one must not block, or uses the asynchronous methods of the
 * future.
 */
public final class MqttServerAdministration {

	private final Engine engine;

	private final Deputy deputy;

	MqttServerAdministration(Engine engine) {
		this.engine = engine;
		this.deputy = new Deputy(engine);
	}

	// ------ sessions

	/**
	 * Returns some of the sessions, in the order of their client identifiers.
	 * @param search what client identifiers are to contain, empty for all
	 * @param connected whether the client is to be connected, {@code null} for any
	 * @param skip how many are left out in the beginning, 0 or more
	 * @param max the most that are returned, 1 or more
	 * @return a page of them, and how many there are in all
	 * @throws IllegalArgumentException if there is no such page
	 */
	public CompletableFuture<MqttServerPage> sessions(String search, @Nullable Boolean connected, int skip, int max) {
		if (skip < 0 || max < 1) {
			throw new IllegalArgumentException("a page begins at 0 or later and has room for one");
		}
		SessionPage page = new SessionPage(this.engine.sessions().all(),
				(each) -> each.id().contains(search) && (connected == null || each.isReachable() == connected), skip,
				max);
		int loops = this.engine.loops().size();
		return Steps
			.take(this.engine.loops().get(ThreadLocalRandom.current().nextInt(loops)), page::step, page::sessions)
			.thenCompose(SessionViews::later)
			.thenApply((views) -> new MqttServerPage(sorted(views), page.total()));
	}

	private static List<MqttServerSession> sorted(List<MqttServerSession> views) {
		return views.stream().sorted(Comparator.comparing(MqttServerSession::clientId)).toList();
	}

	/**
	 * Returns the session of a client.
	 * @param clientId the client
	 * @return its session, connected or not; empty if it has none
	 */
	public CompletableFuture<Optional<MqttServerSession>> session(String clientId) {
		Session session = this.engine.sessions().find(clientId);
		return SessionViews.later((session != null) ? List.of(session) : List.of())
			.thenApply((views) -> views.stream().findFirst());
	}

	/**
	 * Returns what a client has subscribed to.
	 * @param clientId the client
	 * @return its subscriptions, in the order they were made; empty if it has no session
	 */
	public CompletableFuture<Optional<List<MqttServerFilter>>> subscriptions(String clientId) {
		return on(clientId,
				(operator) -> operator.subscriptions()
					.stream()
					.map((each) -> new MqttServerFilter(each.filter().text(), each.grant().qos(), each.noLocal(),
							each.grant().retainAsPublished(), each.subscriptionId()))
					.toList());
	}

	/**
	 * Returns what waits for a client.
	 * @param clientId the client
	 * @param max the most messages that are returned
	 * @return the queue; empty if the client has no session
	 */
	public CompletableFuture<Optional<MqttServerQueue>> queue(String clientId, int max) {
		return on(clientId, (operator) -> {
			List<MqttServerQueue.Waiting> messages = new ArrayList<>();
			int total = operator.queue(max,
					(sequence, message) -> messages.add(new MqttServerQueue.Waiting(sequence, message)));
			return new MqttServerQueue(messages, total);
		});
	}

	/**
	 * Throws away what waits for a client, but not what is in flight.
	 * @param clientId the client
	 * @return how many messages that was; empty if the client has no session
	 */
	public CompletableFuture<Optional<Integer>> purgeQueue(String clientId) {
		return on(clientId, Operator::purge);
	}

	/**
	 * Ends the session of a client, and its connection if it has one. Its will is
	 * published, as always when a session ends that has one.
	 * @param clientId the client
	 * @return whether it had a session
	 */
	public CompletableFuture<Boolean> deleteSession(String clientId) {
		return on(clientId, Operator::delete).thenApply(Optional::isPresent);
	}

	/**
	 * Subscribes for a client, as if it had; within its limits and permissions.
	 * @param clientId the client
	 * @param filter the topic filter
	 * @param qos the highest quality of service
	 * @return what the client would have been told; empty if it has no session
	 * @throws IllegalArgumentException if the filter is none
	 */
	public CompletableFuture<Optional<MqttReasonCode>> subscribe(String clientId, String filter, MqttQos qos) {
		MqttTopicFilter checked = MqttTopicFilter.of(filter);
		return on(clientId, (operator) -> operator.subscribe(checked, qos));
	}

	/**
	 * Unsubscribes for a client.
	 * @param clientId the client
	 * @param filter the topic filter
	 * @return whether it had subscribed to it; empty if it has no session
	 * @throws IllegalArgumentException if the filter is none
	 */
	public CompletableFuture<Optional<Boolean>> unsubscribe(String clientId, String filter) {
		MqttTopicFilter checked = MqttTopicFilter.of(filter);
		return on(clientId, (operator) -> operator.unsubscribe(checked));
	}

	private <T> CompletableFuture<Optional<T>> on(String clientId, Function<Operator, T> task) {
		Session session = this.engine.sessions().find(clientId);
		if (session == null) {
			return CompletableFuture.completedFuture(Optional.empty());
		}
		CompletableFuture<Optional<T>> result = new CompletableFuture<>();
		session.run(() -> {
			try {
				result.complete(Optional.ofNullable(Operator.of(session)).map(task));
			}
			catch (RuntimeException ex) {
				result.completeExceptionally(ex);
			}
		});
		return result;
	}

	// ------ messages

	/**
	 * Publishes for somebody who is no client, if it may. What is published on
	 * {@code $delayed/{seconds}/{topic}} goes out later, other topics that begin with a
	 * dollar sign are refused.
	 * @param by who publishes, whose permissions count and who pays for what is retained
	 * @param publisher the client identifier that listeners are shown, {@code null} for
	 * none; it grants nothing
	 * @param message the message
	 * @return what a client of MQTT 5 would have been told, when it would have been; with
	 * an {@link io.mqttboot.MqttProtocolException} if its permissions cannot be found out
	 * @throws IllegalArgumentException if the topic is not a topic name
	 */
	public CompletableFuture<MqttReasonCode> publish(MqttIdentity by, @Nullable String publisher, MqttMessage message) {
		return this.deputy.publish(by, publisher, message);
	}

	/**
	 * Returns retained messages.
	 * @param filter which topics
	 * @param max the most that are returned
	 * @return the messages, in no order
	 * @throws IllegalArgumentException if the filter is none
	 */
	public CompletableFuture<List<MqttMessage>> retained(String filter, int max) {
		return this.deputy.retained(filter, max);
	}

	/**
	 * Removes the retained message of a topic. Nobody is told.
	 * @param by who removes it, who must be allowed to publish to the topic
	 * @param topic the topic name
	 * @return whether there was one; with an {@link io.mqttboot.MqttProtocolException} if
	 * that is not allowed
	 * @throws IllegalArgumentException if the topic is not a topic name
	 */
	public CompletableFuture<Boolean> deleteRetained(MqttIdentity by, String topic) {
		return this.deputy.deleteRetained(by, topic);
	}

	/**
	 * Looks on at what is published. Unlike subscriptions of the application this one has
	 * no queue: the handler is called by whoever publishes, mostly an event loop. It must
	 * not block, and an exception ends the look.
	 * @param by who looks on, whose permissions count, also those that it has later
	 * @param filter the topic filter, not a shared one
	 * @param qos the highest quality of service that is shown
	 * @param retainedMax the most retained messages that are shown first
	 * @param handler is handed each message
	 * @return ends the look when it is closed; with an
	 * {@link io.mqttboot.MqttProtocolException} if it is not allowed
	 * @throws IllegalArgumentException if the filter is none, or a shared one
	 */
	public CompletableFuture<MqttServerSubscription> watch(MqttIdentity by, String filter, MqttQos qos, int retainedMax,
			MqttServerMessageHandler handler) {
		return this.deputy.watch(by, filter, qos, retainedMax, handler);
	}

	// ------ the whole server

	/**
	 * Sends the clients away and lets no new ones in, until {@link #resume()}. Their
	 * sessions stay as long as they may; a will is published now, unless the session
	 * outlives the server. The ports stay open, so that who comes is told where to go.
	 * While a drain goes on another one changes where clients are sent and how fast.
	 * @param how how fast, and where to
	 * @return completed when nobody is connected any more, or the drain was ended
	 */
	public CompletableFuture<Void> drain(MqttDrain how) {
		return this.engine.draining().begin(how);
	}

	/**
	 * Ends a drain: clients are let in again. Does nothing if there is none.
	 */
	public void resume() {
		this.engine.draining().resume();
	}

	/**
	 * Follows the messages of one client or of some topics. A step costs an event loop
	 * little, and nothing where nobody follows.
	 * @param options what is followed, and the bounds at which the trace ends by itself
	 * @param steps gets each step, on the handler executor, one after the other, in the
	 * order in which they were noticed; it has a thread of the listeners meanwhile, and
	 * should not keep it long
	 * @return the trace, to be closed
	 * @throws IllegalStateException if eight traces are running
	 */
	public MqttTrace trace(MqttTraceOptions options, Consumer<MqttTraceStep> steps) {
		return this.engine.lookout().trace(options, steps);
	}

	/**
	 * Returns the clients that take longest for their messages.
	 * @return the slowest first; empty unless
	 * {@link io.mqttboot.server.config.MqttServerConfig#slowSubscribers()} says that they
	 * are remembered
	 */
	public List<MqttSlowSubscriber> slowSubscribers() {
		return this.engine.lookout().slowSubscribers().stream().map(this::withWaiting).toList();
	}

	private MqttSlowSubscriber withWaiting(MqttSlowSubscriber slow) {
		Session session = this.engine.sessions().find(slow.clientId());
		return (session != null) ? slow.withWaiting(session.outbox().queuedMessages(), session.outbox().queuedBytes(),
				session.outbox().inflight()) : slow;
	}

	/**
	 * Returns what has come from each address.
	 * @param limit how many addresses at most
	 * @return those first from and to which most bytes went; empty unless
	 * {@link io.mqttboot.server.config.MqttServerConfig#addressStatistics()} says that it
	 * is counted
	 */
	public List<MqttAddressTraffic> addresses(int limit) {
		AddressTable table = this.engine.connections().admission().addressTable();
		return (table != null) ? table.busiest(limit) : List.of();
	}

	/**
	 * Returns whether clients are sent away.
	 * @return whether a drain was begun and not ended
	 */
	public boolean isDraining() {
		return this.engine.draining().isOn();
	}

}
