package io.mqttboot.spring.boot.autoconfigure.server;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.X509CertSelector;
import java.util.Collection;
import java.util.EnumSet;

import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.core.io.Resource;

/**
 * The lists of revoked certificates in one file.
 */
final class RevokedCertificates {

	private static final String KEY = "mqtt.server.ssl.crl";

	private final String location;

	private final Resource resource;

	RevokedCertificates(String location) {
		this.location = location;
		this.resource = ApplicationResourceLoader.get().getResource(location);
	}

	/** Returns which file it is: another number after it has changed. */
	long version() {
		try {
			return this.resource.lastModified();
		}
		catch (IOException ex) {
			return -1; // reading it says why
		}
	}

	/**
	 * Returns who is trusted.
	 * @param authorities whose certificates are, as long as a list of theirs does not
	 * name them
	 */
	TrustManagerFactory trust(@Nullable KeyStore authorities) throws GeneralSecurityException {
		if (authorities == null) {
			throw new InvalidConfigurationPropertyValueException(KEY, this.location,
					"the SSL bundle has no trust store whose certificates could be revoked");
		}
		PKIXBuilderParameters parameters = new PKIXBuilderParameters(authorities, new X509CertSelector());
		parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(read())));
		PKIXRevocationChecker checker = (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX")
			.getRevocationChecker();
		checker.setOptions(EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK));
		parameters.addCertPathChecker(checker);
		TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
		trust.init(new CertPathTrustManagerParameters(parameters));
		return trust;
	}

	private Collection<? extends CRL> read() throws GeneralSecurityException {
		try (InputStream in = this.resource.getInputStream()) {
			return CertificateFactory.getInstance("X.509").generateCRLs(in);
		}
		catch (IOException ex) {
			throw new GeneralSecurityException("'" + KEY + "' cannot be read from " + this.location, ex);
		}
	}

}
