package io.mqttboot.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.mqttboot.MqttVersion;
import io.mqttboot.MqttWill;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttServerUri;
import io.mqttboot.client.spi.MqttClientAuthenticator;
import io.mqttboot.client.spi.MqttClientConnectionListener;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.client.spi.MqttCredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * Builds a client: the fluent way for plain Java. What is not set has the documented
 * default.
 */
public final class MqttClientBuilder {

	private MqttClientConfig config = MqttClientConfig.builder().build();

	private final List<MqttClientConnectionListener> listeners = new ArrayList<>();

	private final List<MqttClientObserver> observers = new ArrayList<>();

	private @Nullable MqttCredentialsProvider credentials;

	private @Nullable MqttClientAuthenticator authenticator;

	private @Nullable Executor handlerExecutor;

	// of a configuration that nobody gave an identifier
	private @Nullable String drawnClientId = this.config.clientId();

	private @Nullable String ip;

	private @Nullable Integer port;

	MqttClientBuilder() {
	}

	/**
	 * Sets the whole configuration; later calls change it.
	 * @param given the configuration
	 * @return this builder
	 */
	public MqttClientBuilder config(MqttClientConfig given) {
		this.config = Objects.requireNonNull(given, "config");
		return this;
	}

	/**
	 * Changes the configuration.
	 * @param change is given the present configuration as a builder
	 * @return this builder
	 */
	public MqttClientBuilder configure(Consumer<MqttClientConfig.Builder> change) {
		MqttClientConfig.Builder builder = this.config.toBuilder();
		change.accept(builder);
		this.config = builder.build();
		return this;
	}

	/**
	 * Sets the server's address, over plain TCP.
	 * @param address an address or a host name
	 * @return this builder
	 */
	public MqttClientBuilder ip(String address) {
		this.ip = Objects.requireNonNull(address, "ip");
		return this;
	}

	/**
	 * Sets the server's port, over plain TCP.
	 * @param number the port
	 * @return this builder
	 */
	public MqttClientBuilder port(int number) {
		this.port = number;
		return this;
	}

	/**
	 * Sets where servers are; this wins over {@link #ip} and {@link #port}.
	 * @param uris server URIs as {@link MqttServerUri#listOf} reads them
	 * @return this builder
	 */
	public MqttClientBuilder serverUri(String uris) {
		this.ip = null;
		this.port = null;
		return configure((builder) -> builder.serverUris(MqttServerUri.listOf(uris)));
	}

	/**
	 * Sets the user name.
	 * @param name the user name
	 * @return this builder
	 */
	public MqttClientBuilder username(String name) {
		return configure((builder) -> builder.username(name));
	}

	/**
	 * Sets the password; before MQTT 5 the user name has to be set first.
	 * @param password the password, sent as UTF-8
	 * @return this builder
	 */
	public MqttClientBuilder password(String password) {
		return configure((builder) -> builder.password(password));
	}

	/**
	 * Sets the version of the protocol.
	 * @param version the version
	 * @return this builder
	 */
	public MqttClientBuilder version(MqttVersion version) {
		return configure((builder) -> builder.version(version));
	}

	/**
	 * Sets the client identifier.
	 * @param clientId the client identifier
	 * @return this builder
	 */
	public MqttClientBuilder clientId(String clientId) {
		return configure((builder) -> builder.clientId(clientId));
	}

	/**
	 * Sets whether each connection begins a new session.
	 * @param cleanStart whether it does
	 * @return this builder
	 */
	public MqttClientBuilder cleanStart(boolean cleanStart) {
		return configure((builder) -> builder.cleanStart(cleanStart));
	}

	/**
	 * Sets what the server publishes if the connection ends without DISCONNECT.
	 * @param will the will
	 * @return this builder
	 */
	public MqttClientBuilder will(MqttWill will) {
		return configure((builder) -> builder.will(will));
	}

	/**
	 * Adds a listener for the connection; any number.
	 * @param listener the listener
	 * @return this builder
	 */
	public MqttClientBuilder connectionListener(MqttClientConnectionListener listener) {
		this.listeners.add(Objects.requireNonNull(listener, "listener"));
		return this;
	}

	/**
	 * Adds an observer; any number.
	 * @param observer watches the client
	 * @return this builder
	 */
	public MqttClientBuilder observer(MqttClientObserver observer) {
		this.observers.add(Objects.requireNonNull(observer, "observer"));
		return this;
	}

	/**
	 * Sets who knows user name and password; it takes the place of the configured ones.
	 * @param provider asked before each attempt to connect
	 * @return this builder
	 */
	public MqttClientBuilder credentialsProvider(MqttCredentialsProvider provider) {
		this.credentials = Objects.requireNonNull(provider, "provider");
		return this;
	}

	/**
	 * Sets who does enhanced authentication; MQTT 5 only.
	 * @param method introduces the client
	 * @return this builder
	 */
	public MqttClientBuilder authenticator(MqttClientAuthenticator method) {
		this.authenticator = Objects.requireNonNull(method, "authenticator");
		return this;
	}

	/**
	 * Sets who calls handlers of messages; otherwise the client has threads of its own.
	 * It must not run them on the caller's thread.
	 * @param executor the executor, not shut down by the client
	 * @return this builder
	 */
	public MqttClientBuilder handlerExecutor(Executor executor) {
		this.handlerExecutor = Objects.requireNonNull(executor, "executor");
		return this;
	}

	/**
	 * Builds the client, not connected yet: subscribe first, and nothing that a resumed
	 * session brings is missed. Reads what is left in a file outbox, so it may take a
	 * while then.
	 * @return the client
	 * @throws IllegalArgumentException if there is an authenticator and the version is
	 * not MQTT 5
	 * @throws io.mqttboot.client.spi.MqttOutboxException if a file outbox is used by
	 * another process or client, or cannot be read
	 * @throws IllegalStateException if there is a file outbox and no client id
	 */
	public MqttClient build() {
		if (this.authenticator != null && !this.config.version().is5()) {
			throw new IllegalArgumentException("enhanced authentication needs MQTT 5");
		}
		if (this.ip != null || this.port != null) {
			MqttServerUri server = MqttServerUri.tcp((this.ip != null) ? this.ip : "127.0.0.1",
					(this.port != null) ? this.port : 1883);
			configure((builder) -> builder.serverUris(List.of(server)));
		}
		if (this.config.outbox().isFile() && this.config.clientId().equals(this.drawnClientId)) {
			throw new IllegalStateException(
					"a file outbox belongs to a client id, so it needs one that stays the same: set clientId");
		}
		return new MqttClient(this.config, new Parts(List.copyOf(this.listeners), this.handlerExecutor,
				Observers.of(this.observers), this.credentials, this.authenticator));
	}

	/**
	 * Builds the client and lets it connect; returns at once.
	 * @return the client
	 */
	public MqttClient connect() {
		return build().connect();
	}

}
