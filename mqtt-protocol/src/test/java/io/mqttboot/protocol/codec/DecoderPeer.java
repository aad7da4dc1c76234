package io.mqttboot.protocol.codec;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttVersion;
import io.mqttboot.testkit.PacketCases;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The other end of a {@link FrameDecoder} in a channel without a socket; it counts every
 * buffer.
 */
final class DecoderPeer implements AutoCloseable {

	static final int PACKET_BYTES_MAX = 1 << 20;

	final DecodedPackets decoded = new DecodedPackets();

	final List<Throwable> thrown = new ArrayList<>();

	final FrameDecoder decoder;

	final EmbeddedChannel channel;

	private final UnpooledByteBufAllocator alloc = new UnpooledByteBufAllocator(false);

	private DecoderPeer(DecoderLimits limits) {
		this.decoder = new FrameDecoder(limits, this.decoded);
		this.channel = new EmbeddedChannel(this.decoder, new ChannelInboundHandlerAdapter() {

			@Override
			public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
				DecoderPeer.this.thrown.add(cause);
			}

		});
		this.channel.config().setAllocator(this.alloc);
	}

	static DecoderLimits limits(FrameDecoder.Role role) {
		return new DecoderLimits(role, PACKET_BYTES_MAX, PACKET_BYTES_MAX, 65_535, 65_535, 1000);
	}

	/** A peer that has sent nothing. */
	static DecoderPeer fresh(FrameDecoder.Role role) {
		return fresh(limits(role));
	}

	static DecoderPeer fresh(DecoderLimits limits) {
		return new DecoderPeer(limits);
	}

	/** A peer whose CONNECT or CONNACK of a level is done and forgotten. */
	static DecoderPeer greeted(FrameDecoder.Role role, int level) {
		return greeted(limits(role), level);
	}

	static DecoderPeer greeted(DecoderLimits limits, int level) {
		DecoderPeer peer = new DecoderPeer(limits);
		if (limits.role() == FrameDecoder.Role.CLIENT) {
			peer.decoder.version(version(level));
			peer.send(PacketCases.connack(level));
		}
		else {
			peer.send(PacketCases.connect(level));
			peer.decoder.accepted();
		}
		assertThat(peer.thrown).isEmpty();
		peer.forget();
		return peer;
	}

	/** The peer that a case of the table needs. */
	static DecoderPeer of(PacketCases.Packet packet) {
		FrameDecoder.Role role = packet.toServer() ? FrameDecoder.Role.SERVER : FrameDecoder.Role.CLIENT;
		if (!packet.first()) {
			return greeted(role, packet.level());
		}
		DecoderPeer peer = fresh(role);
		if (role == FrameDecoder.Role.CLIENT) {
			peer.decoder.version(version(packet.level()));
		}
		return peer;
	}

	static MqttVersion version(int level) {
		return MqttVersion.values()[level - 3];
	}

	void forget() {
		this.decoded.lines.clear();
		this.decoded.publishes.clear();
		this.decoded.controls.clear();
		this.decoded.bytes = 0;
		this.decoded.packets = 0;
	}

	DecoderPeer send(byte[]... chunks) {
		for (byte[] chunk : chunks) {
			send(this.alloc.buffer(Math.max(1, chunk.length)).writeBytes(chunk));
		}
		return this;
	}

	/** Sends a buffer of another kind. */
	DecoderPeer send(ByteBuf in) {
		this.channel.writeInbound(in);
		if (!this.decoded.yields) {
			assertThat(in.refCnt()).isZero();
		}
		return this;
	}

	DecoderPeer send(String... chunks) {
		for (String chunk : chunks) {
			send(PacketCases.bytes(chunk));
		}
		return this;
	}

	/** The reason code of the one refusal, -1 if there is none. */
	int refusal() {
		if (this.thrown.isEmpty()) {
			return PacketCases.VALID;
		}
		assertThat(this.thrown).hasSize(1).first().isInstanceOf(MqttProtocolException.class);
		return ((MqttProtocolException) this.thrown.get(0)).reasonCode().value();
	}

	/** Bytes of buffers that nobody has released. */
	long bytesHeld() {
		return this.alloc.metric().usedHeapMemory() + this.alloc.metric().usedDirectMemory();
	}

	@Override
	public void close() {
		this.channel.finishAndReleaseAll();
		assertThat(bytesHeld()).isZero();
	}

}
