package io.mqttboot.spring.boot.test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What reached the broker, bounded in messages and bytes: the oldest are forgotten first.
 * Thread-safe.
 */
final class ReceivedMessages {

	private final int messagesMax;

	private final long bytesMax;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition more = this.lock.newCondition();

	// Invariant: bytes is the sum of the payloads in messages, size and bytes are within
	// their limits
	private final Deque<MqttTestMessage> messages = new ArrayDeque<>();

	private long bytes;

	private long forgotten;

	ReceivedMessages(int messagesMax, long bytesMax) {
		this.messagesMax = messagesMax;
		this.bytesMax = bytesMax;
	}

	void add(MqttTestMessage message) {
		this.lock.lock();
		try {
			this.messages.addLast(message);
			this.bytes += message.message().payloadBytes();
			while (this.messages.size() > this.messagesMax || this.bytes > this.bytesMax) {
				this.bytes -= this.messages.removeFirst().message().payloadBytes();
				this.forgotten++;
			}
			this.more.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	void clear() {
		this.lock.lock();
		try {
			this.messages.clear();
			this.bytes = 0;
			this.forgotten = 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	List<MqttTestMessage> all() {
		this.lock.lock();
		try {
			return List.copyOf(this.messages);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** How many messages are not remembered any more. */
	long forgotten() {
		this.lock.lock();
		try {
			return this.forgotten;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits until there are enough messages that match, at most a while.
	 * @return those that match, too few if the time was up
	 */
	List<MqttTestMessage> await(Predicate<MqttTestMessage> wanted, int enough, Duration max) {
		long left = max.toNanos();
		this.lock.lock();
		try {
			while (true) {
				List<MqttTestMessage> found = this.messages.stream().filter(wanted).toList();
				if (found.size() >= enough || left <= 0) {
					return found;
				}
				left = this.more.awaitNanos(left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted after " + TimeUnit.NANOSECONDS.toMillis(max.toNanos() - left)
					+ " ms of waiting for a message", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

}
