package io.mqttboot.client.internal.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

import io.mqttboot.MqttMessage;
import io.mqttboot.client.spi.MqttClientException;
import org.jspecify.annotations.Nullable;

/**
 * What an outbox has told its journal and may not act upon before it is written: a
 * message waits until it is stored, a PUBLISH until its packet identifier is known there,
 * and a PUBREL until it is known that the server has the message. So nothing is delivered
 * twice that was sent before a crash. Keeps few messages in memory: those that wait long
 * are read back when it is their turn. On the loop.
 */
final class JournaledOutbox implements Journal.Listener {

	// of messages in the queue; beyond, only their numbers are kept in memory
	private static final long LOADED_BYTES_MAX = 8L * 1024 * 1024;

	// what is read at once
	private static final int LOAD_MESSAGES = 1_000;

	private static final int LOAD_BYTES = 1024 * 1024;

	private final Journal journal;

	private final Outbox outbox;

	private long lastNumber;

	// What follows when a mark is reached, by rising marks.
	private final Deque<Due> due = new ArrayDeque<>();

	// by number, what is not written yet
	private final Map<Long, Delivery> storing = new LinkedHashMap<>();

	// What the server has received (QoS 2), by packet identifier.
	private final Map<Integer, Received> received = new HashMap<>();

	// Asked to be read, in order.
	private final Deque<Delivery> loading = new ArrayDeque<>();

	private long loadedBytes;

	// What was sent in the sessions before says nothing about this one.
	private int session;

	JournaledOutbox(Journal journal, Outbox outbox, Executor calls) {
		this.journal = journal;
		this.outbox = outbox;
		for (Journal.Kept kept : journal.begin(calls, this)) {
			this.lastNumber = Math.max(this.lastNumber, kept.number());
			if (kept.received()) {
				this.received.put(kept.packetId(), new Received(kept.number(), true));
			}
			outbox.restore(kept);
		}
	}

	/** A message is to be stored, and to be queued then. */
	void store(Delivery delivery) {
		delivery.number = ++this.lastNumber;
		this.storing.put(delivery.number, delivery);
		after(this.journal.store(delivery.number, delivery.message()), () -> {
			Delivery written = this.storing.remove(delivery.number);
			if (written != null) {
				putAway(written);
				this.outbox.stored(written);
			}
		});
	}

	private void putAway(Delivery delivery) {
		if (this.loadedBytes + delivery.bytes > LOADED_BYTES_MAX) {
			delivery.message = null;
		}
		else {
			this.loadedBytes += delivery.bytes;
		}
	}

	/** A message has left the queue. */
	void taken(Delivery delivery) {
		if (delivery.number != 0 && delivery.message != null) {
			this.loadedBytes -= delivery.bytes;
		}
	}

	/** A message is to be sent under a packet identifier. */
	void sending(Delivery delivery, int packetId) {
		int present = this.session;
		after(this.journal.sent(delivery.number, packetId), () -> {
			if (present == this.session) {
				this.outbox.ready(delivery, packetId);
			}
		});
	}

	/** A message is done with. */
	void left(Delivery delivery) {
		this.journal.done(delivery.number);
	}

	/** The server has received a message (QoS 2). */
	void received(Delivery delivery, int packetId) {
		Received entry = new Received(delivery.number, false);
		this.received.put(packetId, entry);
		after(this.journal.received(delivery.number, packetId), () -> {
			entry.written = true;
			if (this.received.get(packetId) == entry) {
				this.outbox.releasable(packetId);
			}
		});
	}

	/** Whether PUBREL may be sent, now or as an answer to what nobody knows. */
	boolean isReleasable(int packetId) {
		Received entry = this.received.get(packetId);
		return entry == null || entry.written;
	}

	/** PUBCOMP came. */
	void completed(int packetId) {
		Received entry = this.received.remove(packetId);
		if (entry != null) {
			this.journal.done(entry.number);
		}
	}

	/**
	 * The server has no session: what it had received is done with, and what was in
	 * flight is in the queue again.
	 */
	void restarted(List<Delivery> unfinished) {
		this.session++;
		unfinished.forEach((delivery) -> this.loadedBytes += delivery.bytes);
		List.copyOf(this.received.keySet()).forEach(this::completed);
	}

	/** Reads the next messages of a queue whose first one is not in memory. */
	void load(Iterable<Delivery> queue) {
		if (!this.loading.isEmpty()) {
			return;
		}
		List<Long> numbers = new ArrayList<>();
		long bytes = 0;
		for (Delivery delivery : queue) {
			if (delivery.message != null || numbers.size() == LOAD_MESSAGES || bytes > LOAD_BYTES) {
				break;
			}
			numbers.add(delivery.number);
			bytes += delivery.bytes;
			this.loading.add(delivery);
		}
		this.journal.load(numbers);
	}

	@Override
	public void loaded(List<@Nullable MqttMessage> messages) {
		for (MqttMessage message : messages) {
			Delivery delivery = Objects.requireNonNull(this.loading.poll());
			if (delivery.dropped) {
				continue;
			}
			if (message != null) {
				delivery.message = message;
				this.loadedBytes += delivery.bytes;
			}
			else {
				this.outbox.unreadable(delivery);
			}
		}
	}

	private void after(long mark, Runnable next) {
		this.due.add(new Due(mark, next));
	}

	@Override
	public void written(long mark) {
		Due next = this.due.peek();
		while (next != null && next.mark <= mark) {
			this.due.remove();
			next.task.run();
			next = this.due.peek();
		}
	}

	@Override
	public void failed(long number, MqttClientException cause) {
		Delivery delivery = this.storing.remove(number);
		if (delivery != null) {
			this.outbox.unstored(delivery, cause);
		}
	}

	void flush() {
		this.journal.flush();
	}

	void retry() {
		this.journal.retry();
	}

	/** The client ends: returns what is not known to be stored. */
	List<Delivery> abandon() {
		List<Delivery> unknown = List.copyOf(this.storing.values());
		this.storing.clear();
		this.due.clear();
		return unknown;
	}

	/** What follows when everything up to a mark is written. */
	private record Due(long mark, Runnable task) {
	}

	/** A message that the server has received. */
	private static final class Received {

		private final long number;

		private boolean written;

		private Received(long number, boolean written) {
			this.number = number;
			this.written = written;
		}

	}

}
