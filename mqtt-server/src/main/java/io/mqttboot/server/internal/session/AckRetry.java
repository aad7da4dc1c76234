package io.mqttboot.server.internal.session;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.flow.OutboundWindow.Phase;
import io.mqttboot.server.config.MqttServerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Sends a connected MQTT 3 client again what it has not acknowledged in time, and gives
 * up its connection after the last attempt; the session keeps the message. MQTT 5.0
 * forbids it on a live connection. [MQTT-4.4.0-1]
 */
final class AckRetry extends Deadlines.Deadline {

	private final Session session;

	private final int attemptsMax;

	private final int seconds;

	// PUBREL has no message to keep this at
	private int relAttempts;

	private long relSecond;

	AckRetry(Session session) {
		this.session = session;
		MqttServerConfig config = session.context().config();
		this.attemptsMax = config.ackRetryMax();
		this.seconds = (int) Math.max(1, Math.min(Integer.MAX_VALUE, config.ackRetryInterval().toSeconds()));
	}

	/** Something was sent that is to be acknowledged. */
	void watch() {
		if (!isSet() && this.attemptsMax > 0 && !this.session.client().version().is5()) {
			this.session.loop().deadlines().set(this, this.seconds);
		}
	}

	/** PUBREL was sent. */
	void released() {
		this.relSecond = this.session.loop().second();
		this.relAttempts = 1;
		watch();
	}

	@Override
	protected void due() {
		ClientLink link = this.session.link();
		if (link == null || this.session.outbox().inflight() == 0) {
			return;
		}
		if (again(link)) {
			link.close(MqttReasonCode.UNSPECIFIED_ERROR, "it does not acknowledge");
		}
		else {
			this.session.loop().deadlines().setAt(this, this.session.loop().second() + 1);
		}
	}

	// Returns whether something was tried often enough.
	private boolean again(ClientLink link) {
		long now = this.session.loop().second();
		long since = now - this.seconds;
		boolean relDue = this.relSecond <= since;
		boolean[] exhausted = new boolean[1];
		boolean[] released = new boolean[1];
		this.session.outbox().forEachInflight((packetId, phase, delivery) -> {
			if (phase == Phase.AWAITS_PUBCOMP && relDue) {
				released[0] = true;
				exhausted[0] |= this.relAttempts > this.attemptsMax;
				link.acknowledge(AckType.PUBREL, packetId, MqttReasonCode.SUCCESS);
			}
			else if (delivery != null && delivery.sentSecond <= since) {
				exhausted[0] |= again(link, packetId, delivery, now);
			}
		});
		if (released[0]) {
			this.relAttempts++;
			this.relSecond = now;
		}
		return exhausted[0];
	}

	private boolean again(ClientLink link, int packetId, @Nullable Delivery delivery, long now) {
		if (delivery == null || delivery.attempts++ > this.attemptsMax) {
			return true;
		}
		delivery.sentSecond = now;
		link.publish(delivery.publication, delivery.qos, delivery.retain, true, packetId, delivery.subscriptionIds);
		return false;
	}

}
