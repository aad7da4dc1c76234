package io.mqttboot.server.internal.transport;

import java.nio.channels.ClosedChannelException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Takes bytes out of binary WebSocket frames, which need not end where packets do, and
 * puts bytes into them; answers a ping, and says good-bye before the connection closes
 * (RFC 6455, 5.5). [MQTT-6.0.0-1], [MQTT-6.0.0-2], [MQTT-6.0.0-4]
 */
final class WebSocketFrames extends ChannelDuplexHandler {

	private boolean binary;

	// a close frame is written: nothing follows it
	private boolean closing;

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object msg) {
		if (!(msg instanceof WebSocketFrame frame)) {
			ctx.fireChannelRead(msg);
			return;
		}
		boolean continued = frame instanceof ContinuationWebSocketFrame && this.binary;
		if (this.closing || frame instanceof PongWebSocketFrame) {
			frame.release();
		}
		else if (frame instanceof BinaryWebSocketFrame || continued) {
			this.binary = !frame.isFinalFragment();
			ctx.fireChannelRead(frame.content());
		}
		else if (frame instanceof PingWebSocketFrame) {
			ctx.writeAndFlush(new PongWebSocketFrame(frame.content()));
		}
		else if (frame instanceof CloseWebSocketFrame theirs) {
			close(ctx, theirs, ctx.newPromise());
		}
		else {
			frame.release();
			close(ctx, new CloseWebSocketFrame(WebSocketCloseStatus.INVALID_MESSAGE_TYPE), ctx.newPromise());
		}
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
		if (this.closing) {
			ReferenceCountUtil.release(msg);
			promise.tryFailure(new ClosedChannelException());
		}
		else if (msg instanceof ByteBuf bytes && bytes.isReadable()) {
			ctx.write(new BinaryWebSocketFrame(bytes), promise);
		}
		else {
			this.closing = msg instanceof CloseWebSocketFrame;
			ctx.write(msg, promise);
		}
	}

	@Override
	public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
		if (this.closing || !ctx.channel().isActive()) {
			ctx.close(promise); // asked again: it is waited for no longer
		}
		else {
			close(ctx, new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE), promise);
		}
	}

	private void close(ChannelHandlerContext ctx, CloseWebSocketFrame last, ChannelPromise promise) {
		this.closing = true;
		if (ctx.channel().isWritable()) {
			ctx.writeAndFlush(last).addListener((written) -> ctx.close(promise));
		}
		else {
			last.release(); // behind what waits it would never leave
			ctx.close(promise);
		}
	}

}
