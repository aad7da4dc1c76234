package io.mqttboot.spring.listener;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.spring.MqttTopicTemplate;
import io.mqttboot.spring.listener.Source.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a listener subscribed and hands it its messages. It is subscribed or not, and
 * paused or not: while it is paused messages wait unacknowledged, which in the end makes
 * the server wait. Made by {@link MqttListenerContainerFactory}; for any thread.
 */
public final class MqttListenerContainer {

	private static final Logger logger = LoggerFactory.getLogger(MqttListenerContainer.class);

	private static final Duration RETRY_FIRST = Duration.ofSeconds(30);

	private static final Duration RETRY_MAX = Duration.ofMinutes(10);

	private final MqttListenerEndpoint endpoint;

	private final ContainerSettings settings;

	private final Source source;

	private final WorkQueue queue;

	private final Tally tally = new Tally();

	private final ReentrantLock lock = new ReentrantLock();

	// all below is guarded by the lock

	private @Nullable Handle handle;

	private boolean resting = true;

	private boolean paused;

	private boolean closed;

	private Map<String, MqttReasonCode> refused = Map.of();

	private Duration retryDelay = RETRY_FIRST;

	MqttListenerContainer(MqttListenerEndpoint endpoint, ContainerSettings settings, Source source) {
		this.endpoint = endpoint;
		this.settings = settings;
		this.source = source;
		this.queue = new WorkQueue(settings.concurrency(), settings.executor(), settings.timer());
		this.queue.pause(true);
	}

	/**
	 * Returns what tells this listener from others.
	 * @return the identifier
	 */
	public String id() {
		return this.endpoint.id();
	}

	/**
	 * Returns what the listener is.
	 * @return the endpoint
	 */
	public MqttListenerEndpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * Returns whether it was made by {@link MqttSubscriptions}, of which there may be any
	 * number.
	 * @return whether it was
	 */
	public boolean isTemporary() {
		return id().startsWith(MqttSubscriptions.ID_PREFIX);
	}

	/**
	 * Subscribes, unless it is, and handles messages.
	 */
	public void start() {
		change(() -> {
			this.resting = false;
			open();
		});
	}

	/**
	 * Gives the subscription up. What has come before is still handled. Returns at once.
	 * @return completes when the server has let the subscription go
	 */
	public CompletableFuture<Void> stop() {
		AtomicReference<@Nullable Handle> open = new AtomicReference<>();
		change(() -> {
			open.set(this.handle);
			this.handle = null;
			this.refused = Map.of();
		});
		Handle given = open.get();
		return (given != null) ? given.close() : CompletableFuture.completedFuture(null);
	}

	/**
	 * Lets messages wait, and the subscription stand. Returns at once.
	 */
	public void pause() {
		change(() -> this.paused = true);
	}

	/**
	 * Handles messages again, first those that waited.
	 */
	public void resume() {
		change(() -> this.paused = false);
	}

	/**
	 * Returns whether the listener is subscribed, or wants to be.
	 * @return whether it was started and not stopped
	 */
	public boolean isRunning() {
		return locked(() -> this.handle != null && !this.resting);
	}

	/**
	 * Returns whether messages wait.
	 * @return whether it was paused and not resumed
	 */
	public boolean isPaused() {
		return locked(() -> this.paused);
	}

	/**
	 * Returns what the server says to the subscription.
	 * @return completes with its answer to each filter, when that has come; fails if the
	 * listener is not subscribed
	 */
	public CompletableFuture<Map<String, MqttReasonCode>> granted() {
		Handle open = locked(() -> this.handle);
		return (open != null) ? open.granted().copy() : CompletableFuture
			.failedFuture(new IllegalStateException("listener '" + id() + "' is not subscribed"));
	}

	/**
	 * Returns what a server does not let the listener hear.
	 * @return topic filters and what the server said, empty if all is well
	 */
	public Map<String, MqttReasonCode> refused() {
		return locked(() -> this.refused);
	}

	/**
	 * Returns how many messages have come and are not finished.
	 * @return their number at this moment
	 */
	public int waiting() {
		return this.queue.size();
	}

	/**
	 * Returns how many messages were handled.
	 * @return their number since the container was made
	 */
	public long processed() {
		return this.tally.processed.sum();
	}

	/**
	 * Returns how often a message was tried again.
	 * @return the number since the container was made
	 */
	public long retried() {
		return this.tally.retried.sum();
	}

	/**
	 * Returns how many messages went to the recoverer, and were safe with it.
	 * @return their number since the container was made
	 */
	public long recovered() {
		return this.tally.recovered.sum();
	}

	/**
	 * Returns how many messages were given up, because the recoverer failed as well.
	 * @return their number since the container was made
	 */
	public long lost() {
		return this.tally.lost.sum();
	}

	// ------ for the registry

	/** Subscribes as early as it can, and lets messages wait. */
	void prepare() {
		if (this.source.isEarly()) {
			change(this::open);
		}
	}

	/** Returns whether it is subscribed, also while everything waits. */
	boolean isPrepared() {
		return locked(() -> this.handle != null);
	}

	/** Lets messages wait. */
	void rest() {
		change(() -> this.resting = true);
	}

	/** Returns when no handler works any more, or time is up. */
	void awaitRest() {
		try {
			if (!this.queue.await(this.settings.gracePeriod())) {
				logger.warn("Listener '{}' still works after {} ms", id(), this.settings.gracePeriod().toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Ends for good. A session that outlives the process keeps its subscriptions. */
	void close() {
		change(() -> this.closed = true);
		if (this.source.isTransient()) {
			stop();
		}
		if (this.settings.ownExecutor() != null) {
			this.settings.ownExecutor().shutdown();
		}
	}

	// ------ subscribing

	private void open() {
		if (this.handle == null) {
			this.retryDelay = RETRY_FIRST;
			opened(this.source.open(this.endpoint.filters().keySet(), this.settings.qos(), this::receive));
		}
	}

	private void opened(Handle open) {
		this.handle = open;
		open.granted().whenComplete((answers, failure) -> answered(open, answers, failure));
	}

	private void answered(Handle of, @Nullable Map<String, MqttReasonCode> answers, @Nullable Throwable failure) {
		Map<String, MqttReasonCode> errors = new LinkedHashMap<>();
		if (answers != null) {
			answers.forEach((filter, reason) -> {
				if (reason.isError()) {
					errors.put(filter, reason);
				}
			});
		}
		boolean current = locked(() -> {
			if (this.handle == of) {
				this.refused = Map.copyOf(errors);
			}
			return this.handle == of;
		});
		if (!current) {
			return; // given up meanwhile
		}
		if (failure != null) {
			logger.warn("The subscription of listener '{}' failed: {}", id(), failure.toString());
		}
		else if (!errors.isEmpty()) {
			Duration delay = nextRetry();
			logger.warn("The server refuses listener '{}' {}; it is asked again in {} s", id(), errors,
					delay.toSeconds());
			this.settings.events().accept(new MqttSubscriptionRefusedEvent(id(), errors));
			this.settings.timer().in(delay, () -> askAgain(of));
		}
	}

	private Duration nextRetry() {
		return locked(() -> {
			Duration delay = this.retryDelay;
			Duration doubled = delay.multipliedBy(2);
			this.retryDelay = (doubled.compareTo(RETRY_MAX) < 0) ? doubled : RETRY_MAX;
			return delay;
		});
	}

	// the new subscription stands before the old one goes, so that nothing is missed
	private void askAgain(Handle old) {
		boolean[] replaced = new boolean[1];
		change(() -> {
			if (this.handle == old) {
				opened(this.source.open(this.endpoint.filters().keySet(), this.settings.qos(), this::receive));
				replaced[0] = true;
			}
		});
		if (replaced[0]) {
			old.close();
		}
	}

	private void change(Runnable change) {
		this.lock.lock();
		try {
			change.run();
			// a stopped listener still handles what has come, a closed one does nothing
			this.queue.pause(this.closed || ((this.resting || this.paused) && this.handle != null));
		}
		finally {
			this.lock.unlock();
		}
		this.queue.dispatch();
	}

	private <T extends @Nullable Object> T locked(Supplier<T> read) {
		this.lock.lock();
		try {
			return read.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	// ------ messages

	private void receive(MqttMessage message, @Nullable String publisher, MqttAcknowledgment acknowledgment) {
		MqttReceived received = received(message, publisher, acknowledgment);
		Object key = switch (this.settings.ordering()) {
			case TOPIC -> message.topic();
			case SUBSCRIPTION -> "";
			case NONE -> new Object();
		};
		this.queue.submit(key, new Processing(this.endpoint, this.settings, this.tally, received),
				this.settings.here());
	}

	private MqttReceived received(MqttMessage message, @Nullable String publisher, MqttAcknowledgment acknowledgment) {
		for (MqttTopicTemplate each : this.endpoint.filters().values()) {
			Map<String, String> variables = each.match(message.topic());
			if (variables != null) {
				return new MqttReceived(message, each.text(), variables, publisher, acknowledgment);
			}
		}
		throw new IllegalStateException("listener '" + id() + "' got a message on '" + message.topic()
				+ "', which none of its topics selects: this is a bug");
	}

}
