package io.mqttboot.client.internal.connection;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

import io.mqttboot.client.config.MqttProxy;
import io.mqttboot.client.config.MqttServerUri;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks4ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import org.jspecify.annotations.Nullable;

/**
 * The way to a server, looked up for one attempt.
 *
 * @param server the server; not looked up if the proxy does that
 * @param proxy the proxy in between, {@code null} for none
 */
record Way(InetSocketAddress server, @Nullable InetSocketAddress proxy) {

	/**
	 * Looks up what has to be; blocks.
	 * @param number which attempt it is: of several addresses each has its turn
	 */
	static Way find(MqttServerUri uri, @Nullable MqttProxy proxy, Lookup lookup, int number)
			throws UnknownHostException {
		if (proxy == null) {
			return new Way(address(lookup.addresses(uri.host()), uri.port(), number), null);
		}
		InetSocketAddress between = address(lookup.addresses(proxy.host()), proxy.port(), number);
		if (proxy.type() != MqttProxy.Type.SOCKS4) {
			return new Way(InetSocketAddress.createUnresolved(uri.host(), uri.port()), between);
		}
		InetAddress[] known = Stream.of(lookup.addresses(uri.host()))
			.filter(Inet4Address.class::isInstance)
			.toArray(InetAddress[]::new);
		if (known.length == 0) {
			throw new UnknownHostException(uri.host() + " has no IPv4 address, and SOCKS 4 knows no other");
		}
		return new Way(address(known, uri.port(), number), between);
	}

	private static InetSocketAddress address(InetAddress[] addresses, int port, int number) {
		return new InetSocketAddress(addresses[number % addresses.length], port);
	}

	/** Returns what speaks to the proxy, first in the pipeline. */
	ProxyHandler handler(MqttProxy settings, Duration timeout) {
		InetSocketAddress address = Objects.requireNonNull(this.proxy);
		String name = settings.username();
		String secret = settings.password();
		ProxyHandler handler = switch (settings.type()) {
			case HTTP -> (name != null) ? new HttpProxyHandler(address, name, (secret != null) ? secret : "")
					: new HttpProxyHandler(address);
			case SOCKS4 -> new Socks4ProxyHandler(address, name);
			case SOCKS5 -> new Socks5ProxyHandler(address, name, secret);
		};
		handler.setConnectTimeoutMillis(timeout.toMillis());
		return handler;
	}

}
