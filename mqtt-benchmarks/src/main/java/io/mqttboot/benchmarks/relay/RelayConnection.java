package io.mqttboot.benchmarks.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * One client of the relay. It believes its peer: a packet is never malformed.
 */
final class RelayConnection extends ChannelInboundHandlerAdapter {

	private static final int SHORT_ANSWER = 4;

	private final Topics topics;

	private ChannelHandlerContext ctx;

	private boolean touched;

	private boolean is5;

	// the beginning of a packet whose end has not come
	private @Nullable ByteBuf part;

	// publishers repeat their topic
	private ByteBuf lastTopic = Unpooled.EMPTY_BUFFER;

	private @Nullable Topic lastReceivers;

	@SuppressWarnings("NullAway.Init")
	RelayConnection(Topics topics) {
		this.topics = topics;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext added) {
		this.ctx = added;
	}

	@Override
	public void channelRead(ChannelHandlerContext reading, Object msg) {
		ByteBuf in = (ByteBuf) msg;
		if (this.part != null) {
			in = this.part.writeBytes(in);
			((ByteBuf) msg).release();
			this.part = null;
		}
		while (readPacket(in)) {
			// one packet a turn
		}
		if (in.isReadable()) {
			this.part = reading.alloc().buffer().writeBytes(in); // slices hold on to the
																	// old one
		}
		in.release();
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext reading) {
		this.topics.flush();
	}

	@Override
	public void channelInactive(ChannelHandlerContext inactive) {
		this.topics.remove(this);
		if (this.part != null) {
			this.part.release();
			this.part = null;
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
		caught.close();
	}

	private boolean readPacket(ByteBuf in) {
		int from = in.readerIndex();
		int length = 0;
		int at = from + 1;
		for (int shift = 0;; shift += 7) {
			if (at >= in.writerIndex()) {
				return false;
			}
			int digit = in.getByte(at++);
			length |= (digit & 0x7F) << shift;
			if (digit >= 0) {
				break;
			}
		}
		if (in.writerIndex() - at < length) {
			return false;
		}
		packet(in, from, at, length);
		in.readerIndex(at + length);
		return true;
	}

	private void packet(ByteBuf in, int from, int at, int length) {
		int first = in.getUnsignedByte(from);
		switch (first >> 4) {
			case 1 -> connect(in, at);
			case 3 -> publish(in, first, from, at, length);
			case 5 -> answer(0x6202, in.getUnsignedShort(at)); // PUBREC of a receiver
			case 6 -> answer(0x7002, in.getUnsignedShort(at)); // PUBREL of a publisher
			case 8 -> subscribe(in, at, length);
			case 12 -> write(this.ctx.alloc().buffer(2).writeShort(0xD000));
			case 14 -> this.ctx.close();
			default -> {
				// what receivers acknowledge ends here
			}
		}
	}

	private void connect(ByteBuf in, int at) {
		this.is5 = in.getByte(at + 2 + in.getUnsignedShort(at)) == 5;
		write(this.is5 ? this.ctx.alloc().buffer(5).writeInt(0x2003_0000).writeByte(0)
				: this.ctx.alloc().buffer(SHORT_ANSWER).writeInt(0x2002_0000));
	}

	private void subscribe(ByteBuf in, int at, int length) {
		int topic = at + 2;
		int end = at + length;
		topic += this.is5 ? 1 + in.getUnsignedByte(topic) : 0;
		ByteBuf granted = this.ctx.alloc().buffer();
		while (topic < end) {
			int bytes = in.getUnsignedShort(topic);
			this.topics.subscribe(this, in.slice(topic + 2, bytes));
			granted.writeByte(in.getByte(topic + 2 + bytes) & 3);
			topic += 3 + bytes;
		}
		ByteBuf answer = this.ctx.alloc().buffer().writeByte(0x90);
		answer.writeByte(granted.readableBytes() + (this.is5 ? 3 : 2)).writeShort(in.getUnsignedShort(at));
		if (this.is5) {
			answer.writeByte(0);
		}
		write(answer.writeBytes(granted));
		granted.release();
	}

	private void publish(ByteBuf in, int first, int from, int at, int length) {
		int topicBytes = in.getUnsignedShort(at);
		int topic = at + 2;
		Topic receivers = this.lastReceivers;
		if (receivers == null || topicBytes != this.lastTopic.readableBytes()
				|| !ByteBufUtil.equals(in, topic, this.lastTopic, 0, topicBytes)) {
			this.lastTopic = Unpooled.copiedBuffer(in.slice(topic, topicBytes));
			receivers = this.topics.topic(this.lastTopic);
			this.lastReceivers = receivers;
		}
		receivers.publish(in, from, at + length - from);
		int qos = first >> 1 & 3;
		if (qos > 0) {
			answer((qos == 1) ? 0x4002 : 0x5002, in.getUnsignedShort(topic + topicBytes));
		}
	}

	private void answer(int head, int packetId) {
		write(this.ctx.alloc().buffer(SHORT_ANSWER).writeInt(head << 16 | packetId));
	}

	/** Writes with the next flush. */
	void write(ByteBuf out) {
		this.ctx.write(out, this.ctx.voidPromise());
		if (!this.touched) {
			this.touched = true;
			this.topics.touch(this);
		}
	}

	void flush() {
		this.touched = false;
		this.ctx.flush();
	}

}
