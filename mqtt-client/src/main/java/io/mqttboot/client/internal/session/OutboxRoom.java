package io.mqttboot.client.internal.session;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttOutbox.WhenFull;

/**
 * How much an outbox holds, and how much it may. From any thread.
 */
final class OutboxRoom {

	private final int messagesMax;

	private final long bytesMax;

	// Of what is in memory until it is written to files, and of QoS 0, which never is.
	private final long unwrittenMax;

	private final boolean dropping;

	private final AtomicInteger messages = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	private final AtomicLong unwritten = new AtomicLong();

	private final AtomicLong rejected = new AtomicLong();

	private final AtomicLong dropped = new AtomicLong();

	OutboxRoom(MqttClientConfig config) {
		boolean file = config.outbox().isFile();
		this.messagesMax = config.limits().outboxMessagesMax();
		this.unwrittenMax = file ? config.limits().outboxBytesMax() : Long.MAX_VALUE;
		this.bytesMax = file ? config.outbox().diskBytesMax() : config.limits().outboxBytesMax();
		this.dropping = config.outbox().whenFull() == WhenFull.DROP_OLDEST;
	}

	/**
	 * Takes room; returns whether there was enough. If older messages make room, more is
	 * given for a moment than there is, but no more than twice.
	 */
	boolean reserve(Delivery delivery) {
		int times = this.dropping ? 2 : 1;
		int count = this.messages.incrementAndGet();
		long size = this.bytes.addAndGet(delivery.bytes);
		long waiting = this.unwritten.addAndGet(delivery.bytes);
		if (count > (long) times * this.messagesMax
				|| size > ((this.bytesMax > Long.MAX_VALUE / times) ? Long.MAX_VALUE : times * this.bytesMax)
				|| waiting > this.unwrittenMax || delivery.bytes > this.bytesMax) {
			release(delivery);
			written(delivery);
			this.rejected.incrementAndGet();
			return false;
		}
		return true;
	}

	/** An earlier life has left it: whether there is room or not. */
	void add(Delivery delivery) {
		this.messages.incrementAndGet();
		this.bytes.addAndGet(delivery.bytes);
	}

	void release(Delivery delivery) {
		this.messages.decrementAndGet();
		this.bytes.addAndGet(-delivery.bytes);
	}

	/** It is in a file, or done without ever being there. */
	void written(Delivery delivery) {
		this.unwritten.addAndGet(-delivery.bytes);
	}

	/** Whether more is in it than may be, until older messages have made room. */
	boolean isOverfull() {
		return this.dropping && (this.messages.get() > this.messagesMax || this.bytes.get() > this.bytesMax);
	}

	void countDropped() {
		this.dropped.incrementAndGet();
	}

	int messages() {
		return this.messages.get();
	}

	long bytes() {
		return this.bytes.get();
	}

	long rejected() {
		return this.rejected.get();
	}

	long dropped() {
		return this.dropped.get();
	}

}
