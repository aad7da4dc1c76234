package io.mqttboot.client.internal.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttClientLimits;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttOutboxException;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.flow.OutboundWindow;
import io.mqttboot.protocol.flow.OutboundWindow.Phase;
import io.mqttboot.protocol.flow.PacketIds;
import org.jspecify.annotations.Nullable;

/**
 * What the application published and the server does not have yet: a queue, and the
 * window of what is in flight. On the loop.
 */
final class Outbox {

	private final MqttClientLimits limits;

	private final OutboxRoom room;

	private final Results results;

	private final ClientLoop loop;

	private final OutboundWindow<Delivery> window;

	// Waits to be sent, oldest first.
	private final Deque<Delivery> queue = new ArrayDeque<>();

	private final @Nullable JournaledOutbox journaled;

	// of this connection
	private @Nullable ServerLink link;

	// PUBREL has no message to keep this at: when one was sent last, and how often.
	private long releasedMillis;

	private int releaseRepeats;

	Outbox(MqttClientConfig config, ClientLoop loop, PacketIds ids, OutboxRoom room, Results results,
			@Nullable Journal journal, Executor calls) {
		this.limits = config.limits();
		this.room = room;
		this.results = results;
		this.loop = loop;
		this.window = new OutboundWindow<>(this.limits.inFlightMax(), ids);
		this.journaled = (journal != null) ? new JournaledOutbox(journal, this, calls) : null;
	}

	/** How many are sent and not acknowledged. */
	int inFlight() {
		return this.window.size();
	}

	/** Takes a delivery that has room. */
	void add(Delivery delivery) {
		if (this.journaled != null && delivery.qos != MqttQos.AT_MOST_ONCE) {
			this.journaled.store(delivery);
		}
		else {
			enqueue(delivery);
		}
	}

	/** Puts a delivery at the end of the queue, and makes room for it. */
	void enqueue(Delivery delivery) {
		this.queue.add(delivery);
		while (this.room.isOverfull() && !this.queue.isEmpty()) {
			Delivery oldest = take();
			oldest.dropped = true;
			this.room.countDropped();
			leave(oldest);
			this.results.fail(oldest.result, new MqttClientException(MqttReasonCode.QUOTA_EXCEEDED,
					"the outbox is full, and this message made room for a newer one"));
		}
	}

	/** Puts back what an earlier life has left; all that was sent comes first. */
	void restore(Journal.Kept kept) {
		if (kept.received()) {
			this.window.restore(kept.packetId(), Phase.AWAITS_PUBCOMP, null);
			return;
		}
		Delivery delivery = new Delivery(kept);
		this.room.add(delivery);
		if (kept.packetId() != 0) {
			this.window.restore(kept.packetId(),
					(kept.qos() == MqttQos.AT_LEAST_ONCE) ? Phase.AWAITS_PUBACK : Phase.AWAITS_PUBREC, delivery);
		}
		else {
			this.queue.add(delivery);
		}
	}

	/** Sends as many as the window and the socket take. */
	void drain(ServerLink to, Terms terms) {
		Delivery next = this.queue.peek();
		while (next != null && to.isWritable() && (next.qos == MqttQos.AT_MOST_ONCE || this.window.hasRoom(next.qos))) {
			if (next.message == null && this.journaled != null) {
				this.journaled.load(this.queue);
				return;
			}
			take();
			MqttClientException refusal = terms.refusal(next.message(), to);
			if (refusal != null) {
				fail(next, refusal);
			}
			else {
				send(next, to);
			}
			next = this.queue.peek();
		}
	}

	private Delivery take() {
		Delivery delivery = this.queue.remove();
		if (this.journaled != null) {
			this.journaled.taken(delivery);
		}
		return delivery;
	}

	private void send(Delivery delivery, ServerLink to) {
		if (delivery.qos == MqttQos.AT_MOST_ONCE) {
			to.publish(delivery.message(), delivery.qos, false, 0);
			done(delivery, MqttPublishResult.SENT);
			return;
		}
		int packetId = this.window.add(delivery, delivery.qos);
		delivery.sent = false;
		if (this.journaled != null) {
			delivery.ready = false;
			this.journaled.sending(delivery, packetId);
		}
		else {
			delivery.ready = true;
			transmit(delivery, packetId, to);
		}
	}

	/** The journal knows under which identifier it is sent. */
	void ready(Delivery delivery, int packetId) {
		delivery.ready = true;
		if (this.link != null) {
			transmit(delivery, packetId, this.link);
		}
	}

	/** The journal knows that the server has received it. */
	void releasable(int packetId) {
		if (this.link != null) {
			release(packetId, MqttReasonCode.SUCCESS, this.link);
		}
	}

	private void transmit(Delivery delivery, int packetId, ServerLink to) {
		to.publish(delivery.message(), delivery.qos, delivery.sent, packetId); // [MQTT-3.3.1-1]
		delivery.sent = true;
		delivery.sentMillis = this.loop.millis();
		delivery.repeats = 0;
	}

	private void release(int packetId, MqttReasonCode reason, ServerLink to) {
		this.releasedMillis = this.loop.millis();
		this.releaseRepeats = 0;
		to.acknowledge(AckType.PUBREL, packetId, reason);
	}

	// It takes no room any more, here and in the journal.
	private void leave(Delivery delivery) {
		this.room.release(delivery);
		if (this.journaled == null || delivery.number == 0) {
			this.room.written(delivery);
		}
		else {
			this.journaled.left(delivery);
		}
	}

	private void done(Delivery delivery, MqttPublishResult result) {
		leave(delivery);
		this.results.complete(delivery.result, result);
	}

	/** It cannot be delivered. */
	void fail(Delivery delivery, MqttClientException cause) {
		leave(delivery);
		this.results.fail(delivery.result, cause);
	}

	/** A message that was put away cannot be read any more. */
	void unreadable(Delivery delivery) {
		this.queue.remove(delivery);
		fail(delivery, new MqttOutboxException("the message cannot be read from its file any more"));
	}

	/** It never came into the journal. */
	void unstored(Delivery delivery, MqttClientException cause) {
		this.room.release(delivery);
		this.room.written(delivery);
		delivery.futures().forEach((future) -> this.results.fail(future, cause));
	}

	/** It is in the journal. */
	void stored(Delivery delivery) {
		this.room.written(delivery);
		if (delivery.stored != null) {
			this.results.complete(delivery.stored, MqttPublishResult.STORED);
		}
		enqueue(delivery);
	}

	// ------ answers

	/** PUBACK, PUBREC or PUBCOMP arrived. */
	void acked(AckType type, int packetId, MqttReasonCode reason, ServerLink from) {
		switch (type) {
			case PUBACK -> ended(this.window.acked(packetId), reason);
			case PUBREC -> received(packetId, reason, from);
			case PUBCOMP -> completed(packetId);
			default -> throw new IllegalArgumentException(type + " answers no PUBLISH");
		}
	}

	private void received(int packetId, MqttReasonCode reason, ServerLink from) {
		if (reason.isError()) {
			ended(this.window.refused(packetId), reason); // no PUBREL (4.3.3)
			return;
		}
		Delivery delivery = this.window.received(packetId);
		if (delivery != null) {
			// the server owns the message now; what follows only frees the identifier
			this.room.release(delivery);
			this.results.complete(delivery.result, new MqttPublishResult(MqttPublishResult.State.ACKNOWLEDGED, reason));
			if (this.journaled != null) {
				this.journaled.received(delivery, packetId);
				return;
			}
			this.room.written(delivery);
		}
		boolean known = this.window.awaitsComp(packetId);
		if (this.journaled == null || this.journaled.isReleasable(packetId)) {
			release(packetId, known ? MqttReasonCode.SUCCESS : MqttReasonCode.PACKET_IDENTIFIER_NOT_FOUND, from);
		}
	}

	private void completed(int packetId) {
		if (this.window.completed(packetId) && this.journaled != null) {
			this.journaled.completed(packetId);
		}
	}

	private void ended(@Nullable Delivery delivery, MqttReasonCode reason) {
		if (delivery == null) {
			return;
		}
		if (reason.isError()) {
			fail(delivery, new MqttClientException(reason,
					"the server refused the message on '" + delivery.message().topic() + "': " + reason.text()));
		}
		else {
			done(delivery, new MqttPublishResult(MqttPublishResult.State.ACKNOWLEDGED, reason));
		}
	}

	// ------ connections

	/**
	 * The server has the session: sends again what is in flight, in order. [MQTT-4.4.0-1]
	 */
	void resume(ServerLink to, Terms terms) {
		this.link = to;
		this.window.max(Math.min(this.limits.inFlightMax(), terms.receiveMax()));
		this.window.exactlyOnceMax(terms.exactlyOnceMax());
		this.window.forEach((packetId, phase, delivery) -> {
			if (delivery == null) {
				if (this.journaled == null || this.journaled.isReleasable(packetId)) {
					release(packetId, MqttReasonCode.SUCCESS, to);
				}
			}
			else if (delivery.ready) {
				transmit(delivery, packetId, to);
			}
		});
	}

	/**
	 * The server has no session: what was in flight is sent as new, before all else. What
	 * it had received at QoS 2 is done.
	 */
	void restart(ServerLink to, Terms terms) {
		this.link = to;
		List<Delivery> unfinished = takeFlights();
		if (this.journaled != null) {
			this.journaled.restarted(unfinished);
		}
		for (int i = unfinished.size() - 1; i >= 0; i--) {
			this.queue.addFirst(unfinished.get(i));
		}
		this.window.max(Math.min(this.limits.inFlightMax(), terms.receiveMax()));
		this.window.exactlyOnceMax(terms.exactlyOnceMax());
	}

	private List<Delivery> takeFlights() {
		List<Delivery> unfinished = new ArrayList<>();
		this.window.forEach((packetId, phase, delivery) -> {
			if (phase == Phase.AWAITS_PUBACK) {
				this.window.acked(packetId);
			}
			else if (phase == Phase.AWAITS_PUBREC) {
				this.window.refused(packetId);
			}
			else {
				this.window.completed(packetId);
			}
			if (delivery != null) {
				unfinished.add(delivery);
			}
		});
		return unfinished;
	}

	/** The connection has ended. */
	void disconnected() {
		this.link = null;
	}

	/** Lets the journal write what it was told. */
	void flush() {
		if (this.journaled != null) {
			this.journaled.flush();
		}
	}

	/** Lets the journal write what it could not write. */
	void retry() {
		if (this.journaled != null) {
			this.journaled.retry();
		}
	}

	/**
	 * Sends again what has waited too long for its acknowledgement; returns whether all
	 * is well, {@code false} if something was repeated often enough.
	 */
	boolean repeat(ServerLink to, long millis, long intervalMillis, int repeatsMax) {
		boolean releaseDue = millis - this.releasedMillis >= intervalMillis;
		boolean[] exhausted = new boolean[1];
		boolean[] released = new boolean[1];
		this.window.forEach((packetId, phase, delivery) -> {
			if (delivery == null) {
				if (releaseDue && (this.journaled == null || this.journaled.isReleasable(packetId))) {
					released[0] = true;
					to.acknowledge(AckType.PUBREL, packetId, MqttReasonCode.SUCCESS);
				}
			}
			else if (delivery.sent && millis - delivery.sentMillis >= intervalMillis) {
				boolean last = delivery.repeats++ >= repeatsMax;
				exhausted[0] |= last;
				if (!last) {
					delivery.sentMillis = millis;
					to.publish(delivery.message(), delivery.qos, true, packetId);
				}
			}
		});
		if (released[0]) {
			this.releasedMillis = millis;
			exhausted[0] |= this.releaseRepeats++ >= repeatsMax;
		}
		return !exhausted[0];
	}

	/** The client ends for good: everything that is not done fails. */
	void abandon(MqttClientException cause) {
		this.link = null;
		List<Delivery> unfinished = takeFlights();
		unfinished.addAll(this.queue);
		this.queue.clear();
		if (this.journaled != null) {
			unfinished.addAll(this.journaled.abandon());
			this.journaled.flush();
		}
		for (Delivery delivery : unfinished) {
			this.room.release(delivery);
			delivery.futures().forEach((future) -> this.results.fail(future, cause));
		}
	}

}
