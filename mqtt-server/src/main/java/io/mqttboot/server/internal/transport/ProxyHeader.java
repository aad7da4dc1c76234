package io.mqttboot.server.internal.transport;

import java.net.InetSocketAddress;

import io.mqttboot.server.internal.connection.ClientAddress;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Takes the header of the PROXY protocol off a connection and remembers what it says. Its
 * decoder stands before it, and leaves when it has read the header.
 */
final class ProxyHeader extends SimpleChannelInboundHandler<HAProxyMessage> {

	private final @Nullable Entrance entrance;

	private boolean refused;

	/**
	 * Creates the handler of a connection.
	 * @param entrance who lets it in, {@code null} if that is decided later
	 */
	ProxyHeader(@Nullable Entrance entrance) {
		this.entrance = entrance;
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
		if (this.refused) {
			ReferenceCountUtil.release(msg); // what came behind the header in one piece
			return;
		}
		super.channelRead(ctx, msg);
	}

	@Override
	protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header) {
		AddressFamily family = header.proxiedProtocol().addressFamily();
		boolean inet = family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6;
		// LOCAL is the proxy itself, as for a health check
		if (header.command() == HAProxyCommand.PROXY && inet) {
			ClientAddress.tell(ctx.channel(), new InetSocketAddress(
					NetUtil.createInetAddressFromIpAddressString(header.sourceAddress()), header.sourcePort()));
		}
		if (this.entrance != null && this.entrance.refuses(ctx.channel(), ClientAddress.of(ctx.channel())) != null) {
			this.refused = true;
			ctx.close();
			return;
		}
		ctx.pipeline().remove(this);
	}

}
