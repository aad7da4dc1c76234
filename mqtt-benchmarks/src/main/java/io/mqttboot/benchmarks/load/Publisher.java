package io.mqttboot.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;

/**
 * A client that publishes as long as its window has room: a message counts as on its way
 * until every receiver has it and, at QoS 1 and 2, the broker has acknowledged it.
 */
final class Publisher extends Connection {

	private static final int PACKET_IDS = 0xFFFF;

	private static final int ANSWERS_BYTES = 4096;

	private final Traffic scenario;

	private final byte[] frame;

	private final int idIndex;

	private final int index;

	private long sent;

	private long acknowledged;

	// to all receivers together
	private long delivered;

	Publisher(Selector selector, InetSocketAddress address, Traffic scenario, int index) throws IOException {
		super(selector, address, ANSWERS_BYTES,
				ANSWERS_BYTES + 2 * scenario.window() * (scenario.payloadBytes() + ANSWERS_BYTES / 16));
		this.scenario = scenario;
		this.index = index;
		this.frame = Frames.publish(scenario.topic(index), scenario.qos(), scenario.payloadBytes(), scenario.is5());
		this.idIndex = Frames.idIndex(this.frame);
		this.out.put(Frames.connect("publisher-" + index, scenario.is5()));
	}

	@Override
	protected void packet(ByteBuffer from, int first, int body, int end) {
		switch (first >> 4) {
			case 2 -> ready();
			case 4, 7 -> this.acknowledged++;
			case 5 -> this.out.putInt(0x6202_0000 | from.getShort(body) & 0xFFFF);
			default -> throw new IllegalStateException("packet " + (first >> 4) + " to a publisher");
		}
	}

	/** A receiver has one of its messages. */
	void delivered() {
		this.delivered++;
	}

	/** Publishes what the window has room for; nothing is flushed. */
	void publish() {
		long done = this.delivered / this.scenario.receivers();
		if (this.scenario.qos() > 0) {
			done = Math.min(done, this.acknowledged);
		}
		int room = (int) (this.scenario.window() - (this.sent - done));
		for (int i = 0; i < room; i++) {
			publishOne();
		}
	}

	private void publishOne() {
		int from = this.out.position();
		this.out.put(this.frame);
		if (this.scenario.qos() > 0) {
			this.out.putShort(from + this.idIndex, (short) (this.sent % PACKET_IDS + 1));
		}
		int stamp = this.out.position() - Subscriber.STAMP_BYTES;
		this.out.putInt(stamp, this.index);
		this.out.putLong(stamp + Integer.BYTES, this.sent);
		this.sent++;
	}

	long sent() {
		return this.sent;
	}

	/** Whether nothing is on its way any more. */
	boolean isDone() {
		return this.delivered >= this.sent * this.scenario.receivers()
				&& (this.scenario.qos() == 0 || this.acknowledged >= this.sent);
	}

}
