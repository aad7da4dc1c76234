package io.mqttboot.protocol.codec;

import io.mqttboot.MqttLentPayload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A large payload where it was read, lent while its packet is handled. Who writes it to a
 * socket meanwhile shares it; who keeps it copies it, so that nothing that waits holds on
 * to a read buffer.
 */
final class LentBytes extends MqttLentPayload {

	// what is shared holds on to no more than so many times its bytes
	private static final int PINNED_MAX = 8;

	private final int bytes;

	private final int from;

	// null when the loan is over
	private @Nullable ByteBuf in;

	// the same bytes where a socket takes them from, if the others are not
	private @Nullable ByteBuf direct;

	LentBytes(ByteBuf in, int from, int bytes) {
		this.in = in;
		this.from = from;
		this.bytes = bytes;
	}

	/** Whether so many bytes of a buffer should be lent, not copied. */
	static boolean isWorthIt(ByteBuf in, int bytes) {
		return bytes >= PublishFrame.LARGE_BYTES && (long) PINNED_MAX * bytes >= in.capacity();
	}

	@Override
	public int bytes() {
		return this.bytes;
	}

	boolean isLent() {
		return this.in != null;
	}

	@Override
	protected byte[] copy() {
		byte[] copy = new byte[this.bytes];
		lent().getBytes(this.from, copy);
		return copy;
	}

	private ByteBuf lent() {
		ByteBuf lent = this.in;
		if (lent == null) {
			throw new IllegalStateException("using a payload that was lent and not kept is a bug");
		}
		return lent;
	}

	/** Returns the bytes for a socket, to be released by the caller. */
	ByteBuf share(ByteBufAllocator alloc) {
		ByteBuf lent = lent();
		if (lent.isDirect()) {
			return lent.retainedSlice(this.from, this.bytes);
		}
		if (this.direct == null) {
			this.direct = copy(alloc);
		}
		return this.direct.retainedDuplicate();
	}

	/** Returns a copy for a socket, to be released by the caller. */
	ByteBuf copy(ByteBufAllocator alloc) {
		return alloc.directBuffer(this.bytes, this.bytes).writeBytes(lent(), this.from, this.bytes);
	}

	/** The packet has been handled. */
	void end() {
		this.in = null;
		if (this.direct != null) {
			this.direct.release();
			this.direct = null;
		}
	}

}
