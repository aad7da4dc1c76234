package io.mqttboot.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A client that receives, acknowledges, and checks each message by the stamp at the end
 * of its payload: who sent it, and the how manieth it is.
 */
final class Subscriber extends Connection {

	static final int STAMP_BYTES = Integer.BYTES + Long.BYTES;

	private static final int OUT_BYTES = 64 * 1024;

	private final Traffic scenario;

	private final int index;

	private final List<Publisher> publishers;

	private final @Nullable SequenceCheck[] checks;

	private long delivered;

	Subscriber(Selector selector, InetSocketAddress address, Traffic scenario, int index, List<Publisher> publishers)
			throws IOException {
		super(selector, address, scenario.payloadBytes() + OUT_BYTES, OUT_BYTES);
		this.scenario = scenario;
		this.index = index;
		this.publishers = publishers;
		this.checks = new SequenceCheck[scenario.publishers()];
		for (int i = 0; i < this.checks.length; i++) {
			if (!scenario.paired() || i == index) {
				this.checks[i] = new SequenceCheck();
			}
		}
		this.out.put(Frames.connect("subscriber-" + index, scenario.is5()));
	}

	@Override
	protected void packet(ByteBuffer from, int first, int body, int end) {
		switch (first >> 4) {
			case 2 -> this.out
				.put(Frames.subscribe(this.scenario.filter(this.index), this.scenario.qos(), this.scenario.is5()));
			case 3 -> message(from, first, body, end);
			case 6 -> this.out.putInt(0x7002_0000 | from.getShort(body) & 0xFFFF);
			case 9 -> ready();
			default -> throw new IllegalStateException("packet " + (first >> 4) + " to a subscriber");
		}
	}

	private void message(ByteBuffer from, int first, int body, int end) {
		int qos = first >> 1 & 3;
		if (qos != this.scenario.qos()) {
			throw new IllegalStateException("QoS " + qos + " arrived");
		}
		if (qos > 0) {
			int packetId = from.getShort(body + 2 + (from.getShort(body) & 0xFFFF)) & 0xFFFF;
			this.out.putInt(((qos == 1) ? 0x4002_0000 : 0x5002_0000) | packetId);
		}
		int publisher = from.getInt(end - STAMP_BYTES);
		Objects.requireNonNull(this.checks[publisher], "a message of somebody else")
			.arrived(from.getLong(end - Long.BYTES));
		this.publishers.get(publisher).delivered();
		this.delivered++;
	}

	long delivered() {
		return this.delivered;
	}

	/** Returns what it found out about a publisher, if it receives from it. */
	@Nullable SequenceCheck check(int publisher) {
		return this.checks[publisher];
	}

}
