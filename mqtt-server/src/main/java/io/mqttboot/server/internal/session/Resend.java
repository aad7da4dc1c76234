package io.mqttboot.server.internal.session;

import java.util.ArrayDeque;
import java.util.Deque;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.flow.OutboundWindow;
import io.mqttboot.protocol.flow.OutboundWindow.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Sends on a new connection what was in flight on the last one, in the same order, never
 * more at once than the client takes. [MQTT-4.4.0-1], [MQTT-4.6.0-1]
 */
final class Resend {

	private final Session session;

	private final ClientLink link;

	private final OutboundWindow<Delivery> window;

	private final int unacknowledgedMax;

	// packet ids that were not sent again yet
	private final Deque<Integer> left = new ArrayDeque<>();

	Resend(Session session, ClientLink link, OutboundWindow<Delivery> window, int unacknowledgedMax) {
		this.session = session;
		this.link = link;
		this.window = window;
		this.unacknowledgedMax = unacknowledgedMax;
		window.forEach((packetId, phase, delivery) -> this.left.add(packetId));
	}

	/**
	 * Sends what may be sent.
	 * @return whether all is sent
	 */
	boolean run() {
		while (!this.left.isEmpty() && this.link.isWritable()
				&& this.window.size() - this.left.size() < this.unacknowledgedMax) { // [MQTT-3.3.4-7]
			this.window.visit(this.left.remove(), this::send);
		}
		return this.left.isEmpty();
	}

	private void send(int packetId, Phase phase, @Nullable Delivery delivery) {
		if (phase == Phase.AWAITS_PUBCOMP) {
			this.session.ackRetry().released();
			this.link.acknowledge(AckType.PUBREL, packetId, MqttReasonCode.SUCCESS);
		}
		else if (delivery != null) {
			delivery.sentSecond = this.session.loop().second();
			delivery.attempts = 1;
			this.session.ackRetry().watch();
			this.link.publish(delivery.publication, delivery.qos, delivery.retain, true, packetId,
					delivery.subscriptionIds);
			this.session.context().sent(delivery.publication, this.session, delivery.qos);
		}
	}

	/** It was acknowledged before it was sent again. */
	void forget(int packetId) {
		this.left.remove(packetId);
	}

}
