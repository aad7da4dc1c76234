package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import io.mqttboot.client.config.MqttClientTls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * The context of an SSL bundle as it is now: each connection takes the latest.
 */
final class BundleTls implements Supplier<SSLContext> {

	private static final Logger logger = LoggerFactory.getLogger(BundleTls.class);

	private volatile SSLContext context;

	private BundleTls(SslBundle bundle) {
		this.context = bundle.createSslContext();
	}

	/**
	 * Returns how connections are encrypted.
	 * @param updates is given what a renewed bundle is to be passed to
	 */
	static MqttClientTls of(SslBundle bundle, Consumer<Consumer<SslBundle>> updates) {
		BundleTls tls = new BundleTls(bundle);
		updates.accept(tls::renew);
		SslOptions options = bundle.getOptions();
		return MqttClientTls.of(tls)
			.withProtocols(names(options.getEnabledProtocols()))
			.withCiphers(names(options.getCiphers()));
	}

	private static List<String> names(String @Nullable [] names) {
		return (names != null) ? List.of(names) : List.of();
	}

	/** The bundle has changed; one that is of no use leaves the former in place. */
	private void renew(SslBundle bundle) {
		try {
			this.context = bundle.createSslContext();
			logger.info("An SSL bundle is renewed; its MQTT client uses it from the next connection on");
		}
		catch (RuntimeException ex) {
			logger.error("A renewed SSL bundle cannot be used; its MQTT client keeps the former one", ex);
		}
	}

	@Override
	public SSLContext get() {
		return this.context;
	}

}
