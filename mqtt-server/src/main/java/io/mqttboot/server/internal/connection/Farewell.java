package io.mqttboot.server.internal.connection;

import io.mqttboot.server.internal.session.Deadlines;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * The end of a connection, in time: what was written leaves, then the channel is closed.
 * <p>
 * To close a socket while bytes arrive resets it, and the peer may lose the last words
 * with that. Where there were some, the peer is therefore read until it closes.
 */
final class Farewell extends Deadlines.Deadline {

	// How long a client may take to read the last words.
	private static final int WORDS_SECONDS = 5;

	// How long, after those, it may take to close.
	private static final int LINGER_SECONDS = 2;

	private final ChannelHandlerContext ctx;

	private final Deadlines deadlines;

	Farewell(ChannelHandlerContext ctx, Deadlines deadlines) {
		this.ctx = ctx;
		this.deadlines = deadlines;
	}

	/**
	 * Closes after what was written has left.
	 * @param lastFrame what the transport says before it is closed
	 * @param linger whether the peer should be read until it closes
	 */
	void begin(Object lastFrame, boolean linger) {
		this.deadlines.set(this, WORDS_SECONDS);
		this.ctx.writeAndFlush(lastFrame).addListener((said) -> {
			SslHandler tls = this.ctx.pipeline().get(SslHandler.class);
			if (!linger || !said.isSuccess() || !(this.ctx.channel() instanceof DuplexChannel duplex)) {
				this.ctx.close();
			}
			else if (tls != null) {
				tls.closeOutbound().addListener((sealed) -> linger(duplex));
			}
			else {
				linger(duplex);
			}
		});
	}

	private void linger(DuplexChannel channel) {
		channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
		channel.config().setAutoRead(true); // the decoder drops it all
		cancel();
		this.deadlines.set(this, LINGER_SECONDS);
	}

	@Override
	protected void due() {
		this.ctx.close();
	}

}
