package io.mqttboot.server.internal.transport;

import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says so when a port cannot accept, as at the limit of open files. Netty's own acceptor
 * then waits a second before it tries again.
 */
final class Acceptor extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger(Acceptor.class);

	private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final Runnable failed;

	private long silentUntil = System.nanoTime();

	Acceptor(Runnable failed) {
		this.failed = failed;
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		this.failed.run();
		if (System.nanoTime() - this.silentUntil >= 0) {
			this.silentUntil = System.nanoTime() + SILENCE_NANOS;
			logger.error("MQTT-1005 {} cannot accept a connection and tries again in a second: {}",
					ctx.channel().localAddress(), cause.toString());
		}
		ctx.fireExceptionCaught(cause);
	}

}
