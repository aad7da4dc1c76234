package io.mqttboot.server.internal.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.mqttboot.MqttQos;
import io.mqttboot.protocol.flow.OutboundWindow;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.broker.Budget;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.spi.MqttDropCause;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one session, in order, counted against each limit that it has: of the
 * session, of its principal, and of all sessions together. While nobody is connected that
 * includes what was in flight.
 */
final class Backlog {

	private final MqttLimits limits;

	private final Broker broker;

	private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();

	private @Nullable Budget budget;

	private long bytes;

	// retained messages: they share what the broker keeps anyway, and count neither
	// against the number nor against the bytes of the queue
	private int replays;

	// QoS 0: retained messages that wait, and what must not overtake them
	private int qos0;

	// in flight, while nobody is connected
	private int heldMessages;

	private long heldBytes;

	Backlog(Session session, @Nullable Budget budget) {
		this.limits = session.context().config().limits();
		this.broker = session.context().broker();
		this.budget = budget;
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	int size() {
		return this.waiting.size();
	}

	long bytes() {
		return this.bytes;
	}

	boolean hasReplays() {
		return this.replays > 0;
	}

	boolean hasQos0() {
		return this.qos0 > 0;
	}

	/** Returns what waits longest; there must be something. */
	Delivery oldest() {
		return this.waiting.element();
	}

	/** Why one more message may not wait, {@code null} if it may. */
	@Nullable MqttDropCause overflow(Publication next) {
		if (next.isReplayed()) {
			return (this.replays >= this.limits.retainedMax()) ? MqttDropCause.QUEUE_FULL : null;
		}
		if (this.waiting.size() - this.replays >= this.limits.queueMessagesMax()) {
			return MqttDropCause.QUEUE_FULL;
		}
		if (this.bytes + next.cost() > this.limits.queueBytesMax()) {
			return MqttDropCause.QUEUE_BYTES;
		}
		if (!this.broker.queueTotal().hasRoom(next)) {
			return MqttDropCause.QUEUES_FULL;
		}
		if (this.budget == null) {
			return null;
		}
		if (!this.budget.hasRoomForMessage()) {
			return MqttDropCause.QUEUE_FULL;
		}
		return (this.budget.excess(next.cost()) > 0) ? MqttDropCause.QUEUE_BYTES : null;
	}

	/** Whether one more message may wait if others no longer do. */
	boolean canMakeRoomFor(Publication next) {
		return this.limits.queueMessagesMax() > 0 && next.cost() <= this.limits.queueBytesMax()
				&& this.broker.queueTotal().hasRoom(next)
				&& (this.budget == null || this.budget.excess(next.cost()) <= this.bytes);
	}

	void add(Delivery delivery) {
		this.waiting.add(delivery);
		count(delivery, 1);
	}

	/** Takes what waits longest; there must be something. */
	Delivery take() {
		Delivery oldest = this.waiting.remove();
		count(oldest, -1);
		return oldest;
	}

	/**
	 * Takes some out; each is handed over when all of them are out, since that may bring
	 * new ones.
	 */
	void remove(Predicate<Delivery> which, Consumer<Delivery> removed) {
		List<Delivery> out = new ArrayList<>();
		this.waiting.removeIf((delivery) -> which.test(delivery) && out.add(delivery));
		out.forEach((delivery) -> count(delivery, -1));
		out.forEach(removed);
	}

	private void count(Delivery delivery, int sign) {
		Publication publication = delivery.publication;
		if (delivery.qos == MqttQos.AT_MOST_ONCE) {
			this.qos0 += sign;
		}
		if (publication.isReplayed()) {
			this.replays += sign;
			this.broker.replaying(sign);
			return;
		}
		long cost = (long) sign * publication.cost();
		this.bytes += cost;
		total(publication, sign);
		if (this.budget != null) {
			this.budget.queued(sign, cost);
		}
	}

	private void total(Publication publication, int sign) {
		if (sign > 0) {
			this.broker.queueTotal().add(publication);
		}
		else {
			this.broker.queueTotal().remove(publication);
		}
	}

	// ------ what is in flight, while nobody is connected

	/** The connection is gone: what was in flight waits, too. */
	void hold(OutboundWindow<Delivery> window) {
		if (this.heldMessages == 0) {
			window.forEach((packetId, phase, delivery) -> hold(delivery));
		}
	}

	void hold(@Nullable Delivery delivery) {
		held(delivery, 1);
	}

	/** There is a connection again, or the session ends. */
	void letGo(OutboundWindow<Delivery> window) {
		if (this.heldMessages > 0) {
			window.forEach((packetId, phase, delivery) -> held(delivery, -1));
		}
	}

	/** It is in flight no more, while nobody is connected. */
	void letGo(Delivery delivery) {
		if (this.heldMessages > 0) {
			held(delivery, -1);
		}
	}

	private void held(@Nullable Delivery delivery, int sign) {
		if (delivery == null || delivery.publication.isReplayed()) {
			return;
		}
		long cost = (long) sign * delivery.publication.cost();
		this.heldMessages += sign;
		this.heldBytes += cost;
		total(delivery.publication, sign);
		if (this.budget != null) {
			this.budget.queued(sign, cost);
		}
	}

	/** Counts all that against another budget, also if that is more than it may. */
	void charge(@Nullable Budget next) {
		int messages = this.waiting.size() - this.replays + this.heldMessages;
		if (this.budget != null) {
			this.budget.queued(-messages, -this.bytes - this.heldBytes);
		}
		if (next != null) {
			next.queued(messages, this.bytes + this.heldBytes);
		}
		this.budget = next;
	}

}
