package io.mqttboot.client.internal.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.config.MqttClientLimits;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.flow.OutboundWindow;
import io.mqttboot.protocol.flow.OutboundWindow.Phase;
import io.mqttboot.protocol.flow.PacketIds;
import org.jspecify.annotations.Nullable;

/**
 * What the application published and the server does not have yet: a queue, and the
 * window of what is in flight. On the loop, except {@link #reserve}.
 */
final class Outbox {

	private final MqttClientLimits limits;

	private final Results results;

	private final OutboundWindow<Delivery> window;

	// Waits to be sent, oldest first.
	private final Deque<Delivery> queue = new ArrayDeque<>();

	// PUBREL has no message to keep this at: when one was sent last, and how often.
	private long releasedMillis;

	private int releaseRepeats;

	// Of all deliveries that are not done, wherever they are.
	private final AtomicInteger messages = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	Outbox(MqttClientLimits limits, PacketIds ids, Results results) {
		this.limits = limits;
		this.results = results;
		this.window = new OutboundWindow<>(limits.inFlightMax(), ids);
	}

	/** Takes room for a delivery, from any thread; returns whether there was enough. */
	boolean reserve(Delivery delivery) {
		if (this.messages.incrementAndGet() > this.limits.outboxMessagesMax()) {
			this.messages.decrementAndGet();
			return false;
		}
		if (this.bytes.addAndGet(delivery.bytes) > this.limits.outboxBytesMax()) {
			release(delivery);
			return false;
		}
		return true;
	}

	private void release(Delivery delivery) {
		this.messages.decrementAndGet();
		this.bytes.addAndGet(-delivery.bytes);
	}

	int messages() {
		return this.messages.get();
	}

	long bytes() {
		return this.bytes.get();
	}

	/** How many are sent and not acknowledged. */
	int inFlight() {
		return this.window.size();
	}

	/** Queues a delivery that has room. */
	void add(Delivery delivery) {
		this.queue.add(delivery);
	}

	/** Sends as many as the window and the socket take. */
	void drain(ServerLink link, Terms terms, long millis) {
		Delivery next = this.queue.peek();
		while (next != null && link.isWritable()
				&& (next.message.qos() == MqttQos.AT_MOST_ONCE || this.window.hasRoom())) {
			this.queue.remove();
			MqttClientException refusal = refusal(next.message, link, terms);
			if (refusal != null) {
				release(next);
				this.results.fail(next.result, refusal);
			}
			else {
				send(next, link, millis);
			}
			next = this.queue.peek();
		}
	}

	private void send(Delivery delivery, ServerLink link, long millis) {
		MqttQos qos = delivery.message.qos();
		if (qos == MqttQos.AT_MOST_ONCE) {
			link.publish(delivery.message, qos, false, 0);
			done(delivery, MqttPublishResult.SENT);
			return;
		}
		delivery.sentMillis = millis;
		delivery.repeats = 0;
		link.publish(delivery.message, qos, false, this.window.add(delivery, qos));
	}

	// what the server has said that it will not take
	private static @Nullable MqttClientException refusal(MqttMessage message, ServerLink link, Terms terms) {
		if (message.qos().value() > terms.qosMax().value()) { // [MQTT-3.2.2-11]
			return new MqttClientException(MqttReasonCode.QOS_NOT_SUPPORTED,
					"the server takes no more than QoS " + terms.qosMax().value());
		}
		if (message.retain() && !terms.retainAvailable()) { // [MQTT-3.2.2-14]
			return new MqttClientException(MqttReasonCode.RETAIN_NOT_SUPPORTED,
					"the server keeps no retained messages");
		}
		if (link.bytes(message, message.qos()) > terms.packetBytesMax()) { // [MQTT-3.2.2-15]
			return new MqttClientException(MqttReasonCode.PACKET_TOO_LARGE,
					"the server takes packets of at most " + terms.packetBytesMax() + " bytes");
		}
		return null;
	}

	private void done(Delivery delivery, MqttPublishResult result) {
		release(delivery);
		this.results.complete(delivery.result, result);
	}

	// ------ answers

	/** PUBACK, PUBREC or PUBCOMP arrived. */
	void acked(AckType type, int packetId, MqttReasonCode reason, ServerLink link, long millis) {
		switch (type) {
			case PUBACK -> ended(this.window.acked(packetId), reason);
			case PUBREC -> received(packetId, reason, link, millis);
			case PUBCOMP -> completed(packetId);
			default -> throw new IllegalArgumentException(type + " answers no PUBLISH");
		}
	}

	private void received(int packetId, MqttReasonCode reason, ServerLink link, long millis) {
		if (reason.isError()) {
			ended(this.window.refused(packetId), reason); // no PUBREL (4.3.3)
			return;
		}
		Delivery delivery = this.window.received(packetId);
		if (delivery != null) {
			// the server owns the message now; what follows only frees the identifier
			done(delivery, new MqttPublishResult(MqttPublishResult.State.ACKNOWLEDGED, reason));
		}
		this.releasedMillis = millis;
		this.releaseRepeats = 0;
		boolean known = delivery != null || this.window.awaitsComp(packetId);
		link.acknowledge(AckType.PUBREL, packetId,
				known ? MqttReasonCode.SUCCESS : MqttReasonCode.PACKET_IDENTIFIER_NOT_FOUND);
	}

	private void completed(int packetId) {
		this.window.completed(packetId);
	}

	private void ended(@Nullable Delivery delivery, MqttReasonCode reason) {
		if (delivery == null) {
			return;
		}
		if (reason.isError()) {
			release(delivery);
			this.results.fail(delivery.result, new MqttClientException(reason,
					"the server refused the message on '" + delivery.message.topic() + "': " + reason.text()));
		}
		else {
			done(delivery, new MqttPublishResult(MqttPublishResult.State.ACKNOWLEDGED, reason));
		}
	}

	// ------ connections

	/**
	 * The server has the session: sends again what is in flight, in order. [MQTT-4.4.0-1]
	 */
	void resume(ServerLink link, Terms terms, long millis) {
		this.window.max(Math.min(this.limits.inFlightMax(), terms.receiveMax()));
		this.window.forEach((packetId, phase, delivery) -> again(link, packetId, phase, delivery, millis));
	}

	private void again(ServerLink link, int packetId, Phase phase, @Nullable Delivery delivery, long millis) {
		if (phase == Phase.AWAITS_PUBCOMP || delivery == null) {
			link.acknowledge(AckType.PUBREL, packetId, MqttReasonCode.SUCCESS);
			return;
		}
		delivery.sentMillis = millis;
		delivery.repeats = 0;
		link.publish(delivery.message, delivery.message.qos(), true, packetId); // [MQTT-3.3.1-1]
	}

	/**
	 * The server has no session: what was in flight is sent as new, before all else. What
	 * it had received at QoS 2 is done.
	 */
	void restart(Terms terms) {
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
		for (int i = unfinished.size() - 1; i >= 0; i--) {
			this.queue.addFirst(unfinished.get(i));
		}
		this.window.max(Math.min(this.limits.inFlightMax(), terms.receiveMax()));
	}

	/**
	 * Sends again what has waited too long for its acknowledgement; returns whether all
	 * is well, {@code false} if something was repeated often enough.
	 */
	boolean repeat(ServerLink link, long millis, long intervalMillis, int repeatsMax) {
		boolean releaseDue = millis - this.releasedMillis >= intervalMillis;
		boolean[] exhausted = new boolean[1];
		boolean[] released = new boolean[1];
		this.window.forEach((packetId, phase, delivery) -> {
			if (phase == Phase.AWAITS_PUBCOMP) {
				if (releaseDue) {
					released[0] = true;
					link.acknowledge(AckType.PUBREL, packetId, MqttReasonCode.SUCCESS);
				}
			}
			else if (delivery != null && millis - delivery.sentMillis >= intervalMillis) {
				boolean last = delivery.repeats++ >= repeatsMax;
				exhausted[0] |= last;
				if (!last) {
					delivery.sentMillis = millis;
					link.publish(delivery.message, delivery.message.qos(), true, packetId);
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
		restart(new Terms(false, "", 0, this.limits.inFlightMax(), Long.MAX_VALUE, 0, MqttQos.EXACTLY_ONCE, true, true,
				null));
		for (Delivery delivery : this.queue) {
			release(delivery);
			this.results.fail(delivery.result, cause);
		}
		this.queue.clear();
	}

}
