package io.mqttboot.spring.listener;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of listeners, and their clock. A thread that has nothing to do ends.
 */
final class ListenerThreads implements WorkQueue.Timer {

	private static final Logger logger = LoggerFactory.getLogger(ListenerThreads.class);

	private static final int SHARED_MAX = 16;

	private static final int IDLE_SECONDS = 10;

	private final ExecutorService shared = pool("shared", SHARED_MAX);

	private final ScheduledThreadPoolExecutor timer;

	ListenerThreads() {
		this.timer = new ScheduledThreadPoolExecutor(1, named("mqtt-listener-timer"));
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	/** Returns a pool of its own for one listener. */
	static ExecutorService pool(String name, int threads) {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), named("mqtt-listener-" + name));
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	private static ThreadFactory named(String name) {
		AtomicInteger number = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	/** Returns the threads that all listeners share which want none of their own. */
	Executor shared() {
		return this.shared;
	}

	@Override
	public void in(Duration delay, Runnable task) {
		try {
			this.timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Nothing happens any more: the listeners have stopped");
		}
	}

	/** Ends them; what works finishes. */
	void stop() {
		this.timer.shutdown();
		this.shared.shutdown();
	}

}
