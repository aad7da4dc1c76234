package io.mqttboot.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * An executor and a clock that stand still until a test moves them: what is executed
 * waits for {@link #runAll()}, what is scheduled for {@link #advance(Duration)}. For one
 * thread.
 */
public final class ManualLoop implements Executor {

	/** More tasks than that in one go are taken for an endless loop. */
	private static final int TASKS_MAX = 10_000_000;

	private final Queue<Runnable> ready = new ArrayDeque<>();

	private final PriorityQueue<Timed> timed = new PriorityQueue<>(
			Comparator.comparingLong(Timed::atMillis).thenComparingLong(Timed::sequence));

	private long nowMillis;

	private long sequence;

	/** Creates a loop whose clock shows 0. */
	public ManualLoop() {
		this(0);
	}

	/**
	 * Creates a loop.
	 * @param nowMillis what its clock shows
	 */
	public ManualLoop(long nowMillis) {
		this.nowMillis = nowMillis;
	}

	@Override
	public void execute(Runnable task) {
		this.ready.add(task);
	}

	/**
	 * Runs a task later, once.
	 * @param task the task
	 * @param delay how much later
	 */
	public void schedule(Runnable task, Duration delay) {
		this.timed.add(new Timed(this.nowMillis + delay.toMillis(), this.sequence++, task));
	}

	/**
	 * Runs a task again and again, from one period on.
	 * @param task the task
	 * @param period the time between two runs
	 */
	public void every(Duration period, Runnable task) {
		if (period.toMillis() < 1) {
			throw new IllegalArgumentException("period must be at least a millisecond but is " + period);
		}
		schedule(() -> {
			every(period, task);
			task.run();
		}, period);
	}

	/**
	 * Runs the task that waits longest.
	 * @return whether there was one
	 */
	public boolean runOne() {
		Runnable task = this.ready.poll();
		if (task != null) {
			task.run();
		}
		return task != null;
	}

	/**
	 * Runs tasks until none waits, those included that they execute themselves.
	 * @return how many ran
	 */
	public int runAll() {
		int count = 0;
		while (runOne()) {
			if (++count > TASKS_MAX) {
				throw new IllegalStateException("the tasks never end");
			}
		}
		return count;
	}

	/**
	 * Runs what waits, then moves the clock and runs what falls due, each at its time.
	 * @param time how far
	 */
	public void advance(Duration time) {
		long end = this.nowMillis + time.toMillis();
		runAll();
		Timed next = this.timed.peek();
		while (next != null && next.atMillis() <= end) {
			this.timed.remove();
			this.nowMillis = next.atMillis();
			next.task().run();
			runAll();
			next = this.timed.peek();
		}
		this.nowMillis = end;
	}

	/**
	 * Returns what the clock shows.
	 * @return milliseconds
	 */
	public long nowMillis() {
		return this.nowMillis;
	}

	/**
	 * Returns how many tasks wait to be run, those apart that wait for their time.
	 * @return their number
	 */
	public int waiting() {
		return this.ready.size();
	}

	private record Timed(long atMillis, long sequence, Runnable task) {
	}

}
