package io.mqttboot.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;

import org.jspecify.annotations.Nullable;

/**
 * A client that publishes. A message counts as on its way until every receiver has it
 * and, at QoS 1 and 2, the broker has acknowledged it.
 */
final class Publisher extends Connection {

	private static final int PACKET_IDS = 0xFFFF;

	private static final int ANSWERS_BYTES = 4096;

	private final Traffic traffic;

	private final byte[] frame;

	private final int idIndex;

	private final int index;

	private boolean touched;

	private long sent;

	private long acknowledged;

	// to all receivers together
	private long delivered;

	Publisher(Selector selector, @Nullable InetSocketAddress local, InetSocketAddress address, Traffic traffic,
			int index) throws IOException {
		super(selector, local, address, traffic.bufferBytes(),
				ANSWERS_BYTES + 2 * traffic.window() * (traffic.payloadBytes() + ANSWERS_BYTES / 16));
		this.traffic = traffic;
		this.index = index;
		this.frame = Frames.publish(traffic.topic(index), traffic.qos(), traffic.payloadBytes(), traffic.is5());
		this.idIndex = Frames.idIndex(this.frame);
		this.out.put(Frames.connect("publisher-" + index, traffic.is5()));
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

	/** Returns whether this is news since it was last served. */
	boolean touch() {
		boolean news = !this.touched;
		this.touched = true;
		return news;
	}

	/** Writes what it has to say. */
	void serve() throws IOException {
		this.touched = false;
		flushIfTouched();
	}

	int index() {
		return this.index;
	}

	/** A receiver has one of its messages. */
	void delivered() {
		this.delivered++;
	}

	/** How many of its messages are on their way. */
	long underway() {
		long done = this.delivered / this.traffic.receivers();
		return this.sent - ((this.traffic.qos() > 0) ? Math.min(done, this.acknowledged) : done);
	}

	/** Whether what is collected leaves room for another message. */
	boolean hasRoom() {
		return this.out.remaining() >= this.frame.length + ANSWERS_BYTES;
	}

	/** Publishes one message; nothing is flushed. */
	void publish() {
		int from = this.out.position();
		this.out.put(this.frame);
		if (this.traffic.qos() > 0) {
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
		return this.delivered >= this.sent * this.traffic.receivers()
				&& (this.traffic.qos() == 0 || this.acknowledged >= this.sent);
	}

}
