package io.mqttboot.protocol.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Collects a packet that comes in pieces: memory follows the bytes that have come, not
 * those that were announced.
 */
final class PacketPart {

	private static final int PART_BYTES = 512;

	// A packet that comes in pieces has room for so many times the bytes that have come:
	// one of 16 KiB mostly at once, one of a megabyte after a copy or two.
	private static final int GROWTH = 4;

	private PacketPart() {
	}

	/**
	 * Adds what has come.
	 * @param held what came before, {@code null} for nothing
	 * @param length of the whole packet behind its fixed header
	 * @return what has come by now
	 */
	static ByteBuf add(ByteBufAllocator allocator, @Nullable ByteBuf held, ByteBuf in, int length) {
		ByteBuf part = held;
		if (part == null) {
			int room = Math.max(PART_BYTES, in.readableBytes() * GROWTH);
			part = allocator.buffer(Math.min(length, room), length);
		}
		int bytes = Math.min(length - part.readableBytes(), in.readableBytes());
		if (bytes > part.writableBytes()) {
			// the buffer's own growth, by 4 MiB, would copy a large packet too often
			long room = GROWTH * ((long) part.writerIndex() + bytes);
			part.capacity((int) Math.min(length, room));
		}
		return part.writeBytes(in, bytes);
	}

}
