package io.mqttboot.server.internal.broker;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.server.config.MqttLimits;

/**
 * What one principal has the server keep, against what it may: sessions, what waits for
 * them, and retained messages. Those who count hold it, so that nothing is looked up for
 * a message; it is forgotten when nobody does. Thread-safe.
 */
public final class Budget {

	private final Budgets budgets;

	private final Budgets.Owner owner;

	// sessions, retained messages, and whatever else will count here later
	private final AtomicInteger holders = new AtomicInteger();

	private final AtomicInteger sessions = new AtomicInteger();

	private final AtomicInteger queuedMessages = new AtomicInteger();

	private final AtomicLong queuedBytes = new AtomicLong();

	private final AtomicInteger retainedMessages = new AtomicInteger();

	private final AtomicLong retainedBytes = new AtomicLong();

	Budget(Budgets budgets, Budgets.Owner owner) {
		this.budgets = budgets;
		this.owner = owner;
	}

	private MqttLimits limits() {
		return this.budgets.limits();
	}

	Budgets.Owner owner() {
		return this.owner;
	}

	/** Somebody keeps it, who holds it already or found it in {@link Budgets}. */
	public void hold() {
		this.holders.incrementAndGet();
	}

	/** Somebody needs it no more. */
	public void letGo() {
		if (this.holders.decrementAndGet() == 0) {
			this.budgets.forget(this);
		}
	}

	boolean isHeld() {
		return this.holders.get() > 0;
	}

	// ------ sessions

	/**
	 * Counts another session, if it may be.
	 * @return whether it may
	 */
	public boolean openSession() {
		int max = limits().principalSessionsMax();
		if (this.sessions.incrementAndGet() > max && max > 0) {
			this.sessions.decrementAndGet();
			return false;
		}
		return true;
	}

	/** Counts a session that is there already, whether it may be or not. */
	public void takeSession() {
		this.sessions.incrementAndGet();
	}

	/** Counts a session less. */
	public void closeSession() {
		this.sessions.decrementAndGet();
	}

	// ------ what waits for sessions

	/** Whether another message may wait, by number. */
	public boolean hasRoomForMessage() {
		int max = limits().principalQueueMessagesMax();
		return max == 0 || this.queuedMessages.get() < max;
	}

	/** Returns how many bytes less would have to wait so that so many more may. */
	public long excess(int size) {
		long max = limits().principalQueueBytesMax();
		return (max == 0) ? 0 : this.queuedBytes.get() + size - max;
	}

	/** So many more messages and bytes wait, or fewer. */
	public void queued(int messages, long bytes) {
		this.queuedMessages.addAndGet(messages);
		this.queuedBytes.addAndGet(bytes);
	}

	// ------ retained messages

	/**
	 * Pays for more retained messages, if it may.
	 * @param messages how many more
	 * @param bytes how many bytes more; fewer are always welcome
	 * @return whether it paid
	 */
	boolean pay(int messages, long bytes) {
		int messagesMax = limits().principalRetainedMax();
		long bytesMax = limits().principalRetainedBytesMax();
		boolean tooMany = this.retainedMessages.addAndGet(messages) > messagesMax && messagesMax > 0 && messages > 0;
		boolean tooLarge = this.retainedBytes.addAndGet(bytes) > bytesMax && bytesMax > 0 && bytes > 0;
		if (tooMany || tooLarge) {
			this.retainedMessages.addAndGet(-messages);
			this.retainedBytes.addAndGet(-bytes);
			return false;
		}
		this.holders.addAndGet(messages);
		return true;
	}

	/** A retained message of its is gone. */
	void giveBack(long bytes) {
		this.retainedMessages.decrementAndGet();
		this.retainedBytes.addAndGet(-bytes);
		letGo();
	}

	@Override
	public String toString() {
		return this.sessions + " sessions, " + this.queuedMessages + " queued of " + this.queuedBytes + " bytes, "
				+ this.retainedMessages + " retained of " + this.retainedBytes + " bytes";
	}

}
