package io.mqttboot.spring.boot.autoconfigure.server;

import java.security.GeneralSecurityException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import javax.net.ssl.TrustManagerFactory;

import io.mqttboot.server.config.MqttTlsKeys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ssl.SslBundle;

/**
 * The keys of an SSL bundle as it is now, and without the certificates that are revoked
 * by now. Asked on event loops: what takes time is done on an executor.
 */
final class BundleKeys implements Supplier<MqttTlsKeys> {

	private static final Logger logger = LoggerFactory.getLogger(BundleKeys.class);

	private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final @Nullable RevokedCertificates revoked;

	private final Executor executor;

	// when the list of revoked certificates is looked at again
	private final AtomicLong nextLook = new AtomicLong(System.nanoTime() + LOOK_NANOS);

	private volatile SslBundle bundle;

	private volatile MqttTlsKeys keys;

	BundleKeys(SslBundle bundle, @Nullable RevokedCertificates revoked, Executor executor) {
		this.revoked = revoked;
		this.executor = executor;
		this.bundle = bundle;
		try {
			this.keys = read(bundle);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The SSL bundle of the MQTT server cannot be used: " + ex.getMessage(), ex);
		}
	}

	private MqttTlsKeys read(SslBundle from) throws GeneralSecurityException {
		return new MqttTlsKeys(from.getManagers().getKeyManagerFactory(), trust(from));
	}

	private @Nullable TrustManagerFactory trust(SslBundle from) throws GeneralSecurityException {
		if (this.revoked != null) {
			return this.revoked.trust(from.getStores().getTrustStore());
		}
		// without a trust store the managers trust whom the JVM does
		return (from.getStores().getTrustStore() != null) ? from.getManagers().getTrustManagerFactory() : null;
	}

	/** The bundle has changed; one that is of no use leaves the former in place. */
	void renew(SslBundle renewed) {
		try {
			this.keys = read(renewed);
			this.bundle = renewed;
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			logger.error("A renewed SSL bundle cannot be used; the MQTT server keeps the former one", ex);
		}
	}

	@Override
	public MqttTlsKeys get() {
		RevokedCertificates list = this.revoked;
		long look = this.nextLook.get();
		if (list != null && System.nanoTime() - look >= 0
				&& this.nextLook.compareAndSet(look, System.nanoTime() + LOOK_NANOS)) {
			try {
				this.executor.execute(() -> {
					if (list.hasChanged()) {
						renew(this.bundle);
					}
				});
			}
			catch (RejectedExecutionException ex) {
				logger.warn("The list of revoked certificates was not looked at: {}", ex.toString());
			}
		}
		return this.keys;
	}

}
