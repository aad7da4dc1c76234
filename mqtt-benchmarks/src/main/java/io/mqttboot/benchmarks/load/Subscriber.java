package io.mqttboot.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;

import org.jspecify.annotations.Nullable;

/**
 * A client that receives, acknowledges, and reports each message by the stamp at the end
 * of its payload: who sent it, and the how manieth it is.
 */
final class Subscriber extends Connection {

	static final int STAMP_BYTES = Integer.BYTES + Long.BYTES;

	private final Traffic traffic;

	private final int index;

	private final Clients clients;

	Subscriber(Selector selector, @Nullable InetSocketAddress local, InetSocketAddress address, Traffic traffic,
			int index, Clients clients) throws IOException {
		super(selector, local, address, traffic.bufferBytes() + 2 * traffic.payloadBytes(), traffic.bufferBytes());
		this.traffic = traffic;
		this.index = index;
		this.clients = clients;
		this.out.put(Frames.connect("subscriber-" + index, traffic.is5()));
	}

	@Override
	protected void packet(ByteBuffer from, int first, int body, int end) {
		switch (first >> 4) {
			case 2 ->
				this.out.put(Frames.subscribe(this.traffic.filter(this.index), this.traffic.qos(), this.traffic.is5()));
			case 3 -> message(from, first, body, end);
			case 6 -> this.out.putInt(0x7002_0000 | from.getShort(body) & 0xFFFF);
			case 9 -> ready();
			default -> throw new IllegalStateException("packet " + (first >> 4) + " to a subscriber");
		}
	}

	private void message(ByteBuffer from, int first, int body, int end) {
		int qos = first >> 1 & 3;
		if (qos != this.traffic.qos()) {
			throw new IllegalStateException("QoS " + qos + " arrived");
		}
		if (qos > 0) {
			int packetId = from.getShort(body + 2 + (from.getShort(body) & 0xFFFF)) & 0xFFFF;
			this.out.putInt(((qos == 1) ? 0x4002_0000 : 0x5002_0000) | packetId);
		}
		this.clients.arrived(this.index, from.getInt(end - STAMP_BYTES), from.getLong(end - Long.BYTES));
	}

}
