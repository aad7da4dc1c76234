package io.mqttboot.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One client: a socket, what it has read and not understood, what it has to write.
 */
abstract class Connection {

	private final SocketChannel channel;

	private final SelectionKey key;

	private final ByteBuffer in;

	/** What leaves with the next {@link #flush}. */
	protected final ByteBuffer out;

	private boolean ready;

	Connection(Selector selector, InetSocketAddress address, int inBytes, int outBytes) throws IOException {
		this.in = ByteBuffer.allocateDirect(inBytes);
		this.out = ByteBuffer.allocateDirect(outBytes);
		this.channel = SocketChannel.open(address);
		this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		this.channel.configureBlocking(false);
		this.key = this.channel.register(selector, SelectionKey.OP_READ, this);
	}

	/** Whether the broker has let it in, and given it its subscription. */
	boolean isReady() {
		return this.ready;
	}

	/** The broker has answered all that comes before the first message. */
	protected void ready() {
		this.ready = true;
	}

	/** Reads what there is and hands on each whole packet. */
	void read() throws IOException {
		if (this.channel.read(this.in) < 0) {
			throw new EOFException("the broker closed a connection");
		}
		this.in.flip();
		int at = 0;
		int end = packetEnd(at);
		while (end >= 0) {
			int body = at + 2;
			while (this.in.get(body - 1) < 0) {
				body++;
			}
			packet(this.in, this.in.get(at) & 0xFF, body, end);
			at = end;
			end = packetEnd(at);
		}
		this.in.position(at);
		this.in.compact();
	}

	// returns where the packet ends, -1 if it is not whole
	private int packetEnd(int from) {
		int length = 0;
		int at = from + 1;
		for (int shift = 0; at < this.in.limit(); shift += 7) {
			int digit = this.in.get(at++);
			length |= (digit & 0x7F) << shift;
			if (digit >= 0) {
				return (this.in.limit() - at >= length) ? at + length : -1;
			}
		}
		return -1;
	}

	/** A whole packet has arrived. */
	protected abstract void packet(ByteBuffer from, int first, int body, int end);

	/** Flushes if there is something to write. */
	void flushIfTouched() throws IOException {
		if (this.out.position() > 0) {
			flush();
		}
	}

	/** Writes what the socket takes; the rest when it takes more. */
	void flush() throws IOException {
		this.out.flip();
		this.channel.write(this.out);
		int interest = this.out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
		if (this.key.interestOps() != interest) {
			this.key.interestOps(interest);
		}
		this.out.compact();
	}

	void close() throws IOException {
		this.channel.close();
	}

}
