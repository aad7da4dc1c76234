package io.mqttboot.server.internal.transport;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttServerObserver;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;

/**
 * Counts who does not finish the handshake of TLS in time, whom the handler of TLS closes
 * without a word. Leaves when the handshake is over.
 */
final class TlsDeadline extends ChannelInboundHandlerAdapter {

	private final MqttServerObserver observer;

	TlsDeadline(MqttServerObserver observer) {
		this.observer = observer;
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event instanceof SslCompletionEvent end && end.cause() instanceof SslHandshakeTimeoutException) {
			this.observer.clientRefused(MqttReasonCode.MAXIMUM_CONNECT_TIME);
		}
		ctx.fireUserEventTriggered(event);
		if (event instanceof SslHandshakeCompletionEvent) {
			ctx.pipeline().remove(this);
		}
	}

}
