package io.mqttboot.server.spi;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

import org.jspecify.annotations.Nullable;

/**
 * Lets in who has shown a certificate over TLS, under the name that stands in it; that
 * the certificate is trusted has been checked by TLS. Who shows none, or one without such
 * a name, is left to others; alone, this authenticator lets nobody in without.
 */
public final class MqttCertificateAuthenticator implements MqttAuthenticator {

	// kinds of alternative names, as X509Certificate numbers them
	private static final List<Integer> MAIL_HOST_URI = List.of(1, 2, 6);

	private final Name name;

	/**
	 * Create an authenticator.
	 * @param name what becomes the principal
	 */
	public MqttCertificateAuthenticator(Name name) {
		this.name = Objects.requireNonNull(name, "name");
	}

	/** Which name of a certificate becomes the principal. */
	public enum Name {

		/** The distinguished name of the subject, as RFC 2253 writes it. */
		SUBJECT,

		/** The common name of the subject. */
		COMMON_NAME,

		/** The first alternative name that is a host, a URI or a mail address. */
		ALTERNATIVE_NAME

	}

	@Override
	public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
		String principal = request.certificates().isEmpty() ? null : principal(request.certificates().get(0));
		return CompletableFuture.completedFuture(
				(principal != null) ? new MqttAuthResult.Accepted(principal, null) : new MqttAuthResult.Abstained());
	}

	private @Nullable String principal(X509Certificate certificate) {
		String subject = certificate.getSubjectX500Principal().getName();
		return switch (this.name) {
			case SUBJECT -> subject.isEmpty() ? null : subject;
			case COMMON_NAME -> commonName(subject);
			case ALTERNATIVE_NAME -> alternativeName(certificate);
		};
	}

	private static @Nullable String commonName(String subject) {
		try {
			for (Rdn each : new LdapName(subject).getRdns()) {
				if (each.getType().equalsIgnoreCase("CN") && each.getValue() instanceof String text) {
					return text;
				}
			}
		}
		catch (InvalidNameException ex) {
			throw new IllegalStateException("the subject of a certificate is no distinguished name", ex);
		}
		return null;
	}

	private static @Nullable String alternativeName(X509Certificate certificate) {
		try {
			Collection<List<?>> names = certificate.getSubjectAlternativeNames();
			if (names == null) {
				return null;
			}
			for (List<?> each : names) {
				if (each.get(0) instanceof Integer kind && MAIL_HOST_URI.contains(kind)) {
					return String.valueOf(each.get(1));
				}
			}
		}
		catch (CertificateParsingException ex) {
			throw new IllegalStateException("the alternative names of a certificate cannot be read", ex);
		}
		return null;
	}

}
