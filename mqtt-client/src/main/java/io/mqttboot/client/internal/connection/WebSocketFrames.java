package io.mqttboot.client.internal.connection;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Takes bytes out of binary WebSocket frames, which need not end where packets do, puts
 * bytes into them, and says when the WebSocket stands. [MQTT-6.0.0-1], [MQTT-6.0.0-2]
 */
final class WebSocketFrames extends ChannelDuplexHandler {

	private final ChannelLink link;

	WebSocketFrames(ChannelLink link) {
		this.link = link;
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
			this.link.greet();
		}
		ctx.fireUserEventTriggered(event);
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object msg) {
		if (msg instanceof BinaryWebSocketFrame || msg instanceof ContinuationWebSocketFrame) {
			ctx.fireChannelRead(((WebSocketFrame) msg).content());
		}
		else if (msg instanceof WebSocketFrame) {
			ReferenceCountUtil.release(msg);
			ctx.fireExceptionCaught(
					new MqttProtocolException(MqttReasonCode.MALFORMED_PACKET, "a WebSocket frame that is not binary"));
		}
		else {
			ctx.fireChannelRead(msg);
		}
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
		if (msg instanceof ByteBuf bytes && bytes.isReadable()) {
			ctx.write(new BinaryWebSocketFrame(bytes), promise.unvoid());
		}
		else {
			ctx.write(msg, promise);
		}
	}

}
