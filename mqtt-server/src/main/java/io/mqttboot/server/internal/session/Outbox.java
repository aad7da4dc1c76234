package io.mqttboot.server.internal.session;

import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.flow.OutboundWindow;
import io.mqttboot.protocol.flow.OutboundWindow.Phase;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttQueuePolicy;
import io.mqttboot.server.internal.broker.Budget;
import io.mqttboot.server.internal.broker.Grant;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttSessionRecord;
import io.mqttboot.server.spi.MqttStoredSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to a client: messages that wait, in order, and messages in flight. Sends
 * while the window has room and the link takes more; nothing else decides back-pressure.
 */
public final class Outbox {

	private static final Logger logger = LoggerFactory.getLogger(Outbox.class);

	// for the session
	private final Session session;

	private final OutboundWindow<Delivery> window;

	// while something waits
	private @Nullable Backlog backlog;

	// whose it is; the session holds it
	private @Nullable Budget budget;

	private long sequence;

	// for this connection
	private @Nullable ClientLink link;

	// what is in flight from an earlier connection
	private @Nullable Resend resend;

	Outbox(Session session) {
		this.session = session;
		this.window = new OutboundWindow<>(limits().inflightMax());
	}

	private MqttLimits limits() {
		return this.session.context().config().limits();
	}

	/** A publication is to be delivered; if that fails its publisher and others go on. */
	void deliver(Publication publication, Grant grant) {
		try {
			accept(publication, grant);
		}
		catch (RuntimeException ex) {
			logger.error("MQTT-9003 A message could not be delivered to one session", ex);
			this.session.disconnect(MqttReasonCode.UNSPECIFIED_ERROR, "an error in the server");
		}
	}

	private void accept(Publication publication, Grant grant) {
		MqttQos qos = publication.message().qos().min(grant.qos());
		boolean retain = publication.retainFor(grant);
		if (qos == MqttQos.AT_MOST_ONCE && !hasQueuedQos0() && !publication.isReplayed()) {
			this.session.journal().pass(publication);
			Delivery.atMostOnce(this.session, this.link, publication, retain, grant);
			return;
		}
		Delivery delivery = new Delivery(publication, qos, retain, grant.subscriptionIds(), grant.sharedFilter(),
				++this.sequence);
		if (qos != MqttQos.AT_MOST_ONCE) {
			this.session.journal().queued(delivery);
		}
		else {
			this.session.journal().pass(publication);
		}
		ClientLink to = this.link;
		if (to != null && this.resend == null && isQueueEmpty() && hasRoomFor(delivery) && to.isWritable()) {
			send(to, delivery);
		}
		else {
			enqueue(delivery);
		}
	}

	private boolean hasRoomFor(Delivery delivery) {
		return delivery.qos == MqttQos.AT_MOST_ONCE || this.window.hasRoom();
	}

	private boolean isQueueEmpty() {
		return this.backlog == null || this.backlog.isEmpty();
	}

	private boolean hasQueuedQos0() {
		return this.backlog != null && this.backlog.hasQos0();
	}

	private Backlog backlog() {
		if (this.backlog == null) {
			this.backlog = new Backlog(this.session, this.budget);
		}
		return this.backlog;
	}

	private void send(ClientLink to, Delivery delivery) {
		if (delivery.publication.isExpired(this.session.millis())) {
			drop(delivery, MqttDropCause.EXPIRED);
			return;
		}
		if (!to.accepts(delivery.publication, delivery.qos, delivery.subscriptionIds)) {
			drop(delivery, MqttDropCause.TOO_LARGE);
			return;
		}
		int packetId = 0;
		if (delivery.qos != MqttQos.AT_MOST_ONCE) {
			packetId = this.window.add(delivery, delivery.qos);
			delivery.sentSecond = this.session.loop().second();
			delivery.sentMillis = this.session.millis();
			delivery.attempts = 1;
			this.session.journal().record(new MqttSessionRecord.Sent(delivery.sequence, packetId));
			this.session.ackRetry().watch();
		}
		to.publish(delivery.publication, delivery.qos, delivery.retain, false, packetId, delivery.subscriptionIds);
		this.session.context().sent(delivery.publication, this.session, delivery.qos);
	}

	private void enqueue(Delivery delivery) {
		Backlog waiting = backlog();
		MqttDropCause cause = waiting.overflow(delivery.publication);
		if (cause != null && waiting.canMakeRoomFor(delivery.publication)
				&& this.session.context().config().queuePolicy() == MqttQueuePolicy.DROP_OLDEST) {
			while (!waiting.isEmpty() && cause != null) {
				drop(waiting.take(), cause);
				cause = waiting.overflow(delivery.publication);
			}
		}
		if (cause == null) {
			waiting.add(delivery);
			this.session.context().broker().trail().queued(delivery.publication, this.session.id());
			return;
		}
		drop(delivery, cause);
		if (this.session.context().config().queuePolicy() == MqttQueuePolicy.DISCONNECT && this.link != null
				&& cause != MqttDropCause.QUEUES_FULL) {
			this.link.close(MqttReasonCode.QUOTA_EXCEEDED, "the queue of its session is full");
		}
	}

	private void drop(Delivery delivery, MqttDropCause cause) {
		if (delivery.qos != MqttQos.AT_MOST_ONCE) {
			this.session.journal().record(new MqttSessionRecord.Dropped(delivery.sequence));
		}
		this.session.dropped(delivery.publication, cause);
	}

	/** Sends what may be sent. */
	void drain() {
		ClientLink to = this.link;
		if (to == null) {
			return;
		}
		if (this.resend != null && this.resend.run()) {
			this.resend = null;
		}
		while (to.isWritable() && !isQueueEmpty()) {
			if (this.resend != null || !hasRoomFor(backlog().oldest())) {
				return;
			}
			send(to, backlog().take());
		}
		if (isQueueEmpty()) {
			this.backlog = null; // a quiet session costs little
		}
		if (!isReplaying()) {
			this.session.subscriptions().replay();
		}
	}

	/** Whether retained messages of a new subscription still wait. */
	boolean isReplaying() {
		return this.backlog != null && this.backlog.hasReplays();
	}

	/** A link is attached; what is in flight is sent again before anything else. */
	void attached(ClientLink to) {
		this.link = to;
		if (this.backlog != null) {
			this.backlog.letGo(this.window);
		}
		this.window.max(Math.min(limits().inflightMax(), to.receiveMaximum()));
		if (this.window.size() > 0) {
			this.resend = new Resend(this.session, to, this.window,
					Math.min(limits().inflightMax(), to.receiveMaximum()));
		}
	}

	/** The link is gone; QoS 0 does not wait for another one. */
	void detached() {
		this.link = null;
		this.resend = null;
		if (hasQueuedQos0()) {
			remove((delivery) -> delivery.qos == MqttQos.AT_MOST_ONCE,
					(delivery) -> this.session.dropped(delivery.publication, MqttDropCause.OFFLINE));
		}
		if (this.window.size() > 0) {
			backlog().hold(this.window);
		}
	}

	/** Takes some out of what waits. */
	void remove(Predicate<Delivery> which, Consumer<Delivery> removed) {
		if (this.backlog != null) {
			this.backlog.remove(which, removed);
		}
	}

	/**
	 * Counts what the session keeps against another budget; that one is held for the
	 * session, and counts it, already.
	 */
	void budget(@Nullable Budget next) {
		Budget before = this.budget;
		this.budget = next;
		if (this.backlog != null) {
			this.backlog.charge(next);
		}
		if (before != null) {
			before.closeSession();
			before.letGo();
		}
	}

	/** Returns whose it is, {@code null} for nobody's in particular. */
	public @Nullable Budget budget() {
		return this.budget;
	}

	/** Takes some out of what was in flight, while nobody is connected. */
	void abandon(Predicate<Delivery> which, ObjIntConsumer<Delivery> abandoned) {
		this.window.forEach((packetId, phase, delivery) -> {
			if (delivery != null && which.test(delivery)) {
				if (phase == Phase.AWAITS_PUBACK) {
					this.window.acked(packetId);
				}
				else {
					this.window.refused(packetId);
				}
				if (this.backlog != null) {
					this.backlog.letGo(delivery);
				}
				abandoned.accept(delivery, packetId);
			}
		});
	}

	/** PUBACK, PUBREC or PUBCOMP arrived. */
	public void acknowledged(AckType type, int packetId, MqttReasonCode reason) {
		switch (type) {
			case PUBACK -> finished(packetId, this.window.acked(packetId), reason);
			case PUBREC -> received(packetId, reason);
			case PUBCOMP -> completed(packetId);
			case PUBREL -> throw new IllegalStateException("PUBREL as an acknowledgement is a bug");
		}
	}

	private void received(int packetId, MqttReasonCode reason) {
		if (reason.isError()) {
			finished(packetId, this.window.refused(packetId), reason);
			return;
		}
		Delivery delivery = this.window.received(packetId);
		boolean known = delivery != null || this.window.awaitsComp(packetId);
		if (delivery != null) {
			this.session.journal().record(new MqttSessionRecord.Released(packetId));
			this.session.ackRetry().released();
			this.session.context().acknowledged(this.session, delivery);
		}
		if (this.link != null) {
			this.link.acknowledge(AckType.PUBREL, packetId,
					known ? MqttReasonCode.SUCCESS : MqttReasonCode.PACKET_IDENTIFIER_NOT_FOUND); // [MQTT-4.3.3-4]
		}
	}

	private void completed(int packetId) {
		if (this.window.completed(packetId)) {
			this.session.journal().record(new MqttSessionRecord.Acknowledged(packetId));
			forget(packetId);
			drain();
		}
	}

	private void finished(int packetId, @Nullable Delivery delivery, MqttReasonCode reason) {
		if (delivery == null) {
			return;
		}
		this.session.journal().record(new MqttSessionRecord.Acknowledged(packetId));
		if (reason.isError()) {
			this.session.dropped(delivery.publication, MqttDropCause.REFUSED);
		}
		else {
			this.session.context().acknowledged(this.session, delivery);
		}
		forget(packetId);
		drain();
	}

	private void forget(int packetId) {
		if (this.resend != null) {
			this.resend.forget(packetId);
		}
	}

	/** Shows what was sent on this connection and is not acknowledged, oldest first. */
	void forEachInflight(OutboundWindow.Visitor<Delivery> visitor) {
		if (this.resend == null) {
			this.window.forEach(visitor);
		}
	}

	/**
	 * The session ends: what it did not get as a member of a group goes to another one;
	 * what else waits is dropped. QoS 2 that was sent goes to nobody else. [MQTT-4.8.2-5]
	 */
	void discard() {
		if (this.backlog != null) {
			this.backlog.letGo(this.window);
		}
		this.window.forEach((packetId, phase, delivery) -> {
			if (phase == Phase.AWAITS_PUBACK && delivery != null) {
				delivery.passOn(this.session, MqttDropCause.SESSION_ENDED);
			}
		});
		while (!isQueueEmpty()) {
			backlog().take().passOn(this.session, MqttDropCause.SESSION_ENDED);
		}
	}

	/** Puts back a message that waited when the session was stored. */
	void restore(MqttSessionRecord.Queued stored) {
		enqueue(delivery(stored));
	}

	/** Puts back a message that was in flight when the session was stored. */
	void restore(MqttStoredSession.Inflight stored) {
		MqttSessionRecord.Queued message = stored.message();
		if (message == null) {
			this.window.restore(stored.packetId(), Phase.AWAITS_PUBCOMP, null);
		}
		else {
			Phase phase = (message.qos() == MqttQos.AT_LEAST_ONCE) ? Phase.AWAITS_PUBACK : Phase.AWAITS_PUBREC;
			Delivery delivery = delivery(message);
			this.window.restore(stored.packetId(), phase, delivery);
			backlog().hold(delivery);
		}
	}

	private Delivery delivery(MqttSessionRecord.Queued stored) {
		this.sequence = Math.max(this.sequence, stored.sequence());
		return Delivery.restored(stored);
	}

	public int queuedMessages() {
		Backlog present = this.backlog;
		return (present != null) ? present.size() : 0;
	}

	public long queuedBytes() {
		Backlog present = this.backlog;
		return (present != null) ? present.bytes() : 0;
	}

	public int inflight() {
		return this.window.size();
	}

}
