package io.mqttboot.client.internal.connection;

import java.net.ConnectException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

import io.netty.handler.proxy.ProxyConnectException;

/**
 * Says in a few words why there is no connection.
 */
final class Causes {

	private Causes() {
	}

	static String text(Throwable thrown) {
		Throwable root = thrown;
		while (root.getCause() != null && root.getCause() != root) {
			root = root.getCause();
		}
		if (root instanceof UnknownHostException) {
			return "the host name is unknown: " + root.getMessage();
		}
		if (thrown instanceof ProxyConnectException) {
			return "the proxy does not connect: " + thrown.getMessage();
		}
		if (root instanceof ConnectException) {
			return "nobody listens there: " + root.getMessage();
		}
		if (thrown instanceof SSLException || root instanceof SSLException
				|| root instanceof java.security.GeneralSecurityException) {
			return "TLS failed: " + root.getMessage();
		}
		return root.getClass().getSimpleName() + ": " + root.getMessage();
	}

}
