package io.mqttboot.server.internal.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

import io.mqttboot.server.config.MqttForwarding;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * Who may say where a connection comes from.
 */
final class TrustedProxies {

	private static final int BITS_4 = 32;

	private static final int BITS_6 = 128;

	private final MqttForwarding forwarding;

	private final List<IpSubnetFilterRule> networks = new ArrayList<>();

	/**
	 * Reads the addresses.
	 * @throws IllegalArgumentException if one is no address and no network
	 */
	TrustedProxies(MqttForwarding forwarding) {
		this.forwarding = forwarding;
		forwarding.trusted().forEach((network) -> this.networks.add(rule(network)));
	}

	private static IpSubnetFilterRule rule(String network) {
		int slash = network.indexOf('/');
		String address = (slash >= 0) ? network.substring(0, slash) : network;
		byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
		if (bytes == null) {
			throw new IllegalArgumentException("'" + network + "' is no IP address and no network");
		}
		int all = (bytes.length == 4) ? BITS_4 : BITS_6;
		try {
			int bits = (slash >= 0) ? Integer.parseInt(network.substring(slash + 1)) : all;
			return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("'" + network + "' is no network", ex);
		}
	}

	/** Whether a connection of this socket begins with a PROXY header. */
	boolean wantsHeader(SocketAddress socket) {
		return this.forwarding.proxyProtocol() && isTrusted(socket);
	}

	/** Whether the upgrade of a WebSocket of this socket says where it comes from. */
	boolean wantsForwardedFor(SocketAddress socket) {
		return this.forwarding.forwardedFor() && isTrusted(socket);
	}

	private boolean isTrusted(SocketAddress socket) {
		return socket instanceof InetSocketAddress inet && inet.getAddress() != null
				&& this.networks.stream().anyMatch((network) -> network.matches(inet));
	}

	/**
	 * Returns where a WebSocket comes from by its X-Forwarded-For: the last address that
	 * is not one of the proxies, since anybody may have written those before it.
	 * @param socket where its bytes come from
	 * @param header what was said, all headers of that name in their order
	 * @return the address, {@code null} if nothing can be believed
	 */
	@Nullable InetSocketAddress origin(SocketAddress socket, List<String> header) {
		if (!wantsForwardedFor(socket)) {
			return null;
		}
		String[] hops = String.join(",", header).split(",");
		for (int i = hops.length - 1; i >= 0; i--) {
			InetSocketAddress hop = address(hops[i].trim());
			if (hop == null) {
				return null;
			}
			if (!isTrusted(hop)) {
				return hop;
			}
		}
		return null;
	}

	private static @Nullable InetSocketAddress address(String text) {
		byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
		if (bytes == null) {
			return null;
		}
		try {
			return new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
		}
		catch (java.net.UnknownHostException ex) {
			return null; // four or sixteen bytes are always an address
		}
	}

}
