package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.nio.ByteBuffer;

import io.mqttboot.benchmarks.load.Connection;
import io.mqttboot.benchmarks.load.Frames;

/**
 * A client that publishes at QoS 1, and has some on their way at any time.
 */
final class Sender extends Connection {

	static final int WINDOW = 64;

	private static final int BYTES = 64 * 1024;

	private byte[][] frames = new byte[0][];

	private int sent;

	private int acknowledged;

	Sender(Crowd crowd) throws IOException {
		super(crowd.selector(), crowd.address(), BYTES, BYTES);
		this.out.put(Frames.connect("sender", false));
	}

	@Override
	protected void packet(ByteBuffer from, int first, int body, int end) {
		switch (first >> 4) {
			case 2 -> ready();
			case 4 -> {
				this.acknowledged++;
				fill();
			}
			default -> throw new IllegalStateException("packet " + (first >> 4) + " to a sender");
		}
	}

	/** Begins to publish these. */
	void publish(byte[][] packets) throws IOException {
		this.frames = packets;
		this.sent = 0;
		this.acknowledged = 0;
		fill();
		flush();
	}

	private void fill() {
		while (this.sent < this.frames.length && this.sent - this.acknowledged < WINDOW) {
			byte[] frame = this.frames[this.sent];
			int packetId = this.out.position() + Frames.idIndex(frame);
			this.out.put(frame);
			this.sent++;
			this.out.putShort(packetId, (short) (this.sent % 0xFFFF + 1));
		}
	}

	/** Whether all are acknowledged. */
	boolean isDone() {
		return this.acknowledged == this.frames.length;
	}

}
