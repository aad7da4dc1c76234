package io.mqttboot.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.mqttboot.server.config.MqttAnonymous;
import io.mqttboot.server.config.MqttAuthorization;
import io.mqttboot.server.config.MqttBanPolicy;
import io.mqttboot.server.config.MqttFlapping;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttListenerConfig.Kind;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttSessionTakeover;
import io.mqttboot.server.config.MqttUnauthorized;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttAuthorizer;
import io.mqttboot.server.spi.MqttConnectStatusListener;
import io.mqttboot.server.spi.MqttDeliveryInterceptor;
import io.mqttboot.server.spi.MqttEventListener;
import io.mqttboot.server.spi.MqttMessageListener;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttPublishInterceptor;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttServerAuthHandler;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.server.spi.MqttSessionStore;
import io.mqttboot.server.spi.MqttSubscribeInterceptor;

/**
 * Builds a server: the fluent way for plain Java. What is not set has the documented
 * default; unlike a Spring Boot application, a server built here opens no WebSocket port
 * unless it is told to.
 */
public final class MqttServerBuilder {

	private MqttServerConfig config = MqttServerConfig.builder().build();

	private final Parts parts = new Parts();

	MqttServerBuilder() {
	}

	/**
	 * Sets the whole configuration; later calls change it.
	 * @param given the configuration
	 * @return this builder
	 */
	public MqttServerBuilder config(MqttServerConfig given) {
		this.config = Objects.requireNonNull(given, "config");
		return this;
	}

	/**
	 * Changes the configuration.
	 * @param change is given the present configuration as a builder
	 * @return this builder
	 */
	public MqttServerBuilder configure(Consumer<MqttServerConfig.Builder> change) {
		MqttServerConfig.Builder builder = this.config.toBuilder();
		change.accept(builder);
		this.config = builder.build();
		return this;
	}

	/**
	 * Sets the address that the listeners are bound to.
	 * @param ip an address or a host name
	 * @return this builder
	 */
	public MqttServerBuilder ip(String ip) {
		List<MqttListenerConfig> changed = new ArrayList<>();
		for (MqttListenerConfig each : this.config.listeners()) {
			changed.add(each.withHost(ip));
		}
		return configure((builder) -> builder.listeners(changed));
	}

	/**
	 * Sets the port of the plain TCP listener.
	 * @param port the port, 0 for any free one
	 * @return this builder
	 */
	public MqttServerBuilder port(int port) {
		List<MqttListenerConfig> changed = new ArrayList<>();
		for (MqttListenerConfig each : this.config.listeners()) {
			changed.add((each.kind() == Kind.TCP && !each.isSecure()) ? each.withPort(port) : each);
		}
		return configure((builder) -> builder.listeners(changed));
	}

	/**
	 * Opens a WebSocket listener on the address of the first listener.
	 * @param port the port, 0 for any free one
	 * @return this builder
	 */
	public MqttServerBuilder webSocketPort(int port) {
		List<MqttListenerConfig> changed = new ArrayList<>(this.config.listeners());
		changed.removeIf((each) -> each.kind() == Kind.WEBSOCKET && !each.isSecure());
		changed.add(MqttListenerConfig.webSocket(this.config.listeners().get(0).host(), port));
		return configure((builder) -> builder.listeners(changed));
	}

	/**
	 * Opens a TCP listener with TLS on the address of the first listener, beside those
	 * that there are.
	 * @param port the port, 0 for any free one
	 * @param tls how it is encrypted
	 * @return this builder
	 */
	public MqttServerBuilder securePort(int port, MqttServerTls tls) {
		return listener(MqttListenerConfig.tcp(this.config.listeners().get(0).host(), port).withTls(tls));
	}

	/**
	 * Opens a WebSocket listener with TLS on the address of the first listener, beside
	 * those that there are.
	 * @param port the port, 0 for any free one
	 * @param tls how it is encrypted
	 * @return this builder
	 */
	public MqttServerBuilder secureWebSocketPort(int port, MqttServerTls tls) {
		return listener(MqttListenerConfig.webSocket(this.config.listeners().get(0).host(), port).withTls(tls));
	}

	private MqttServerBuilder listener(MqttListenerConfig more) {
		List<MqttListenerConfig> changed = new ArrayList<>(this.config.listeners());
		changed.add(more);
		return configure((builder) -> builder.listeners(changed));
	}

	/**
	 * Sets the first guess of what a socket has to read.
	 * @param bytes the bytes
	 * @return this builder
	 */
	public MqttServerBuilder readBufferSize(int bytes) {
		return configure((builder) -> builder.readBufferBytes(bytes));
	}

	/**
	 * Makes every choice the safe one: limits for a public port
	 * ({@link MqttLimits#hardened()}), nobody without authentication, clients that come
	 * and go too often are banned, MQTT 3 clients that publish what they may not are
	 * disconnected. Later calls may change that, but the server does not start while a
	 * choice is not safe, or while there is no TLS on a public address, no authentication
	 * or no authorizer.
	 * @return this builder
	 */
	public MqttServerBuilder hardened() {
		return configure((builder) -> builder.hardened(true)
			.limits(MqttLimits.hardened().build())
			.anonymous(MqttAnonymous.NEVER)
			.authorization(new MqttAuthorization(MqttRule.Effect.DENY, MqttUnauthorized.DISCONNECT,
					MqttSessionTakeover.SAME_PRINCIPAL))
			.bans(new MqttBanPolicy(this.config.bans().standing(), this.config.bans().bansMax(), MqttFlapping.ON)));
	}

	/**
	 * Logs every packet, without payload and password.
	 * @return this builder
	 */
	public MqttServerBuilder debug() {
		return configure((builder) -> builder.debug(true));
	}

	/**
	 * Adds an authentication by user name and password; all must agree.
	 * @param handler the handler
	 * @return this builder
	 */
	public MqttServerBuilder authHandler(MqttServerAuthHandler handler) {
		this.parts.authHandlers.add(Objects.requireNonNull(handler, "handler"));
		return this;
	}

	/**
	 * Adds an authentication with all that CONNECT says; all that speak a client's method
	 * and do not abstain must agree, and one at least.
	 * @param authenticator the authenticator
	 * @return this builder
	 */
	public MqttServerBuilder authenticator(MqttAuthenticator authenticator) {
		this.parts.authenticators.add(Objects.requireNonNull(authenticator, "authenticator"));
		return this;
	}

	/**
	 * Adds somebody who says what clients may do. While there is one, what no rule allows
	 * is denied ({@link MqttServerConfig#authorization()}); several follow one another in
	 * the order they were added.
	 * @param authorizer the authorizer
	 * @return this builder
	 */
	public MqttServerBuilder authorizer(MqttAuthorizer authorizer) {
		this.parts.authorizers.add(Objects.requireNonNull(authorizer, "authorizer"));
		return this;
	}

	/**
	 * Adds a listener for every message that clients publish.
	 * @param listener the listener
	 * @return this builder
	 */
	public MqttServerBuilder messageListener(MqttMessageListener listener) {
		this.parts.messageListeners.add(Objects.requireNonNull(listener, "listener"));
		return this;
	}

	/**
	 * Adds a listener for clients that come and go.
	 * @param listener the listener
	 * @return this builder
	 */
	public MqttServerBuilder connectStatusListener(MqttConnectStatusListener listener) {
		this.parts.connectStatusListeners.add(Objects.requireNonNull(listener, "listener"));
		return this;
	}

	/**
	 * Adds somebody who changes or refuses what clients publish; several are asked in the
	 * order they were added.
	 * @param interceptor the interceptor
	 * @return this builder
	 */
	public MqttServerBuilder publishInterceptor(MqttPublishInterceptor interceptor) {
		this.parts.publishInterceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
		return this;
	}

	/**
	 * Adds somebody who changes or refuses how clients subscribe; several are asked in
	 * the order they were added.
	 * @param interceptor the interceptor
	 * @return this builder
	 */
	public MqttServerBuilder subscribeInterceptor(MqttSubscribeInterceptor interceptor) {
		this.parts.subscribeInterceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
		return this;
	}

	/**
	 * Adds somebody who changes or refuses what clients get; several are asked in the
	 * order they were added.
	 * @param interceptor the interceptor
	 * @return this builder
	 */
	public MqttServerBuilder deliveryInterceptor(MqttDeliveryInterceptor interceptor) {
		this.parts.deliveryInterceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
		return this;
	}

	/**
	 * Adds a listener for what happens: the life of the server, its clients and their
	 * sessions, and of messages if it asks for them.
	 * @param listener the listener
	 * @return this builder
	 */
	public MqttServerBuilder eventListener(MqttEventListener listener) {
		this.parts.eventListeners.add(Objects.requireNonNull(listener, "listener"));
		return this;
	}

	/**
	 * Adds an observer.
	 * @param observer the observer
	 * @return this builder
	 */
	public MqttServerBuilder observer(MqttServerObserver observer) {
		this.parts.observers.add(Objects.requireNonNull(observer, "observer"));
		return this;
	}

	/**
	 * Sets the store of sessions.
	 * @param store the store
	 * @return this builder
	 */
	public MqttServerBuilder sessionStore(MqttSessionStore store) {
		this.parts.sessionStore = Objects.requireNonNull(store, "store");
		return this;
	}

	/**
	 * Sets the store of retained messages and wills.
	 * @param store the store
	 * @return this builder
	 */
	public MqttServerBuilder messageStore(MqttMessageStore store) {
		this.parts.messageStore = Objects.requireNonNull(store, "store");
		return this;
	}

	/**
	 * Sets where listeners run; the server does not shut it down.
	 * @param executor the executor
	 * @return this builder
	 */
	public MqttServerBuilder handlerExecutor(Executor executor) {
		this.parts.handlerExecutor = Objects.requireNonNull(executor, "executor");
		return this;
	}

	/**
	 * Sets where authentication runs; the server does not shut it down.
	 * @param executor the executor
	 * @return this builder
	 */
	public MqttServerBuilder authExecutor(Executor executor) {
		this.parts.authExecutor = Objects.requireNonNull(executor, "executor");
		return this;
	}

	/**
	 * Builds the server without starting it.
	 * @return the server
	 */
	public MqttServer build() {
		return new MqttServer(this.config, this.parts.copy());
	}

	/**
	 * Builds the server and starts it.
	 * @return the running server
	 * @throws MqttServerStartException if it cannot start
	 */
	public MqttServer start() {
		return build().start();
	}

}
