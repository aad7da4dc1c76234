package io.mqttboot.server.internal.session;

import java.util.HashMap;
import java.util.Map;

import io.mqttboot.protocol.flow.InboundWindow;
import io.mqttboot.server.internal.broker.Gate;
import io.mqttboot.server.spi.MqttSessionRecord;
import org.jspecify.annotations.Nullable;

/**
 * What comes from a client: messages it has published and the server has not finished,
 * and those of QoS 2 that a store was asked to keep and has not answered.
 */
public final class Inbox {

	private final Journal journal;

	private final InboundWindow window;

	// mostly there is no store, or it has answered
	private @Nullable Map<Integer, Runnable> beingStored;

	Inbox(Journal journal, int receiveMax) {
		this.journal = journal;
		this.window = new InboundWindow(receiveMax);
	}

	/** Returns what is not finished. */
	public InboundWindow window() {
		return this.window;
	}

	/**
	 * A QoS 2 message is to be stored.
	 * @param stored called when it is; the last one given for a packet identifier
	 */
	public void storing(int packetId, Runnable stored) {
		if (this.beingStored == null) {
			this.beingStored = new HashMap<>();
		}
		this.beingStored.put(packetId, stored);
	}

	/** Whether the store has not answered yet, so that there is no PUBREC. */
	public boolean isBeingStored(int packetId) {
		return this.beingStored != null && this.beingStored.containsKey(packetId);
	}

	/** The store has answered. */
	public void stored(int packetId) {
		Runnable stored = (this.beingStored != null) ? this.beingStored.remove(packetId) : null;
		if (this.beingStored != null && this.beingStored.isEmpty()) {
			this.beingStored = null;
		}
		if (stored != null) {
			stored.run();
		}
	}

	/** A QoS 2 message was taken; the gate waits until that is stored. */
	public void recordReceived(int packetId, @Nullable Gate gate) {
		this.journal.record(new MqttSessionRecord.Received(packetId), gate);
	}

	/** A QoS 2 message was released; the gate waits until that is stored. */
	public void recordFreed(int packetId, @Nullable Gate gate) {
		this.journal.record(new MqttSessionRecord.Freed(packetId), gate);
	}

}
