package io.mqttboot.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

import org.jspecify.annotations.Nullable;

/**
 * One client: a socket, what it has read and not understood, what it has to write.
 */
public abstract class Connection {

	// less than this comes and goes too often for memory outside of the heap
	private static final int DIRECT_BYTES = 1024;

	private final SocketChannel channel;

	private final Selector selector;

	// from the first flush on
	private @Nullable SelectionKey key;

	private final ByteBuffer in;

	/** What leaves with the next {@link #flush}. */
	protected final ByteBuffer out;

	private boolean ready;

	protected Connection(Selector selector, InetSocketAddress address, int inBytes, int outBytes) throws IOException {
		this(selector, null, address, inBytes, outBytes);
	}

	protected Connection(Selector selector, @Nullable InetSocketAddress local, InetSocketAddress address, int inBytes,
			int outBytes) throws IOException {
		this.in = buffer(inBytes);
		this.out = buffer(outBytes);
		this.channel = SocketChannel.open();
		this.channel.bind(local);
		this.channel.connect(address);
		this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		this.channel.configureBlocking(false);
		this.selector = selector;
	}

	private static ByteBuffer buffer(int bytes) {
		return (bytes < DIRECT_BYTES) ? ByteBuffer.allocate(bytes) : ByteBuffer.allocateDirect(bytes);
	}

	/** Whether the broker has let it in, and given it its subscription. */
	public boolean isReady() {
		return this.ready;
	}

	/** The broker has answered all that comes before the first message. */
	protected void ready() {
		this.ready = true;
	}

	/** Reads what there is and hands on each whole packet. */
	public void read() throws IOException {
		if (this.channel.read(this.in) < 0) {
			throw new EOFException("the broker closed a connection");
		}
		this.in.flip();
		received(this.in);
		this.in.compact();
	}

	/** Hands on each whole packet and leaves the rest. */
	protected void received(ByteBuffer from) {
		int at = 0;
		int end = packetEnd(from, at);
		while (end >= 0) {
			int body = at + 2;
			while (from.get(body - 1) < 0) {
				body++;
			}
			packet(from, from.get(at) & 0xFF, body, end);
			at = end;
			end = packetEnd(from, at);
		}
		from.position(at);
	}

	// returns where the packet ends, -1 if it is not whole
	private static int packetEnd(ByteBuffer from, int start) {
		int length = 0;
		int at = start + 1;
		for (int shift = 0; at < from.limit(); shift += 7) {
			int digit = from.get(at++);
			length |= (digit & 0x7F) << shift;
			if (digit >= 0) {
				return (from.limit() - at >= length) ? at + length : -1;
			}
		}
		return -1;
	}

	/** A whole packet has arrived. */
	protected abstract void packet(ByteBuffer from, int first, int body, int end);

	/** Flushes if there is something to write. */
	public void flushIfTouched() throws IOException {
		if (this.out.position() > 0) {
			flush();
		}
	}

	/** Writes what the socket takes; the rest when it takes more. */
	public void flush() throws IOException {
		this.out.flip();
		this.channel.write(this.out);
		int interest = this.out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
		if (this.key == null) {
			this.key = this.channel.register(this.selector, interest, this);
		}
		else if (this.key.interestOps() != interest) {
			this.key.interestOps(interest);
		}
		this.out.compact();
	}

	/** Closes the socket, whatever is still on its way. */
	public void close() throws IOException {
		this.channel.close();
	}

}
