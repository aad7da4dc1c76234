package io.mqttboot.spring.boot.autoconfigure.server;

import java.lang.ref.WeakReference;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.net.ssl.TrustManagerFactory;

import io.mqttboot.server.config.MqttTlsKeys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ssl.SslBundle;

/**
 * The keys of an SSL bundle as it is now, and without the certificates that are revoked
 * by now. Asked on event loops: what takes time is done elsewhere, once a second, whether
 * somebody connects or not.
 */
final class BundleKeys implements Supplier<MqttTlsKeys> {

	private static final Logger logger = LoggerFactory.getLogger(BundleKeys.class);

	private final @Nullable RevokedCertificates revoked;

	private SslBundle bundle;

	// which list of revoked certificates is known, and which one cannot be used
	private long listed;

	private @Nullable Long useless;

	private volatile MqttTlsKeys keys;

	BundleKeys(SslBundle bundle, @Nullable RevokedCertificates revoked) {
		this.revoked = revoked;
		this.bundle = bundle;
		this.listed = (revoked != null) ? revoked.version() : 0;
		try {
			this.keys = read(bundle);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The SSL bundle of the MQTT server cannot be used: " + ex.getMessage(), ex);
		}
		if (revoked != null) {
			lookLater(new WeakReference<>(this));
		}
	}

	// until the application has gone
	private static void lookLater(WeakReference<BundleKeys> watched) {
		CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> {
			BundleKeys present = watched.get();
			if (present != null) {
				present.look();
				lookLater(watched);
			}
		});
	}

	private synchronized void look() {
		RevokedCertificates list = this.revoked;
		long now = (list != null) ? list.version() : 0;
		if (now == this.listed || (this.useless != null && this.useless == now)) {
			return;
		}
		if (become(this.bundle)) {
			this.listed = now;
			this.useless = null;
			logger.info("MQTT-6005 The list of revoked certificates has been read again");
		}
		else {
			this.useless = now;
		}
	}

	/** The bundle has changed; one that is of no use leaves the former in place. */
	synchronized void renew(SslBundle renewed) {
		if (become(renewed)) {
			this.bundle = renewed;
		}
	}

	private boolean become(SslBundle other) {
		try {
			this.keys = read(other);
			return true;
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			logger.error(
					"MQTT-6006 A renewed SSL bundle or list of revoked certificates cannot be used; the MQTT server keeps "
							+ "the former one",
					ex);
			return false;
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

	@Override
	public MqttTlsKeys get() {
		return this.keys;
	}

}
