package io.mqttboot.server.tls;

import java.io.InputStream;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.X509CertSelector;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;

import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import io.mqttboot.server.config.MqttTlsKeys;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.RevocationServer;
import io.netty.pkitesting.X509Bundle;
import org.jspecify.annotations.Nullable;

/**
 * An authority and the certificates that it has issued.
 */
public final class Pki {

	private final X509Bundle authority;

	/** Creates an authority of a name. */
	public Pki(String name) {
		try {
			this.authority = new CertificateBuilder().ecp256()
				.subject("CN=" + name)
				.setIsCertificateAuthority(true)
				.setKeyUsage(true, CertificateBuilder.KeyUsage.keyCertSign, CertificateBuilder.KeyUsage.cRLSign)
				.buildSelfSigned();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Issues a certificate of a name, for a host. */
	public X509Bundle issue(String subject, String hostName) {
		return issue(new CertificateBuilder().ecp256().subject(subject).addSanDnsName(hostName));
	}

	/** Issues a certificate that was valid until yesterday. */
	public X509Bundle issueExpired(String subject) {
		Instant now = Instant.now();
		return issue(new CertificateBuilder().ecp256()
			.subject(subject)
			.notBefore(now.minus(2, ChronoUnit.DAYS))
			.notAfter(now.minus(1, ChronoUnit.DAYS)));
	}

	private X509Bundle issue(CertificateBuilder certificate) {
		try {
			return certificate.buildIssuedBy(this.authority);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The keys of a server that trusts what this authority has issued. */
	public MqttTlsKeys keys(X509Bundle own) {
		try {
			return new MqttTlsKeys(own.toKeyManagerFactory(), this.authority.toTrustManagerFactory());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The keys of a server that trusts what this authority has issued and not revoked.
	 */
	public MqttTlsKeys keysWithRevoked(X509Bundle own, RevocationServer lists) {
		try (InputStream in = lists.getCrlUri(this.authority).toURL().openStream()) {
			KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
			authorities.load(null, null);
			authorities.setCertificateEntry("authority", this.authority.getCertificate());
			PKIXBuilderParameters parameters = new PKIXBuilderParameters(authorities, new X509CertSelector());
			parameters.addCertStore(CertStore.getInstance("Collection",
					new CollectionCertStoreParameters(CertificateFactory.getInstance("X.509").generateCRLs(in))));
			PKIXRevocationChecker checker = (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX")
				.getRevocationChecker();
			checker.setOptions(EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK));
			parameters.addCertPathChecker(checker);
			TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
			trust.init(new CertPathTrustManagerParameters(parameters));
			return new MqttTlsKeys(own.toKeyManagerFactory(), trust);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Lists of revoked certificates, with an empty one of this authority. */
	public RevocationServer lists() {
		try {
			RevocationServer lists = RevocationServer.getInstance();
			lists.register(this.authority);
			return lists;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A certificate that nobody has issued but its owner. */
	public static X509Bundle selfSigned(String subject) {
		try {
			return new CertificateBuilder().ecp256().subject(subject).setIsCertificateAuthority(true).buildSelfSigned();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What a client connects with that trusts this authority. */
	public SSLContext client(@Nullable X509Bundle own) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			KeyManager[] keys = (own != null) ? own.toKeyManagerFactory().getKeyManagers() : null;
			context.init(keys, new TrustManager[] { this.authority.toTrustManager() }, new SecureRandom());
			return context;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Returns the authority. */
	public X509Bundle authority() {
		return this.authority;
	}

}
