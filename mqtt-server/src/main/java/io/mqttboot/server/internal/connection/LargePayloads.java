package io.mqttboot.server.internal.connection;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * Payloads that leave in a pass without being copied behind their heads, and where each
 * belongs among the other bytes of the pass.
 */
final class LargePayloads {

	private final List<ByteBuf> payloads = new ArrayList<>();

	private int[] positions = new int[8];

	private int bytes;

	/** Takes over a payload that belongs behind so many of the other bytes. */
	void add(int position, ByteBuf payload) {
		int count = this.payloads.size();
		if (count == this.positions.length) {
			this.positions = java.util.Arrays.copyOf(this.positions, 2 * count);
		}
		this.positions[count] = position;
		this.payloads.add(payload);
		this.bytes += payload.readableBytes();
	}

	int bytes() {
		return this.bytes;
	}

	/** Writes all of them, and the other bytes between them. */
	void write(ChannelHandlerContext ctx, ByteBuf others) {
		for (int i = 0; i < this.payloads.size(); i++) {
			ctx.write(others.readRetainedSlice(this.positions[i] - others.readerIndex()), ctx.voidPromise());
			ctx.write(this.payloads.get(i), ctx.voidPromise());
		}
		if (others.isReadable()) {
			ctx.write(others, ctx.voidPromise());
		}
		else {
			others.release();
		}
	}

	void release() {
		this.payloads.forEach(ByteBuf::release);
	}

}
