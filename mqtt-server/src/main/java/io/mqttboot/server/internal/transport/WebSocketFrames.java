package io.mqttboot.server.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Takes bytes out of binary WebSocket frames, which need not end where packets do, and
 * puts bytes into them. [MQTT-6.0.0-1], [MQTT-6.0.0-2], [MQTT-6.0.0-4]
 */
final class WebSocketFrames extends ChannelDuplexHandler {

	private boolean binary;

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object msg) {
		if (!(msg instanceof WebSocketFrame frame)) {
			ctx.fireChannelRead(msg);
			return;
		}
		boolean continued = frame instanceof ContinuationWebSocketFrame && this.binary;
		if (frame instanceof BinaryWebSocketFrame || continued) {
			this.binary = !frame.isFinalFragment();
			ctx.fireChannelRead(frame.content());
		}
		else {
			ReferenceCountUtil.release(frame);
			ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.INVALID_MESSAGE_TYPE))
				.addListener((written) -> ctx.close());
		}
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
		if (msg instanceof ByteBuf bytes) {
			if (bytes.isReadable()) {
				ctx.write(new BinaryWebSocketFrame(bytes), promise.unvoid());
			}
			else {
				ctx.write(bytes, promise);
			}
		}
		else {
			ctx.write(msg, promise);
		}
	}

}
