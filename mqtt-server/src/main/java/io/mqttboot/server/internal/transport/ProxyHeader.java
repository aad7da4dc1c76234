package io.mqttboot.server.internal.transport;

import java.net.InetSocketAddress;

import io.mqttboot.server.internal.connection.ClientAddress;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.util.NetUtil;

/**
 * Takes the header of the PROXY protocol off a connection and remembers what it says. Its
 * decoder stands before it, and leaves when it has read the header.
 */
final class ProxyHeader extends SimpleChannelInboundHandler<HAProxyMessage> {

	@Override
	protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header) {
		AddressFamily family = header.proxiedProtocol().addressFamily();
		boolean inet = family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6;
		// LOCAL is the proxy itself, as for a health check
		if (header.command() == HAProxyCommand.PROXY && inet) {
			ClientAddress.tell(ctx.channel(), new InetSocketAddress(
					NetUtil.createInetAddressFromIpAddressString(header.sourceAddress()), header.sourcePort()));
		}
		ctx.pipeline().remove(this);
	}

}
