package io.mqttboot.server.internal.overload;

import java.util.List;

import io.mqttboot.server.internal.session.SessionLoop;

/**
 * How long work waits for its turn on the slowest of some event loops: a task is sent to
 * each, and how long it is under way is measured, also while it is.
 */
public final class LoopDelay {

	private final List<Probe> probes;

	public LoopDelay(List<SessionLoop> loops) {
		this.probes = loops.stream().map(Probe::new).toList();
	}

	/** Returns the delay, in milliseconds, and measures again; by one thread. */
	public long measure() {
		long longest = 0;
		for (Probe probe : this.probes) {
			longest = Math.max(longest, probe.measure());
		}
		return longest;
	}

	private static final class Probe implements Runnable {

		private final SessionLoop loop;

		private long sentMillis;

		private volatile boolean underWay;

		private volatile long delayMillis;

		Probe(SessionLoop loop) {
			this.loop = loop;
		}

		long measure() {
			if (this.underWay) {
				return this.loop.clock() - this.sentMillis;
			}
			long measured = this.delayMillis;
			this.delayMillis = 0;
			this.sentMillis = this.loop.clock();
			this.underWay = true;
			this.loop.execute(this);
			return measured;
		}

		@Override
		public void run() {
			this.delayMillis = this.loop.clock() - this.sentMillis;
			this.underWay = false;
		}

	}

}
