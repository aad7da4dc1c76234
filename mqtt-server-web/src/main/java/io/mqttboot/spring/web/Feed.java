package io.mqttboot.spring.web;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * One listener to server-sent events. What it does not take in time is dropped and
 * counted: whoever feeds it never waits.
 */
final class Feed implements AutoCloseable {

	/** How events reach a listener, on one of the web stacks. */
	interface Wire {

		/**
		 * Takes an event, to be sent when the listener takes it.
		 * @param data makes what is sent, {@code null} for a comment
		 * @return whether there was room
		 */
		boolean offer(@Nullable Supplier<?> data);

		/** Nothing comes any more. */
		void end();

	}

	private static final long BYTES_MAX = 4 << 20;

	private final Feeds feeds;

	private final Wire wire;

	private final AtomicLong bytes = new AtomicLong();

	private final AtomicBoolean closed = new AtomicBoolean();

	// guarded by this
	private @Nullable Runnable end;

	Feed(Feeds feeds, Wire wire) {
		this.feeds = feeds;
		this.wire = wire;
	}

	/** Says what is to happen when the listener is gone; at once if it is. */
	void onEnd(Runnable task) {
		synchronized (this) {
			if (!this.closed.get()) {
				this.end = task;
				return;
			}
		}
		task.run();
	}

	boolean isClosed() {
		return this.closed.get();
	}

	/** Sends something, or drops it. */
	void send(int size, Supplier<?> data) {
		if (this.closed.get()) {
			return;
		}
		if (this.bytes.addAndGet(size) > BYTES_MAX || !this.wire.offer(() -> {
			this.bytes.addAndGet(-size);
			return data.get();
		})) {
			this.bytes.addAndGet(-size);
			this.feeds.dropped();
		}
	}

	/** Sends nothing, so that it shows whether the listener is still there. */
	void touch() {
		this.wire.offer(null);
	}

	@Override
	public void close() {
		Runnable task;
		synchronized (this) {
			if (this.closed.getAndSet(true)) {
				return;
			}
			task = this.end;
		}
		this.feeds.closed(this);
		if (task != null) {
			task.run();
		}
		this.wire.end();
	}

}
