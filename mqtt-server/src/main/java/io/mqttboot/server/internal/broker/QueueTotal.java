package io.mqttboot.server.internal.broker;

import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.server.config.MqttLimits;

/**
 * What waits for all sessions together, about as many bytes as it keeps of the heap: a
 * message that waits for several of them counts once, and for each a place in its queue.
 * Thread-safe.
 */
public final class QueueTotal {

	/** What a place in a queue costs, about. */
	public static final int PLACE = 96;

	private final long max;

	private final AtomicLong bytes = new AtomicLong();

	public QueueTotal(MqttLimits limits) {
		this.max = (limits.queuedBytesTotalMax() > 0) ? limits.queuedBytesTotalMax()
				: Runtime.getRuntime().maxMemory() / 4;
	}

	/** Whether one more may wait, of a size that waits nowhere yet. */
	public boolean hasRoom(Publication publication) {
		return this.bytes.get() + PLACE + (publication.isQueued() ? 0 : publication.cost()) <= this.max;
	}

	/** A publication waits for one session more. */
	public void add(Publication publication) {
		this.bytes.addAndGet(PLACE + (publication.enqueued() ? publication.cost() : 0));
	}

	/** A publication waits for one session less. */
	public void remove(Publication publication) {
		this.bytes.addAndGet(-PLACE - (publication.dequeued() ? publication.cost() : 0));
	}

	/** Returns how many bytes wait. */
	public long bytes() {
		return this.bytes.get();
	}

}
