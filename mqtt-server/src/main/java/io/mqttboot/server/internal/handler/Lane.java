package io.mqttboot.server.internal.handler;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other on an executor that may run many at once.
 */
final class Lane implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(Lane.class);

	// Tasks run before another lane has its turn on this thread.
	private static final int TURN_MAX = 64;

	private final Executor executor;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	Lane(Executor executor) {
		this.executor = executor;
	}

	/**
	 * Adds a task.
	 * @return whether it will run: {@code false} if the executor takes nothing
	 */
	boolean add(Runnable task) {
		this.tasks.add(task);
		try {
			schedule();
			return true;
		}
		catch (RejectedExecutionException ex) {
			return !this.tasks.remove(task); // a thread may just have taken it
		}
	}

	private void schedule() {
		if (this.scheduled.compareAndSet(false, true)) {
			boolean accepted = false;
			try {
				this.executor.execute(this);
				accepted = true;
			}
			finally {
				if (!accepted) {
					this.scheduled.set(false);
				}
			}
		}
	}

	@Override
	public void run() {
		try {
			for (int i = 0; i < TURN_MAX; i++) {
				Runnable task = this.tasks.poll();
				if (task == null) {
					break;
				}
				task.run();
			}
		}
		finally {
			this.scheduled.set(false);
			again();
		}
	}

	private void again() {
		if (!this.tasks.isEmpty()) {
			try {
				schedule();
			}
			catch (RejectedExecutionException ex) {
				logger.warn("MQTT-3004 The handler executor takes no more; {} calls of listeners wait for the next one",
						this.tasks.size());
			}
		}
	}

}
