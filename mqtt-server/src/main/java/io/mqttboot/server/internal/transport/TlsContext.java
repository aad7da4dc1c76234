package io.mqttboot.server.internal.transport;

import java.util.function.Supplier;

import javax.net.ssl.SSLException;

import io.mqttboot.server.config.MqttClientAuth;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS context of one certificate; another one when the certificate has been renewed.
 * For any thread.
 */
final class TlsContext {

	private static final Logger logger = LoggerFactory.getLogger(TlsContext.class);

	private final MqttServerTls config;

	private final Supplier<MqttTlsKeys> keys;

	private volatile Made made;

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

	/** Returns the context for the next connection. */
	SslContext current() {
		Made known = this.made;
		MqttTlsKeys now = this.keys.get();
		return (known.keys == now) ? known.context : renew(known, now);
	}

	private SslContext renew(Made former, MqttTlsKeys now) {
		Made renewed;
		try {
			renewed = new Made(now, context(this.config, now));
			logger.info("New connections use renewed TLS keys");
		}
		catch (SSLException | IllegalArgumentException ex) {
			logger.error("Renewed TLS keys cannot be used, the former ones stay", ex);
			renewed = new Made(now, former.context);
		}
		this.made = renewed;
		return renewed.context;
	}

	private static SslContext context(MqttServerTls config, MqttTlsKeys keys) throws SSLException {
		SslContextBuilder builder = SslContextBuilder.forServer(keys.keys())
			.sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
			.clientAuth(clientAuth(config.clientAuth()));
		if (keys.trust() != null) {
			builder.trustManager(keys.trust());
		}
		if (!config.protocols().isEmpty()) {
			builder.protocols(config.protocols());
		}
		if (!config.ciphers().isEmpty()) {
			builder.ciphers(config.ciphers());
		}
		return builder.build();
	}

	private static ClientAuth clientAuth(MqttClientAuth auth) {
		return switch (auth) {
			case NONE -> ClientAuth.NONE;
			case WANT -> ClientAuth.OPTIONAL;
			case NEED -> ClientAuth.REQUIRE;
		};
	}

}
