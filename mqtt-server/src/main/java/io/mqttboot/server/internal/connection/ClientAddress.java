package io.mqttboot.server.internal.connection;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/**
 * Where a client comes from: where its socket does, unless a proxy that is trusted knows
 * better.
 */
public final class ClientAddress {

	private static final AttributeKey<InetSocketAddress> BEHIND_PROXY = AttributeKey.valueOf(ClientAddress.class,
			"behind-proxy");

	private ClientAddress() {
	}

	/** A proxy says where the client of a connection comes from. */
	public static void tell(Channel channel, InetSocketAddress address) {
		channel.attr(BEHIND_PROXY).set(address);
	}

	/** Returns where the client of a connection comes from, as far as is known. */
	public static SocketAddress of(Channel channel) {
		if (channel.hasAttr(BEHIND_PROXY)) {
			return channel.attr(BEHIND_PROXY).get();
		}
		return channel.remoteAddress();
	}

}
