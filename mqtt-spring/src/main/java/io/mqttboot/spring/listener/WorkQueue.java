package io.mqttboot.spring.listener;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs in lanes: those of one key one after the other, those of different keys at once,
 * up to a number. A job may go on after its call returned, and may come again later while
 * those behind it wait; neither holds a thread.
 */
final class WorkQueue {

	/** Some work. */
	@FunctionalInterface
	interface Job {

		/** Works, and says when it has finished: here or later. */
		void run(Turn turn);

	}

	/** One run of a job, which ends with one call of one of these. */
	interface Turn {

		/** The job is finished. */
		void done();

		/** The job wants to run again after a while. */
		void again(Duration delay);

	}

	/** Runs tasks later. */
	@FunctionalInterface
	interface Timer {

		/** Runs a task once. */
		void in(Duration delay, Runnable task);

	}

	private static final Logger logger = LoggerFactory.getLogger(WorkQueue.class);

	// when an executor that took nothing is asked again
	private static final Duration REJECTED = Duration.ofSeconds(1);

	private final int runningMax;

	private final Executor executor;

	private final Timer timer;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	// all below is guarded by the lock

	// Invariant: a lane is here as long as it has jobs.
	private final Map<Object, Lane> lanes = new HashMap<>();

	private final Deque<Lane> ready = new ArrayDeque<>();

	private int running;

	private int jobs;

	private boolean paused;

	WorkQueue(int runningMax, Executor executor, Timer timer) {
		this.runningMax = runningMax;
		this.executor = executor;
		this.timer = timer;
	}

	/**
	 * Adds a job.
	 * @param key jobs with equal keys come one after the other
	 * @param here whether it may run before this returns, if nothing is before it
	 */
	void submit(Object key, Job job, boolean here) {
		Lane mine = null;
		this.lock.lock();
		try {
			this.jobs++;
			Lane lane = this.lanes.computeIfAbsent(key, Lane::new);
			lane.jobs.add(job);
			if (lane.jobs.size() == 1) {
				if (here && this.ready.isEmpty() && mayRun()) {
					this.running++;
					mine = lane;
				}
				else {
					this.ready.add(lane);
				}
			}
		}
		finally {
			this.lock.unlock();
		}
		if (mine != null) {
			run(mine);
		}
		dispatch();
	}

	private boolean mayRun() {
		return !this.paused && this.running < this.runningMax;
	}

	// Invariant: who takes a lane off the ready ones runs it or puts it back.
	private @Nullable Lane take() {
		this.lock.lock();
		try {
			Lane lane = mayRun() ? this.ready.poll() : null;
			if (lane != null) {
				this.running++;
			}
			return lane;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Gives the executor what may run. */
	void dispatch() {
		Lane lane = take();
		while (lane != null) {
			Lane next = lane;
			try {
				this.executor.execute(() -> drain(next));
			}
			catch (RejectedExecutionException ex) {
				logger.warn("The executor of listeners takes nothing; messages wait: {}", ex.toString());
				leave(next, next.jobs::size, true);
				this.timer.in(REJECTED, this::dispatch); // or the next message, if one
															// comes
				return;
			}
			lane = take();
		}
	}

	private void drain(Lane first) {
		Lane lane = first;
		while (lane != null) {
			run(lane);
			lane = take();
		}
	}

	private void run(Lane lane) {
		Job job = lane.head();
		LaneTurn turn = new LaneTurn(lane, Thread.currentThread());
		job.run(turn);
		turn.runner = null;
	}

	// gives the place of a running lane to another
	private void leave(Lane lane, IntSupplier left, boolean readyFirst) {
		this.lock.lock();
		try {
			this.running--;
			if (left.getAsInt() == 0) {
				this.lanes.remove(lane.key);
			}
			else if (readyFirst) {
				this.ready.addFirst(lane);
			}
			else {
				this.ready.add(lane);
			}
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lets no further job run, or lets them when they are {@link #dispatch dispatched}.
	 */
	void pause(boolean value) {
		this.lock.lock();
		try {
			this.paused = value;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Returns how many jobs have been submitted and are not finished. */
	int size() {
		this.lock.lock();
		try {
			return this.jobs;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Waits until no job runs; returns whether it is so. */
	boolean await(Duration max) throws InterruptedException {
		long nanos = max.toNanos();
		this.lock.lockInterruptibly();
		try {
			while (this.running > 0) {
				if (nanos <= 0) {
					return false;
				}
				nanos = this.changed.awaitNanos(nanos);
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The jobs of one key, the one that runs among them. */
	private final class Lane {

		private final Object key;

		private final Deque<Job> jobs = new ArrayDeque<>();

		private Lane(Object key) {
			this.key = key;
		}

		private Job head() {
			WorkQueue.this.lock.lock();
			try {
				return this.jobs.element();
			}
			finally {
				WorkQueue.this.lock.unlock();
			}
		}

	}

	/** One run of the first job of a lane. */
	private final class LaneTurn implements Turn {

		private final Lane lane;

		// who would go on by itself; touched by that thread, read by others as theirs
		private volatile @Nullable Thread runner;

		private LaneTurn(Lane lane, Thread runner) {
			this.lane = lane;
			this.runner = runner;
		}

		@Override
		public void done() {
			leave(this.lane, () -> {
				this.lane.jobs.remove();
				WorkQueue.this.jobs--;
				return this.lane.jobs.size();
			}, false);
			goOn();
		}

		@Override
		public void again(Duration delay) {
			WorkQueue.this.lock.lock();
			try {
				WorkQueue.this.running--;
				WorkQueue.this.changed.signalAll();
			}
			finally {
				WorkQueue.this.lock.unlock();
			}
			WorkQueue.this.timer.in(delay, () -> {
				WorkQueue.this.lock.lock();
				try {
					WorkQueue.this.ready.addFirst(this.lane);
				}
				finally {
					WorkQueue.this.lock.unlock();
				}
				dispatch();
			});
			goOn();
		}

		private void goOn() {
			if (this.runner != Thread.currentThread()) {
				dispatch();
			}
		}

	}

}
