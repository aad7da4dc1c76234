package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

import io.mqttboot.benchmarks.load.Connection;
import io.mqttboot.benchmarks.load.Frames;

/**
 * A client that publishes at QoS 0 to topic after topic, as long as not too many copies
 * are on their way.
 */
final class Speaker extends Connection implements Crowd.Talker {

	/** Copies that may be on their way. */
	static final int WINDOW = 256;

	private static final int BYTES = 64 * 1024;

	private final Filters filters;

	private final Audience audience;

	private final byte[][] frames;

	private long sent;

	private long expected;

	private boolean silent;

	Speaker(Crowd crowd, Filters filters, Audience audience) throws IOException {
		super(crowd.selector(), crowd.address(), BYTES, BYTES);
		this.filters = filters;
		this.audience = audience;
		this.frames = new byte[filters.topics()][];
		Arrays.setAll(this.frames, (i) -> Frames.publish(filters.topic(i), 0, Frame.PAYLOAD_BYTES, false));
		this.out.put(Frames.connect("speaker", false));
	}

	@Override
	protected void packet(ByteBuffer from, int first, int body, int end) {
		ready();
	}

	@Override
	public void talk() throws IOException {
		while (!this.silent && this.expected - this.audience.received() < WINDOW) {
			int index = (int) (this.sent % this.frames.length);
			this.out.put(Frame.stamp(this.frames[index], this.sent));
			this.expected += this.filters.copies(index);
			this.sent++;
		}
		flushIfTouched();
	}

	void beSilent() {
		this.silent = true;
	}

	/** How many copies should arrive in the end. */
	long expected() {
		return this.expected;
	}

}
