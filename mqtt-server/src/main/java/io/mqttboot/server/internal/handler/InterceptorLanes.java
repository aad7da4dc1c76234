package io.mqttboot.server.internal.handler;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.broker.Pressure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs interceptors off the event loops: what has the same key one after the other, each
 * for a time only, and bounded in messages and bytes. What takes too long is interrupted,
 * and its lane goes on without it.
 */
final class InterceptorLanes {

	private static final Logger logger = LoggerFactory.getLogger(InterceptorLanes.class);

	private final Executor executor;

	private final Pressure pressure;

	private final long patienceMillis;

	private final LongSupplier clock;

	private final Map<String, Queue<Task<?>>> lanes = new ConcurrentHashMap<>();

	private final Set<Task<?>> running = ConcurrentHashMap.newKeySet();

	InterceptorLanes(Executor executor, MqttServerConfig config, LongSupplier clock) {
		this.executor = executor;
		this.pressure = new Pressure(config.limits().handlerQueueMax(), config.limits().handlerQueueBytesMax());
		this.patienceMillis = config.extensions().interceptorTimeout().toMillis();
		this.clock = clock;
	}

	/** What comes of a task, once, on any thread. */
	@FunctionalInterface
	interface Ending<T> {

		void ended(@Nullable T result, @Nullable Throwable failure);

	}

	/**
	 * Runs a task later.
	 * @return whether it will run: {@code false} if too much waits
	 */
	<T> boolean add(String key, int bytes, Callable<T> work, Ending<T> ending) {
		if (this.pressure.isFull()) {
			return false;
		}
		this.pressure.add(bytes);
		Task<T> task = new Task<>(key, bytes, work, ending);
		boolean[] first = new boolean[1];
		this.lanes.compute(key, (name, present) -> {
			Queue<Task<?>> lane = (present != null) ? present : new ArrayDeque<>(2);
			first[0] = lane.isEmpty();
			lane.add(task);
			return lane;
		});
		if (first[0]) {
			start(task);
		}
		return true;
	}

	/** Returns what to wait for before more is added, {@code null} for nothing. */
	@Nullable Pressure high() {
		return this.pressure.isHigh() ? this.pressure : null;
	}

	/** As long as the pressure is high somewhere behind a task, it counts as waiting. */
	void hold(int bytes, Pressure behind) {
		this.pressure.add(bytes);
		behind.await(() -> this.pressure.remove(bytes));
	}

	boolean isIdle() {
		return this.pressure.messages() == 0;
	}

	/** Looks for tasks that take too long; now and then, by one thread. */
	void look() {
		long now = this.clock.getAsLong();
		this.running.forEach((task) -> task.giveUp(now));
	}

	private void start(Task<?> first) {
		Task<?> task = first;
		while (task != null) {
			try {
				this.executor.execute(task);
				return;
			}
			catch (RejectedExecutionException ex) {
				task = task.end(null, ex) ? next(task.key) : null;
			}
		}
	}

	// The task at the head of the lane is over.
	private @Nullable Task<?> next(String key) {
		Queue<Task<?>> lane = this.lanes.computeIfPresent(key, (name, present) -> {
			present.remove();
			return present.isEmpty() ? null : present;
		});
		return (lane != null) ? head(key) : null;
	}

	private @Nullable Task<?> head(String key) {
		Task<?>[] head = new Task<?>[1];
		this.lanes.computeIfPresent(key, (name, present) -> {
			head[0] = present.peek();
			return present;
		});
		return head[0];
	}

	/** One thing to run. */
	private final class Task<T> implements Runnable {

		private final String key;

		private final int bytes;

		private final Callable<T> work;

		private final Ending<T> ending;

		private final AtomicBoolean over = new AtomicBoolean();

		// while it runs, under its lock

		private @Nullable Thread thread;

		private long sinceMillis;

		private boolean interrupted;

		private Task(String key, int bytes, Callable<T> work, Ending<T> ending) {
			this.key = key;
			this.bytes = bytes;
			this.work = work;
			this.ending = ending;
		}

		@Override
		public void run() {
			begin();
			T result = null;
			Throwable failure = null;
			try {
				result = this.work.call();
			}
			catch (Throwable ex) {
				failure = ex;
			}
			leave();
			goOn(result, failure);
		}

		private synchronized void begin() {
			this.thread = Thread.currentThread();
			this.sinceMillis = InterceptorLanes.this.clock.getAsLong();
			InterceptorLanes.this.running.add(this);
		}

		// whoever runs next on this thread was not meant
		private synchronized void leave() {
			this.thread = null;
			InterceptorLanes.this.running.remove(this);
			if (this.interrupted) {
				Thread.interrupted();
			}
		}

		private void giveUp(long now) {
			if (interrupt(now)) {
				goOn(null, new TimeoutException("it took longer than it may"));
			}
		}

		private synchronized boolean interrupt(long now) {
			if (this.thread == null || this.interrupted
					|| now - this.sinceMillis < InterceptorLanes.this.patienceMillis) {
				return false;
			}
			this.interrupted = true;
			this.thread.interrupt();
			return true;
		}

		private void goOn(@Nullable T result, @Nullable Throwable failure) {
			if (end(result, failure)) {
				Task<?> following = next(this.key);
				if (following != null) {
					start(following);
				}
			}
		}

		/** Returns whether it was not over before. */
		private boolean end(@Nullable T result, @Nullable Throwable failure) {
			if (!this.over.compareAndSet(false, true)) {
				return false;
			}
			try {
				this.ending.ended(result, failure);
			}
			catch (RuntimeException ex) {
				logger.error("MQTT-9007 What interceptors have seen could not be handed on", ex);
			}
			finally {
				InterceptorLanes.this.pressure.remove(this.bytes);
			}
			return true;
		}

	}

}
