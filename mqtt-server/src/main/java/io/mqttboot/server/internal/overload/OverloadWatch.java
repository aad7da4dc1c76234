package io.mqttboot.server.internal.overload;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import io.mqttboot.server.internal.broker.Load;
import io.mqttboot.server.internal.broker.Overload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the load a few times a second, on a thread of its own: an event loop that
 * hangs could not tell that it does.
 */
public final class OverloadWatch {

	private static final Logger logger = LoggerFactory.getLogger(OverloadWatch.class);

	private static final long PERIOD_MILLIS = 250;

	private final Overload overload;

	private final LoopDelay loops;

	private final HeapAfterCollection heap;

	private final IntSupplier directMemoryPercent;

	private final LongSupplier clock;

	private final ScheduledExecutorService thread;

	public OverloadWatch(Overload overload, LoopDelay loops, HeapAfterCollection heap, IntSupplier directMemoryPercent,
			LongSupplier clock, String name) {
		this.overload = overload;
		this.loops = loops;
		this.heap = heap;
		this.directMemoryPercent = directMemoryPercent;
		this.clock = clock;
		this.thread = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread created = new Thread(task, name);
			created.setDaemon(true);
			return created;
		});
	}

	/** Begins to look. */
	public void start() {
		this.thread.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
	}

	// One look that fails is not the last one.
	private void look() {
		try {
			long now = this.clock.getAsLong();
			this.overload.judge(
					new Load(this.loops.measure(), this.heap.percent(now), this.directMemoryPercent.getAsInt()), now);
		}
		catch (RuntimeException ex) {
			logger.error("The load could not be judged", ex);
		}
	}

	/** Looks no more. */
	public void stop() {
		this.thread.shutdownNow();
	}

}
