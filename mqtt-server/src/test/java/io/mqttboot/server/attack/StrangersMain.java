package io.mqttboot.server.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;

import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;

/**
 * Connects again and again, at a given pace and never more than so many at once, from
 * loopback addresses that nobody else uses.
 */
final class StrangersMain {

	/** What they do once they are connected. */
	enum Habit {

		/** Nothing. */
		SILENT,

		/** Send CONNECT, a byte a second. */
		SLOW,

		/** Send a CONNECT that is refused. */
		WRONG_PASSWORD

	}

	private static final int ADDRESSES = 100;

	private static final long BYTE_NANOS = 1_000_000_000;

	// the last ones stay for so long
	private static final long LINGER_NANOS = 2_000_000_000;

	private final Selector selector = Selector.open();

	// the oldest first
	private final Set<Stranger> open = new LinkedHashSet<>();

	private final InetSocketAddress server;

	private final Habit habit;

	private final int atOnce;

	// who sends a byte next
	private final Queue<Stranger> slow = new ArrayDeque<>();

	private int attempts;

	private int connected;

	private int closedByServer;

	private int failed;

	private int most;

	private final ByteBuffer trash = ByteBuffer.allocate(1024);

	private StrangersMain(int port, Habit habit, int atOnce) throws IOException {
		this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
		this.habit = habit;
		this.atOnce = atOnce;
	}

	public static void main(String[] args) throws IOException {
		StrangersMain strangers = new StrangersMain(Integer.parseInt(args[0]), Habit.valueOf(args[1]),
				Integer.parseInt(args[3]));
		strangers.run(Integer.parseInt(args[2]), 1_000_000_000L / Integer.parseInt(args[4]));
	}

	private void run(int total, long everyNanos) throws IOException {
		System.out.println("ready");
		System.in.read();
		long start = System.nanoTime();
		while (this.attempts < total) {
			while (this.attempts < total && System.nanoTime() - start >= this.attempts * everyNanos) {
				open();
			}
			select(1);
		}
		long end = System.nanoTime() + LINGER_NANOS;
		while (System.nanoTime() - end < 0) {
			select(10);
		}
		System.out.println("attempts=" + this.attempts + " connected=" + this.connected + " closedByServer="
				+ this.closedByServer + " failed=" + this.failed + " mostAtOnce=" + this.most);
	}

	private void open() throws IOException {
		if (this.open.size() >= this.atOnce) {
			Iterator<Stranger> oldest = this.open.iterator();
			oldest.next().close();
			oldest.remove();
		}
		int number = this.attempts++;
		SocketChannel channel = SocketChannel.open();
		channel.configureBlocking(false);
		byte[] from = { 127, 0, 1, (byte) (1 + number % ADDRESSES) };
		channel.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
		byte[] connect = Packets.connect(Version.V3_1_1, "stranger" + number)
			.userName("stranger")
			.password("wrong")
			.bytes(Version.V3_1_1);
		Stranger stranger = new Stranger(channel, ByteBuffer.wrap(connect));
		channel.register(this.selector, SelectionKey.OP_CONNECT, stranger);
		channel.connect(this.server);
		this.open.add(stranger);
		if (this.habit == Habit.SLOW) {
			this.slow.add(stranger);
		}
		this.most = Math.max(this.most, this.open.size());
	}

	private void select(long millis) throws IOException {
		this.selector.select(millis);
		for (SelectionKey key : this.selector.selectedKeys()) {
			((Stranger) key.attachment()).ready(key);
		}
		this.selector.selectedKeys().clear();
		while (!this.slow.isEmpty() && System.nanoTime() - this.slow.peek().sentNanos >= BYTE_NANOS) {
			Stranger next = this.slow.remove();
			if (next.channel.isOpen()) {
				next.sendByte();
				this.slow.add(next);
			}
		}
	}

	private final class Stranger {

		private final SocketChannel channel;

		private final ByteBuffer connect;

		private long sentNanos = System.nanoTime();

		private boolean isConnected;

		private Stranger(SocketChannel channel, ByteBuffer connect) {
			this.channel = channel;
			this.connect = connect;
		}

		private void ready(SelectionKey key) throws IOException {
			try {
				if (!this.isConnected && this.channel.finishConnect()) {
					this.isConnected = true;
					StrangersMain.this.connected++;
					key.interestOps(SelectionKey.OP_READ);
					if (StrangersMain.this.habit == Habit.WRONG_PASSWORD) {
						this.channel.write(this.connect);
					}
				}
				StrangersMain.this.trash.clear();
				if (this.channel.read(StrangersMain.this.trash) < 0) {
					ended();
				}
			}
			catch (IOException ex) { // a reset: what a server may well answer to a flood
				if (!this.isConnected) {
					StrangersMain.this.failed++;
				}
				ended();
			}
		}

		private void ended() throws IOException {
			StrangersMain.this.closedByServer++;
			StrangersMain.this.open.remove(this);
			close();
		}

		private void sendByte() {
			this.sentNanos = System.nanoTime();
			if (!this.isConnected || this.connect.remaining() <= 1) {
				return;
			}
			int end = this.connect.limit();
			this.connect.limit(this.connect.position() + 1);
			try {
				this.channel.write(this.connect);
			}
			catch (IOException ex) { // the selector tells that it was closed
				this.connect.position(end);
			}
			finally {
				this.connect.limit(end);
			}
		}

		private void close() throws IOException {
			this.channel.close();
		}

	}

}
