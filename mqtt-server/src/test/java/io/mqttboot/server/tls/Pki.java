package io.mqttboot.server.tls;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import io.mqttboot.server.config.MqttTlsKeys;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import org.jspecify.annotations.Nullable;

/**
 * An authority and the certificates that it has issued.
 */
final class Pki {

	private final X509Bundle authority;

	Pki(String name) {
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
	X509Bundle issue(String subject, String hostName) {
		return issue(new CertificateBuilder().ecp256().subject(subject).addSanDnsName(hostName));
	}

	/** Issues a certificate that was valid until yesterday. */
	X509Bundle issueExpired(String subject) {
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
	MqttTlsKeys keys(X509Bundle own) {
		try {
			return new MqttTlsKeys(own.toKeyManagerFactory(), this.authority.toTrustManagerFactory());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What a client connects with that trusts this authority. */
	SSLContext client(@Nullable X509Bundle own) {
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

	X509Bundle authority() {
		return this.authority;
	}

}
