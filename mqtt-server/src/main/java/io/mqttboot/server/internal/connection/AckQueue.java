package io.mqttboot.server.internal.connection;

import java.util.ArrayDeque;
import java.util.Deque;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.protocol.codec.AckType;

/**
 * Acknowledgements that wait for a store, each sent when it is ready and all before it
 * are: in the order of the messages. [MQTT-4.6.0-2], [MQTT-4.6.0-3]
 */
final class AckQueue {

	private final ChannelLink link;

	private final Deque<Pending> pending = new ArrayDeque<>();

	AckQueue(ChannelLink link) {
		this.link = link;
	}

	/** A message arrived that is to be acknowledged. */
	Pending expect(AckType type, int packetId) {
		Pending ack = new Pending(type, packetId);
		this.pending.add(ack);
		return ack;
	}

	/** Whether an acknowledgement waits. */
	boolean expects(AckType type, int packetId) {
		return this.pending.stream().anyMatch((one) -> one.type == type && one.packetId == packetId);
	}

	/** An acknowledgement that is due, or will be. */
	final class Pending {

		private final AckType type;

		private final int packetId;

		private MqttReasonCode reason = MqttReasonCode.SUCCESS;

		private boolean ready;

		private Pending(AckType type, int packetId) {
			this.type = type;
			this.packetId = packetId;
		}

		void reason(MqttReasonCode known) {
			this.reason = known;
		}

		/** It may be sent; on the loop of the connection. */
		void ready() {
			this.ready = true;
			Pending oldest = AckQueue.this.pending.peek();
			while (oldest != null && oldest.ready) {
				AckQueue.this.pending.remove();
				AckQueue.this.link.acknowledge(oldest.type, oldest.packetId, oldest.reason);
				oldest = AckQueue.this.pending.peek();
			}
		}

	}

}
