package io.mqttboot.client.internal.connection;

import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttServerUri;
import io.mqttboot.client.internal.session.ClientLoop;
import io.mqttboot.client.spi.MqttClientAuthenticator;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttCredentials;
import io.mqttboot.client.spi.MqttCredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application for what an attempt to connect needs: credentials, the first data
 * of an authentication, a TLS context. On the loop, except that the application is asked
 * elsewhere, and for one attempt at a time: one that never answers costs one thread.
 */
final class Preparation {

	private final MqttClientConfig config;

	private final ClientLoop loop;

	private final Callouts callouts;

	// the application has not answered yet
	private boolean asking;

	/**
	 * What was asked for.
	 *
	 * @param identity what the client says of itself
	 * @param tls encrypts the connection, {@code null} if it is not to be encrypted
	 */
	record Prepared(Identity identity, @Nullable SSLContext tls) {
	}

	Preparation(MqttClientConfig config, ClientLoop loop, Callouts callouts) {
		this.config = config;
		this.loop = loop;
		this.callouts = callouts;
	}

	/** Asks, and goes on when there is an answer: at once if there is nothing to ask. */
	void begin(MqttServerUri uri, Consumer<Prepared> then, Consumer<MqttClientException> otherwise) {
		if (this.callouts.credentials() == null && this.callouts.authenticator() == null
				&& !uri.transport().isSecure()) {
			then.accept(new Prepared(Identity.of(this.config), null));
			return;
		}
		if (this.asking) {
			otherwise.accept(new MqttClientException(MqttReasonCode.UNSPECIFIED_ERROR,
					"the application still does not say with what to connect"));
			return;
		}
		this.asking = true;
		try {
			this.callouts.executor().execute(() -> ask(uri, then, otherwise));
		}
		catch (RejectedExecutionException ex) {
			this.asking = false;
			otherwise.accept(new MqttClientException(MqttReasonCode.UNSPECIFIED_ERROR, "the client is stopped", ex));
		}
	}

	private void ask(MqttServerUri uri, Consumer<Prepared> then, Consumer<MqttClientException> otherwise) {
		try {
			Identity identity = identity(uri);
			MqttClientAuthenticator authenticator = this.callouts.authenticator();
			Prepared prepared = new Prepared(
					(authenticator != null) ? identity.with(Opening.of(authenticator, uri.toString())) : identity,
					uri.transport().isSecure() ? Objects.requireNonNull(this.config.tls().context().get(), "no context")
							: null);
			answered(() -> then.accept(prepared));
		}
		catch (Exception | LinkageError ex) {
			answered(() -> otherwise.accept(new MqttClientException(MqttReasonCode.UNSPECIFIED_ERROR,
					"the application does not say with what to connect: " + Causes.text(ex), ex)));
		}
	}

	private void answered(Runnable next) {
		this.loop.offer(() -> {
			this.asking = false;
			next.run();
		});
	}

	private Identity identity(MqttServerUri uri) throws Exception {
		MqttCredentialsProvider provider = this.callouts.credentials();
		if (provider == null) {
			return Identity.of(this.config);
		}
		MqttCredentials said = Objects.requireNonNull(provider.credentials(uri.toString()), "no credentials");
		if (!this.config.version().is5() && said.password() != null && said.username() == null) { // [MQTT-3.1.2-22]
			throw new IllegalStateException("before MQTT 5 a password needs a user name");
		}
		return new Identity((said.clientId() != null) ? said.clientId() : this.config.clientId(), said.username(),
				said.password(), null);
	}

}
