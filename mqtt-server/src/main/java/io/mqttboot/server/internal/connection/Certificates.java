package io.mqttboot.server.internal.connection;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLPeerUnverifiedException;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;

/**
 * The certificates of clients.
 */
final class Certificates {

	private Certificates() {
	}

	/** Returns what a client has shown, its own first; nothing without TLS. */
	static List<X509Certificate> of(Channel channel) {
		SslHandler tls = channel.pipeline().get(SslHandler.class);
		if (tls == null) {
			return List.of();
		}
		try {
			return Stream.of(tls.engine().getSession().getPeerCertificates())
				.filter(X509Certificate.class::isInstance)
				.map(X509Certificate.class::cast)
				.toList();
		}
		catch (SSLPeerUnverifiedException ex) {
			return List.of(); // it has shown none
		}
	}

}
