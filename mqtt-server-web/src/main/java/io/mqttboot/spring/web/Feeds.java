package io.mqttboot.spring.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerSubscription;
import io.mqttboot.server.config.MqttTraceOptions;
import io.mqttboot.server.spi.MqttTrace;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Feeds listeners to server-sent events: as many as there may be, each until it goes, or
 * until the application stops, which no listener holds up.
 */
final class Feeds implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(Feeds.class);

	private static final int TOUCH_SECONDS = 15;

	private static final int RETAINED_MAX = 100;

	private static final int MESSAGE_OVERHEAD = 200;

	private final MqttServer server;

	private final Statistics statistics;

	private final Acts acts;

	private final MqttHttpSettings settings;

	private final Set<Feed> feeds = ConcurrentHashMap.newKeySet();

	private final AtomicInteger open = new AtomicInteger();

	private final LongAdder dropped = new LongAdder();

	// while it runs
	private volatile @Nullable ScheduledExecutorService timer;

	private volatile @Nullable ThreadPoolExecutor senders;

	Feeds(MqttServer server, Statistics statistics, Acts acts, MqttHttpSettings settings) {
		this.server = server;
		this.statistics = statistics;
		this.acts = acts;
		this.settings = settings;
	}

	int queueMax() {
		return this.settings.listenerQueueMax();
	}

	/**
	 * Takes another listener.
	 * @throws ApiFailure if there are too many
	 */
	Feed open(Feed.Wire wire) {
		if (this.open.incrementAndGet() > this.settings.listenersMax()) {
			this.open.decrementAndGet();
			throw ApiFailure.failed(HttpStatus.SERVICE_UNAVAILABLE, "there are too many listeners");
		}
		Feed feed = new Feed(this, wire);
		this.feeds.add(feed);
		if (this.timer == null) {
			feed.close();
			throw ApiFailure.failed(HttpStatus.SERVICE_UNAVAILABLE, "the application stops");
		}
		return feed;
	}

	void closed(Feed feed) {
		if (this.feeds.remove(feed)) {
			this.open.decrementAndGet();
		}
	}

	/** Something was not sent, because its listener was slow. */
	void dropped() {
		this.dropped.increment();
	}

	/** Returns how many listeners there are, and what they did not get. */
	Map<String, @Nullable Object> view() {
		return View.of("listeners", this.open.get(), "dropped", this.dropped.sum());
	}

	/** Runs what may block while a listener is slow: one task at a time for each. */
	Executor senders() {
		return (task) -> {
			ThreadPoolExecutor pool = this.senders;
			if (pool == null) {
				throw new RejectedExecutionException("the application stops");
			}
			pool.execute(task);
		};
	}

	// ------ what they are fed

	/** Sends figures, now and again and again. */
	void statistics(Feed feed, int delayMillis) {
		ScheduledExecutorService running = this.timer;
		if (running == null) {
			feed.close();
			return;
		}
		ScheduledFuture<?> task = running.scheduleWithFixedDelay(guarded(() -> {
			Map<String, @Nullable Object> now = this.statistics.now();
			Map<String, @Nullable Object> all = new LinkedHashMap<>(now);
			all.put("events", view());
			feed.send(0, () -> all);
		}), 0, delayMillis, TimeUnit.MILLISECONDS);
		feed.onEnd(() -> task.cancel(false));
	}

	/** Sends messages, as far as a caller may see them. */
	CompletableFuture<MqttServerSubscription> messages(Feed feed, Caller caller, String filter) {
		return this.acts
			.later(caller, "message.watch", filter,
					() -> this.server.administration()
						.watch(caller.identity(), filter, MqttQos.EXACTLY_ONCE, RETAINED_MAX,
								(publisher, message) -> feed.send(message.payloadBytes() + MESSAGE_OVERHEAD,
										() -> view(publisher, message))))
			.whenComplete((look, failure) -> {
				if (failure != null) {
					feed.close();
					return;
				}
				feed.onEnd(look::close);
				feed.touch(); // so that the listener knows
			});
	}

	/** Sends the steps of messages while they go their way, and says when it ends. */
	CompletableFuture<MqttTrace> trace(Feed feed, Caller caller, MqttTraceOptions options) {
		return this.acts
			.now(caller, "message.trace", OperationViews.target(options),
					() -> OperationsController.start(this.server, options,
							(step) -> feed.send(MESSAGE_OVERHEAD, () -> OperationViews.of(step))))
			.whenComplete((trace, failure) -> {
				if (failure != null) {
					feed.close();
					return;
				}
				feed.onEnd(trace::close);
				feed.touch(); // so that the listener knows
				trace.ended().whenComplete((ended, why) -> feed.send(0, () -> View.of("ended", true)));
			});
	}

	private static Map<String, @Nullable Object> view(@Nullable String publisher, MqttMessage message) {
		Map<String, @Nullable Object> view = View.of(message);
		view.put("publisher", publisher);
		view.put("at", System.currentTimeMillis());
		return view;
	}

	private static Runnable guarded(Runnable task) {
		return () -> {
			try {
				task.run();
			}
			catch (RuntimeException ex) { // the timer would never run it again
				logger.warn("MQTT-7003 An event could not be made: {}", ex.getClass().getName());
				logger.debug("An event could not be made", ex);
			}
		};
	}

	// ------ with the application

	@Override
	public void start() {
		this.senders = new ThreadPoolExecutor(0, 2 * this.settings.listenersMax(), 10, TimeUnit.SECONDS,
				new SynchronousQueue<>(), threads("mqtt-http-send-"));
		ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1, threads("mqtt-http-timer-"));
		started.setRemoveOnCancelPolicy(true);
		started.scheduleWithFixedDelay(guarded(() -> this.feeds.forEach(Feed::touch)), TOUCH_SECONDS, TOUCH_SECONDS,
				TimeUnit.SECONDS);
		this.timer = started;
	}

	private static ThreadFactory threads(String prefix) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory(prefix);
		threads.setDaemon(true);
		return threads;
	}

	/** Before the web server waits for its requests to end: these never would. */
	@Override
	public void stop() {
		ScheduledExecutorService running = this.timer;
		ThreadPoolExecutor pool = this.senders;
		this.timer = null;
		this.senders = null;
		this.feeds.forEach(Feed::close);
		if (running != null) {
			running.shutdownNow();
		}
		if (pool != null) {
			pool.shutdown();
		}
	}

	@Override
	public boolean isRunning() {
		return this.timer != null;
	}

}
