package io.mqttboot.server.internal.transport;

import io.netty.buffer.ByteBuf;

/**
 * Counts the messages in a stream of packets, which comes in pieces of any length.
 */
final class PacketCounter {

	private static final int PUBLISH = 3;

	private static final int LENGTH_BYTES_MAX = 4;

	// bytes of the present packet that are still to come
	private long left;

	// how many bytes of its length were read, -1 before its first byte
	private int lengthBytes = -1;

	/**
	 * Looks at the next piece, and leaves it as it is.
	 * @return how many messages begin in it
	 */
	int messages(ByteBuf piece) {
		int messages = 0;
		int index = piece.readerIndex();
		while (index < piece.writerIndex()) {
			if (this.lengthBytes < 0) {
				messages += ((piece.getByte(index++) & 0xF0) >> 4 == PUBLISH) ? 1 : 0;
				this.lengthBytes = 0;
				this.left = 0;
			}
			else if (this.lengthBytes < LENGTH_BYTES_MAX) {
				length(piece.getByte(index++));
			}
			else {
				int skipped = (int) Math.min(this.left, piece.writerIndex() - index);
				index += skipped;
				this.left -= skipped;
				endsIfDone();
			}
		}
		return messages;
	}

	private void length(byte next) {
		this.left |= (long) (next & 0x7F) << (7 * this.lengthBytes++);
		if (next >= 0 || this.lengthBytes == LENGTH_BYTES_MAX) {
			this.lengthBytes = LENGTH_BYTES_MAX;
			endsIfDone();
		}
	}

	private void endsIfDone() {
		if (this.left == 0) {
			this.lengthBytes = -1;
		}
	}

}
