package io.mqttboot.server.internal.session;

import java.util.concurrent.atomic.AtomicLongArray;

import io.mqttboot.MqttQos;

/**
 * What happens too often to be told to an observer, counted by one loop and read by
 * anyone. One writer, so that counting is an ordinary store.
 */
public final class LoopCounters {

	private static final int TYPES = 16;

	private static final int RECEIVED = 0;

	private static final int RECEIVED_BYTES = TYPES;

	private static final int SENT = 2 * TYPES;

	private static final int SENT_BYTES = 3 * TYPES;

	private static final int HANDLED = 4 * TYPES;

	private static final int HANDLED_BYTES = HANDLED + 1;

	private static final int MESSAGES_IN = HANDLED + 2;

	private static final int MESSAGES_OUT = MESSAGES_IN + 3;

	private static final int SIZE = MESSAGES_OUT + 3;

	private final AtomicLongArray values = new AtomicLongArray(SIZE);

	private void add(int index, long amount) {
		this.values.lazySet(index, this.values.getPlain(index) + amount);
	}

	/** A packet was decoded. */
	public void received(int packetType, int bytes) {
		add(RECEIVED + packetType, 1);
		add(RECEIVED_BYTES + packetType, bytes);
	}

	/** A packet was written. */
	public void sent(int packetType, int bytes) {
		add(SENT + packetType, 1);
		add(SENT_BYTES + packetType, bytes);
	}

	/** The processing of some packets ended. */
	public void handled(long packets, long bytes) {
		add(HANDLED, packets);
		add(HANDLED_BYTES, bytes);
	}

	/** A PUBLISH was accepted. */
	public void messageIn(MqttQos qos) {
		add(MESSAGES_IN + qos.value(), 1);
	}

	/** A PUBLISH was written. */
	public void messageOut(MqttQos qos) {
		add(MESSAGES_OUT + qos.value(), 1);
	}

	public long received(int packetType) {
		return this.values.get(RECEIVED + packetType);
	}

	public long receivedBytes(int packetType) {
		return this.values.get(RECEIVED_BYTES + packetType);
	}

	public long sent(int packetType) {
		return this.values.get(SENT + packetType);
	}

	public long sentBytes(int packetType) {
		return this.values.get(SENT_BYTES + packetType);
	}

	public long handledPackets() {
		return this.values.get(HANDLED);
	}

	public long handledBytes() {
		return this.values.get(HANDLED_BYTES);
	}

	public long messagesIn(MqttQos qos) {
		return this.values.get(MESSAGES_IN + qos.value());
	}

	public long messagesOut(MqttQos qos) {
		return this.values.get(MESSAGES_OUT + qos.value());
	}

}
