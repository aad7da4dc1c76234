package io.mqttboot.server.internal.transport;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import io.mqttboot.server.config.MqttClientAuth;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS context of one certificate; another one when the certificate has been renewed.
 * For any thread.
 * <p>
 * A context of OpenSSL is memory outside the heap, which nobody collects: each connection
 * holds on to the context that it began with, and this lets go of the one that was
 * replaced.
 */
final class TlsContext implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(TlsContext.class);

	// the JVM would speak no older ones either, but OpenSSL does
	private static final List<String> SAFE = List.of("TLSv1.3", "TLSv1.2");

	private final MqttServerTls config;

	private final Supplier<MqttTlsKeys> keys;

	private Made made;

	// one line for each time that keys begin to fail, not for each connection
	private boolean complained;

	/** What was made of which keys. */
	private record Made(MqttTlsKeys keys, SslContext context) {
	}

	/**
	 * Makes the first one.
	 * @throws SSLException if its keys cannot be used
	 */
	TlsContext(MqttServerTls config, Supplier<MqttTlsKeys> keys) throws SSLException {
		this.config = config;
		this.keys = keys;
		MqttTlsKeys first = keys.get();
		this.made = new Made(first, context(config, first));
	}

	/** Returns what encrypts the next connection. */
	SslHandler newHandler(ByteBufAllocator allocator) {
		SslContext context = current();
		try {
			return context.newHandler(allocator);
		}
		finally {
			ReferenceCountUtil.release(context);
		}
	}

	// The caller has to release it: another thread may replace it meanwhile.
	synchronized SslContext current() {
		MqttTlsKeys now = keys();
		if (this.made.keys != now) {
			renew(now);
		}
		return ReferenceCountUtil.retain(this.made.context);
	}

	private MqttTlsKeys keys() {
		try {
			MqttTlsKeys now = Objects.requireNonNull(this.keys.get(), "no keys");
			this.complained = false;
			return now;
		}
		catch (RuntimeException ex) {
			if (!this.complained) {
				logger.error("MQTT-1007 TLS keys cannot be had, the former ones stay", ex);
			}
			this.complained = true;
			return this.made.keys;
		}
	}

	private void renew(MqttTlsKeys now) {
		SslContext former = this.made.context;
		try {
			this.made = new Made(now, context(this.config, now));
			ReferenceCountUtil.release(former);
			logger.info("MQTT-1006 New connections use renewed TLS keys");
		}
		catch (SSLException | RuntimeException ex) {
			logger.error("MQTT-1008 Renewed TLS keys cannot be used, the former ones stay", ex);
			this.made = new Made(now, former);
		}
	}

	private static SslContext context(MqttServerTls config, MqttTlsKeys keys) throws SSLException {
		SslContextBuilder builder = SslContextBuilder.forServer(keys.keys())
			.sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
			.clientAuth(clientAuth(config.clientAuth()));
		if (config.clientAuth() != MqttClientAuth.NONE && !trustsSomebody(keys)) {
			throw new SSLException("certificates of clients are asked for, but no authority is trusted to issue them");
		}
		if (keys.trust() != null) {
			builder.trustManager(keys.trust());
		}
		builder.protocols(config.protocols().isEmpty() ? SAFE : config.protocols());
		if (!config.ciphers().isEmpty()) {
			builder.ciphers(config.ciphers());
		}
		return builder.build();
	}

	// Without trust of its own a server would let in whom any authority of the JVM knows.
	private static boolean trustsSomebody(MqttTlsKeys keys) {
		if (keys.trust() == null) {
			return false;
		}
		for (TrustManager each : keys.trust().getTrustManagers()) {
			if (each instanceof X509TrustManager trust && trust.getAcceptedIssuers().length > 0) {
				return true;
			}
		}
		return false;
	}

	private static ClientAuth clientAuth(MqttClientAuth auth) {
		return switch (auth) {
			case NONE -> ClientAuth.NONE;
			case WANT -> ClientAuth.OPTIONAL;
			case NEED -> ClientAuth.REQUIRE;
		};
	}

	/** Lets go of the context; connections that are open keep it. */
	@Override
	public synchronized void close() {
		ReferenceCountUtil.release(this.made.context);
	}

}
