package io.mqttboot.client.internal.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.client.spi.MqttClientStatistics;
import io.mqttboot.client.spi.MqttMessageReceiver;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.client.spi.MqttPublishing;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.codec.Publish;
import io.mqttboot.protocol.flow.PacketIds;
import org.jspecify.annotations.Nullable;

/**
 * What a client remembers over its connections: what it has to send, what arrived and is
 * not dealt with, and what it subscribed to. An actor: other threads put calls into its
 * queue, and passes on its loop take them out; what a pass wrote leaves at its end.
 */
public final class ClientSession {

	// calls of other threads in one pass, so that reading has its turn
	private static final int CALLS_MAX = 1024;

	private final MqttClientConfig config;

	private final ClientLoop loop;

	private final Results results;

	private final OutboxRoom room;

	private final Outbox outbox;

	private final Arrivals arrivals;

	private final Subscriptions subscriptions = new Subscriptions();

	private final Requests requests;

	private final Replies replies;

	private final Promises promises;

	private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

	// Invariant: true from the moment a pass is due until it begins.
	private final AtomicBoolean due = new AtomicBoolean();

	// of this connection
	private @Nullable ServerLink link;

	private @Nullable Terms terms;

	// as the last pass left them, for others to read
	private volatile int inFlight;

	private volatile int handlerMessages;

	private volatile @Nullable MqttClientException ended;

	private volatile Map<String, MqttReasonCode> refusedFilters = Map.of();

	/**
	 * Creates a session.
	 * @param config how the client is set up
	 * @param loop its loop
	 * @param handlers calls handlers of messages
	 * @param results completes futures
	 * @param promises makes them
	 * @param observer is told what handlers do
	 * @param journal where the outbox writes, {@code null} if it is in memory
	 */
	public ClientSession(MqttClientConfig config, ClientLoop loop, Executor handlers, Executor results,
			Promises promises, MqttClientObserver observer, @Nullable Journal journal) {
		this.config = config;
		this.loop = loop;
		this.promises = promises;
		this.results = new Results(results);
		PacketIds ids = new PacketIds();
		this.room = new OutboxRoom(config);
		this.outbox = new Outbox(config, loop, ids, this.room, this.results, journal, this::call);
		this.arrivals = new Arrivals(config, loop, new Lanes(handlers), new Handling(observer, loop::nanos),
				this::wakeUp);
		this.requests = new Requests(this.subscriptions, ids, this.results);
		this.replies = new Replies(this.subscriptions, this.results, loop, config.limits().requestsMax(), this::call,
				this::publish);
	}

	// ------ from any thread

	/** Publishes; the future fails at once if there is no room for it. */
	public CompletableFuture<MqttPublishResult> publish(MqttMessage message) {
		CompletableFuture<MqttPublishResult> future = this.promises.create();
		MqttClientException refusal = put(new Delivery(message, future, null));
		if (refusal != null) {
			future.completeExceptionally(refusal);
		}
		return future;
	}

	/** Publishes, and says when the message is in the journal. */
	public MqttPublishing store(MqttMessage message) {
		MqttPublishing steps = new MqttPublishing(this.promises.create(), this.promises.create());
		MqttClientException refusal = put(new Delivery(message, steps.delivered(), steps.stored()));
		if (refusal != null) {
			steps.stored().completeExceptionally(refusal);
			steps.delivered().completeExceptionally(refusal);
		}
		return steps;
	}

	private @Nullable MqttClientException put(Delivery delivery) {
		MqttClientException over = this.ended;
		if (over != null) {
			return over;
		}
		if (!this.room.reserve(delivery)) {
			return new MqttClientException(MqttReasonCode.QUOTA_EXCEEDED, "the outbox is full: " + this.room.messages()
					+ " messages of " + this.room.bytes() + " bytes wait");
		}
		call(delivery.futures(), () -> this.outbox.add(delivery));
		return null;
	}

	/** Subscribes; the future has the server's answer to each filter. */
	public CompletableFuture<Map<String, MqttReasonCode>> subscribe(List<Wish> wishes, Route route) {
		Subscriptions.Call call = new Subscriptions.Call(this.promises.create());
		call(List.of(call.future), () -> this.subscriptions.add(wishes, route, call));
		return call.future;
	}

	/** Gives filters up, with all their routes. */
	public CompletableFuture<Void> unsubscribe(List<String> filters) {
		CompletableFuture<Void> future = this.promises.create();
		call(List.of(future), () -> {
			filters.forEach((filter) -> this.requests.givenUp(this.subscriptions.remove(filter)));
			this.requests.awaitUnsubscribed(future);
		});
		return future;
	}

	/** Gives up all that a receiver hears, and the filters that nobody else hears. */
	public CompletableFuture<Void> unsubscribe(MqttMessageReceiver receiver) {
		CompletableFuture<Void> future = this.promises.create();
		call(List.of(future), () -> {
			this.requests.givenUp(this.subscriptions.remove(receiver));
			this.requests.awaitUnsubscribed(future);
		});
		return future;
	}

	/** Publishes a request whose answer repeats its correlation data: MQTT 5. */
	public CompletableFuture<MqttMessage> request(MqttMessage message, Duration time) {
		CompletableFuture<MqttMessage> answer = this.promises.create();
		call(List.of(answer), () -> this.replies.request(message, time, answer));
		return answer;
	}

	/** Publishes a request whose answer comes on some topic. */
	public CompletableFuture<MqttMessage> request(MqttMessage message, MqttTopicFilter filter,
			Predicate<MqttMessage> answers, Duration time) {
		CompletableFuture<MqttMessage> answer = this.promises.create();
		call(List.of(answer), () -> this.replies.request(message, filter, answers, time, answer));
		return answer;
	}

	private void call(Runnable task) {
		call(List.of(), task);
	}

	private void call(List<CompletableFuture<?>> futures, Runnable task) {
		this.calls.add(new Call(futures, task));
		wakeUp();
	}

	private void wakeUp() {
		if (!this.due.get() && this.due.compareAndSet(false, true)) {
			try {
				this.loop.execute(this::pass);
			}
			catch (RejectedExecutionException ex) {
				lateCalls(ex);
			}
		}
	}

	// The loop is gone, as it goes when the last client has ended: nobody else will
	// complete these.
	private void lateCalls(RejectedExecutionException rejection) {
		MqttClientException over = this.ended;
		if (over == null) {
			throw rejection;
		}
		this.due.set(false); // first, so that a call which saw it set is found below
		Call late = this.calls.poll();
		while (late != null) {
			late.fail(over);
			late = this.calls.poll();
		}
	}

	/** How many messages are not delivered yet. */
	public int undelivered() {
		return this.room.messages();
	}

	/** What there is at this moment; whether there is a connection the caller knows. */
	public MqttClientStatistics statistics(boolean connected) {
		return new MqttClientStatistics(connected, this.inFlight, this.room.messages(), this.room.bytes(),
				this.handlerMessages, this.room.rejected(), this.room.dropped(), this.replies.late());
	}

	// ------ on the loop

	/** Does what is due and lets leave what was written. */
	public void pass() {
		this.due.set(false);
		MqttClientException over = this.ended;
		Call call = this.calls.poll();
		for (int i = 1; call != null; i++) {
			if (over == null) {
				call.task.run();
			}
			else {
				call.futures.forEach((future) -> this.results.fail(future, over));
			}
			call = (i < CALLS_MAX) ? this.calls.poll() : null;
		}
		if (!this.calls.isEmpty()) {
			wakeUp();
		}
		this.arrivals.settle(this.link);
		ServerLink there = this.link;
		Terms agreed = this.terms;
		if (there != null && agreed != null) {
			this.requests.send(there, agreed, this.loop.millis());
			this.outbox.drain(there, agreed);
			there.flush();
		}
		this.inFlight = this.outbox.inFlight();
		this.handlerMessages = this.arrivals.messages();
		this.outbox.flush();
		this.results.passEnded();
	}

	/** The server has let the client in. */
	public void connected(ServerLink to, Terms agreed) {
		this.link = to;
		this.terms = agreed;
		this.arrivals.connected(agreed.sessionPresent());
		this.replies.connected(agreed);
		if (agreed.sessionPresent()) {
			this.outbox.resume(to, agreed);
		}
		else {
			this.subscriptions.forgotten();
			this.outbox.restart(to, agreed);
		}
		pass();
	}

	/** The connection has ended. */
	public void disconnected() {
		this.link = null;
		this.terms = null;
		this.outbox.disconnected();
		this.requests.disconnected();
	}

	/** The client ends for good. */
	public void end(MqttClientException cause) {
		pass();
		this.ended = cause;
		this.outbox.abandon(cause);
		this.requests.abandon(cause);
		this.replies.abandon(cause);
		this.results.passEnded();
	}

	/** Tells the application something, in turn with the results of what it asked. */
	public void tell(Runnable task) {
		this.results.run(task);
		wakeUp();
	}

	/**
	 * A second has passed: before MQTT 5 what is not acknowledged is sent again.
	 */
	public void tick() {
		this.outbox.retry();
		ServerLink there = this.link;
		if (there == null || this.config.version().is5() || this.config.ackRetryMax() == 0) {
			return; // [MQTT-4.4.0-1] forbids it in MQTT 5
		}
		long interval = this.config.ackRetryInterval().toMillis();
		long now = this.loop.millis();
		boolean well = this.outbox.repeat(there, now, interval, this.config.ackRetryMax())
				& this.requests.repeat(there, now, interval, this.config.ackRetryMax());
		there.flush();
		if (!well) {
			there.fail(MqttReasonCode.UNSPECIFIED_ERROR, "the server does not acknowledge");
		}
	}

	// ------ packets, on the loop

	/** PUBLISH came; its alias is resolved. */
	public void arrived(Publish publish) {
		ServerLink there = this.link;
		if (there != null) {
			this.arrivals.add(publish,
					this.subscriptions.hearings(publish.message().topic(), publish.subscriptionIds()), there);
		}
	}

	/** One of the four acknowledgements came. */
	public void acked(AckType type, int packetId, MqttReasonCode reason) {
		ServerLink there = this.link;
		if (there == null) {
			return;
		}
		if (type == AckType.PUBREL) {
			this.arrivals.released(packetId, there);
		}
		else {
			this.outbox.acked(type, packetId, reason, there);
		}
	}

	/** SUBACK came. */
	public void subAck(int packetId, List<MqttReasonCode> answers) {
		ServerLink there = this.link;
		if (there != null) {
			this.requests.subAck(packetId, answers, there);
			this.refusedFilters = this.subscriptions.refused();
		}
	}

	/** UNSUBACK came. */
	public void unsubAck(int packetId) {
		this.requests.unsubAck(packetId);
	}

	/**
	 * Returns the filters that the server has refused, with its answers; after each
	 * change.
	 */
	public Map<String, MqttReasonCode> refusedFilters() {
		return this.refusedFilters;
	}

	/** Whether nothing is read because too much waits for handlers. */
	public boolean isPaused() {
		return this.arrivals.isPaused();
	}

	/** What another thread asked for, and whom to tell if it comes too late. */
	private record Call(List<CompletableFuture<?>> futures, Runnable task) {

		private void fail(MqttClientException cause) {
			this.futures.forEach((future) -> future.completeExceptionally(cause));
		}

	}

}
