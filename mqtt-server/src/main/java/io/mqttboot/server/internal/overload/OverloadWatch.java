package io.mqttboot.server.internal.overload;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import io.mqttboot.server.internal.broker.Load;
import io.mqttboot.server.internal.broker.Overload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the load a few times a second, on a thread of its own: an event loop that
 * hangs could not tell that it does. One look that fails is not the last one, not even
 * for want of memory, since then it matters most.
 */
public final class OverloadWatch {

	private static final Logger logger = LoggerFactory.getLogger(OverloadWatch.class);

	private static final long PERIOD_MILLIS = 250;

	private final Overload overload;

	private final LoopDelay loops;

	private final HeapAfterCollection heap;

	private final IntSupplier directMemoryPercent;

	private final LongSupplier clock;

	private final Thread thread;

	// of that thread
	private int unsaid;

	public OverloadWatch(Overload overload, LoopDelay loops, HeapAfterCollection heap, IntSupplier directMemoryPercent,
			LongSupplier clock, String name) {
		this.overload = overload;
		this.loops = loops;
		this.heap = heap;
		this.directMemoryPercent = directMemoryPercent;
		this.clock = clock;
		this.thread = new Thread(this::watch, name);
		this.thread.setDaemon(true);
	}

	/** Begins to look. */
	public void start() {
		this.thread.start();
	}

	private void watch() {
		try {
			while (true) {
				TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
				try {
					look();
				}
				catch (RuntimeException | OutOfMemoryError ex) {
					failed(ex);
				}
			}
		}
		catch (InterruptedException ex) {
			logger.debug("The load is watched no more");
		}
	}

	private void look() {
		long now = this.clock.getAsLong();
		this.overload.judge(new Load(this.loops.measure(), this.heap.percent(now), this.directMemoryPercent.getAsInt()),
				now);
	}

	private void failed(Throwable failure) {
		try {
			logger.error("MQTT-5002 The load could not be judged, after {} times that could not be said", this.unsaid,
					failure);
			this.unsaid = 0;
		}
		catch (OutOfMemoryError ex) {
			this.unsaid++;
		}
	}

	/** Looks no more. */
	public void stop() {
		this.thread.interrupt();
	}

}
