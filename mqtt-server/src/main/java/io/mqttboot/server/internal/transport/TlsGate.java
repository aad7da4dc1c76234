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
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of a listener: each connection gets the certificate of the host that it names.
 */
final class TlsGate implements AutoCloseable {

	private static final int CLIENT_HELLO_MAX = 16 * 1024;

	private final TlsContext unnamed;

	private final Map<String, TlsContext> named = new HashMap<>();

	private final long handshakeMillis;

	/**
	 * Prepares all certificates.
	 * @throws SSLException if one cannot be used
	 */
	TlsGate(MqttServerTls config, long handshakeMillis) throws SSLException {
		this.handshakeMillis = handshakeMillis;
		this.unnamed = new TlsContext(config, config.keys());
		try {
			for (Map.Entry<String, Supplier<MqttTlsKeys>> each : config.serverNames().entrySet()) {
				this.named.put(each.getKey(), new TlsContext(config, each.getValue()));
			}
		}
		catch (SSLException | RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/** Returns what encrypts a connection. */
	ChannelHandler handler(ByteBufAllocator allocator) {
		return this.named.isEmpty() ? handler(this.unnamed, allocator) : new Named();
	}

	private SslHandler handler(TlsContext context, ByteBufAllocator allocator) {
		SslHandler handler = context.newHandler(allocator);
		handler.setHandshakeTimeoutMillis(this.handshakeMillis);
		return handler;
	}

	private TlsContext context(@Nullable String hostName) {
		if (hostName == null) {
			return this.unnamed;
		}
		String name = hostName.toLowerCase(Locale.ROOT);
		TlsContext found = this.named.get(name);
		if (found == null && name.indexOf('.') >= 0) {
			found = this.named.get("*" + name.substring(name.indexOf('.')));
		}
		return (found != null) ? found : this.unnamed;
	}

	/** Lets go of all certificates; when no connection comes any more. */
	@Override
	public void close() {
		this.unnamed.close();
		this.named.values().forEach(TlsContext::close);
	}

	/** Waits for the name of the host before it chooses. */
	private final class Named extends AbstractSniHandler<TlsContext> {

		private Named() {
			super(CLIENT_HELLO_MAX, TlsGate.this.handshakeMillis);
		}

		@Override
		protected Future<TlsContext> lookup(ChannelHandlerContext ctx, @Nullable String hostName) {
			return ctx.executor().newSucceededFuture(context(hostName));
		}

		@Override
		protected void onLookupComplete(ChannelHandlerContext ctx, @Nullable String hostName,
				Future<TlsContext> found) {
			ctx.pipeline().replace(this, null, handler(found.getNow(), ctx.alloc()));
		}

	}

}
