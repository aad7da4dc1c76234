package io.mqttboot.server.internal.transport;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import javax.net.ssl.SSLException;

import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of a listener: each connection gets the certificate of the host that it names.
 */
final class TlsGate {

	private static final int CLIENT_HELLO_MAX = 16 * 1024;

	private final TlsContext unnamed;

	private final Map<String, TlsContext> named = new HashMap<>();

	private final long handshakeMillis;

	/**
	 * Prepares all certificates.
	 * @throws SSLException if one cannot be used
	 */
	TlsGate(MqttServerTls config, long handshakeMillis) throws SSLException {
		this.unnamed = new TlsContext(config, config.keys());
		for (Map.Entry<String, Supplier<MqttTlsKeys>> each : config.serverNames().entrySet()) {
			this.named.put(each.getKey(), new TlsContext(config, each.getValue()));
		}
		this.handshakeMillis = handshakeMillis;
	}

	/** Returns what encrypts a connection. */
	ChannelHandler handler(ByteBufAllocator allocator) {
		return this.named.isEmpty() ? timed(this.unnamed.current().newHandler(allocator)) : new Named();
	}

	private SslHandler timed(SslHandler handler) {
		handler.setHandshakeTimeoutMillis(this.handshakeMillis);
		return handler;
	}

	private SslContext context(@Nullable String hostName) {
		if (hostName == null) {
			return this.unnamed.current();
		}
		String name = hostName.toLowerCase(Locale.ROOT);
		TlsContext found = this.named.get(name);
		if (found == null && name.indexOf('.') >= 0) {
			found = this.named.get("*" + name.substring(name.indexOf('.')));
		}
		return ((found != null) ? found : this.unnamed).current();
	}

	/** Waits for the name of the host before it chooses. */
	private final class Named extends SniHandler {

		private Named() {
			super((hostName, promise) -> promise.setSuccess(context(hostName)), CLIENT_HELLO_MAX,
					TlsGate.this.handshakeMillis);
		}

		@Override
		protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
			return timed(super.newSslHandler(context, allocator));
		}

	}

}
