package io.mqttboot.server.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;

/**
 * Clients that each publish to themselves by a schedule, a thousand messages a second
 * together. What is late is measured from when it was meant to leave, so that one long
 * wait does not hide the messages behind it.
 */
final class ServedClients implements AutoCloseable {

	private static final long PERIOD_NANOS = 1_000_000;

	private static final long PATIENCE_NANOS = 10_000_000_000L;

	private final Selector selector = Selector.open();

	private final List<SocketChannel> channels = new ArrayList<>();

	private final int frameBytes;

	private final ByteBuffer read = ByteBuffer.allocate(64 * 1024);

	private long[] delays = new long[0];

	private int received;

	/** What a run measured. */
	record Latency(int sent, int lost, double p99Millis) {

	}

	ServedClients(int port, int count) throws IOException {
		for (int i = 0; i < count; i++) {
			this.channels.add(open(port, "served" + i, topic(i)));
		}
		this.frameBytes = frame(0, 0).remaining();
		for (SocketChannel each : this.channels) {
			each.configureBlocking(false);
			each.register(this.selector, SelectionKey.OP_READ, ByteBuffer.allocate(this.frameBytes));
		}
	}

	private static String topic(int client) {
		return "echo/" + (100 + client);
	}

	private static SocketChannel open(int port, String clientId, String topic) throws IOException {
		SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
		ask(channel,
				Packets.connect(Version.V3_1_1, clientId).userName("served").password("right").bytes(Version.V3_1_1),
				4);
		ask(channel, Packets.subscribe(1, topic, 0).bytes(Version.V3_1_1), 5);
		return channel;
	}

	private static void ask(SocketChannel channel, byte[] packet, int answerBytes) throws IOException {
		channel.write(ByteBuffer.wrap(packet));
		ByteBuffer answer = ByteBuffer.allocate(answerBytes);
		while (answer.hasRemaining()) {
			if (channel.read(answer) < 0) {
				throw new IOException("a client that is to be served was refused");
			}
		}
	}

	private static ByteBuffer frame(int client, long dueNanos) {
		Publish publish = Packets.publish(topic(client), ByteBuffer.allocate(Long.BYTES).putLong(dueNanos).array());
		return ByteBuffer.wrap(publish.bytes(Version.V3_1_1));
	}

	int count() {
		return this.channels.size();
	}

	Latency run(Duration duration) throws IOException {
		long end = System.nanoTime() + duration.toNanos();
		return runUntil(() -> System.nanoTime() - end >= 0);
	}

	Latency runUntil(BooleanSupplier enough) throws IOException {
		this.received = 0;
		int sent = 0;
		long start = System.nanoTime();
		while (!enough.getAsBoolean()) {
			long due = start + sent * PERIOD_NANOS;
			while (System.nanoTime() - due < 0) {
				receive(Math.max(1, (due - System.nanoTime()) / 1_000_000));
			}
			SocketChannel channel = this.channels.get(sent % this.channels.size());
			ByteBuffer frame = frame(sent % this.channels.size(), due);
			while (frame.hasRemaining()) {
				channel.write(frame);
			}
			sent++;
		}
		long patience = System.nanoTime() + PATIENCE_NANOS;
		while (this.received < sent && System.nanoTime() - patience < 0) {
			receive(10);
		}
		long[] sorted = Arrays.copyOf(this.delays, this.received);
		Arrays.sort(sorted);
		return new Latency(sent, sent - this.received, sorted[sorted.length * 99 / 100] / 1e6);
	}

	private void receive(long millis) throws IOException {
		this.selector.select(millis);
		for (SelectionKey key : this.selector.selectedKeys()) {
			this.read.clear();
			if (((SocketChannel) key.channel()).read(this.read) < 0) {
				throw new IOException("a client that was served was cut off");
			}
			this.read.flip();
			ByteBuffer frame = (ByteBuffer) key.attachment();
			while (this.read.hasRemaining()) {
				frame.put(this.read.get());
				if (!frame.hasRemaining()) {
					received(frame.getLong(this.frameBytes - Long.BYTES));
					frame.clear();
				}
			}
		}
		this.selector.selectedKeys().clear();
	}

	private void received(long dueNanos) {
		if (this.received == this.delays.length) {
			this.delays = Arrays.copyOf(this.delays, Math.max(1024, 2 * this.delays.length));
		}
		this.delays[this.received++] = System.nanoTime() - dueNanos;
	}

	@Override
	public void close() {
		try {
			for (SocketChannel each : this.channels) {
				each.close();
			}
			this.selector.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
