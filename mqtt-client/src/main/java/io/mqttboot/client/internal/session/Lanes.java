package io.mqttboot.client.internal.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on an executor, those of one key one after the other, those of different
 * keys at once. A key costs something only while it has tasks.
 */
final class Lanes {

	private final Executor executor;

	// Invariant: a lane is here as long as one of its tasks waits or runs.
	private final ConcurrentMap<String, Lane> lanes = new ConcurrentHashMap<>();

	Lanes(Executor executor) {
		this.executor = executor;
	}

	/**
	 * Adds a task.
	 * @throws java.util.concurrent.RejectedExecutionException if the executor takes
	 * nothing; the task will not run
	 */
	void run(String key, Runnable task) {
		boolean[] idle = new boolean[1];
		Lane lane = this.lanes.compute(key, (same, present) -> {
			idle[0] = present == null;
			Lane busy = (present != null) ? present : new Lane(key);
			busy.tasks.add(task);
			return busy;
		});
		if (idle[0]) {
			boolean accepted = false;
			try {
				this.executor.execute(lane);
				accepted = true;
			}
			finally {
				if (!accepted) {
					this.lanes.remove(key, lane);
				}
			}
		}
	}

	/** The tasks of one key. */
	private final class Lane implements Runnable {

		private final String key;

		// Touched only inside compute of its key.
		private final Queue<Runnable> tasks = new ArrayDeque<>();

		private Lane(String key) {
			this.key = key;
		}

		@Override
		public void run() {
			Runnable task = next();
			while (task != null) {
				task.run();
				task = next();
			}
		}

		// Takes the oldest task, or, if there is none, the lane off the map.
		private @Nullable Runnable next() {
			Runnable[] task = new Runnable[1];
			Lanes.this.lanes.compute(this.key, (same, present) -> {
				task[0] = this.tasks.poll();
				return (task[0] != null) ? this : null;
			});
			return task[0];
		}

	}

}
