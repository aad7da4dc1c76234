package io.mqttboot.server.internal.broker;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what waits in one place against a limit in messages and bytes, and wakes the
 * publishers that stopped reading because of it. High above four fifths of a limit, low
 * again below half of both.
 */
public final class Pressure {

	private final int messagesMax;

	private final long bytesMax;

	private final AtomicInteger messages = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

	public Pressure(int messagesMax, long bytesMax) {
		this.messagesMax = messagesMax;
		this.bytesMax = bytesMax;
	}

	/**
	 * Counts one more message.
	 * @return whether the pressure is high now
	 */
	public boolean add(int size) {
		int count = this.messages.incrementAndGet();
		long total = this.bytes.addAndGet(size);
		return isHigh(count, total);
	}

	/** Whether the pressure is high now. */
	public boolean isHigh() {
		return isHigh(this.messages.get(), this.bytes.get());
	}

	private boolean isHigh(int count, long total) {
		return count > this.messagesMax - this.messagesMax / 5 || total > this.bytesMax - this.bytesMax / 5;
	}

	/** Whether one more message would go beyond the limit. */
	public boolean isFull() {
		return this.messages.get() >= this.messagesMax || this.bytes.get() >= this.bytesMax;
	}

	/** Whether one more message of a size would stay within the limit. */
	public boolean hasRoom(int size) {
		return this.messages.get() < this.messagesMax && this.bytes.get() + size <= this.bytesMax;
	}

	/** Counts one message less. */
	public void remove(int size) {
		this.messages.decrementAndGet();
		this.bytes.addAndGet(-size);
		if (!this.waiting.isEmpty()) {
			relieve();
		}
	}

	/**
	 * Runs a task once, when the pressure is low: at once if it is so already. The task
	 * is run by whoever relieves the pressure and must only hand over.
	 */
	public void await(Runnable resume) {
		this.waiting.add(resume);
		relieve();
	}

	/** Returns how many messages wait. */
	public int messages() {
		return this.messages.get();
	}

	private void relieve() {
		while (isLow()) {
			Runnable resume = this.waiting.poll();
			if (resume == null) {
				return;
			}
			resume.run();
		}
	}

	private boolean isLow() {
		return this.messages.get() <= this.messagesMax / 2 && this.bytes.get() <= this.bytesMax / 2;
	}

}
