package io.mqttboot.server.internal.transport;

import java.util.List;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.protocol.codec.FrameDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/**
 * Reads the frames of a WebSocket. A frame is kept until it is whole, however slowly it
 * comes; from a client that was not let in yet only so much.
 */
final class StrangerFrames extends WebSocket13FrameDecoder {

	private final FrameDecoder packets;

	private final int strangerBytesMax;

	private boolean refused;

	StrangerFrames(WebSocketDecoderConfig config, FrameDecoder packets, int strangerBytesMax) {
		super(config);
		this.packets = packets;
		this.strangerBytesMax = strangerBytesMax;
	}

	@Override
	protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
		if (!this.refused) {
			super.decode(ctx, in, out);
		}
		if (this.refused) {
			in.skipBytes(in.readableBytes());
		}
		else if (out.isEmpty() && in.readableBytes() > this.strangerBytesMax && !this.packets.isAccepted()) {
			this.refused = true;
			in.skipBytes(in.readableBytes());
			// thrown, it would be wrapped
			ctx.fireExceptionCaught(new MqttProtocolException(MqttReasonCode.PACKET_TOO_LARGE,
					"a frame of more than " + this.strangerBytesMax + " bytes before it is let in"));
		}
	}

}
