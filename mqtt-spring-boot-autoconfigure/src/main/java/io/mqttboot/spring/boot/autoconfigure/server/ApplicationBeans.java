package io.mqttboot.spring.boot.autoconfigure.server;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.mqttboot.MqttQos;
import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttAuthorizer;
import io.mqttboot.server.spi.MqttConnectStatusListener;
import io.mqttboot.server.spi.MqttEvent;
import io.mqttboot.server.spi.MqttEventListener;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttMessageListener;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttServerAuthHandler;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.server.spi.MqttSessionStore;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The application's beans that the server uses. Those that it calls may ask for the
 * server themselves: a listener that publishes is the common case.
 */
final class ApplicationBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	private final DeferredBeans<MqttServerAuthHandler> authHandlers;

	private final DeferredBeans<MqttAuthenticator> authenticators;

	private final DeferredBeans<MqttAuthorizer> authorizers;

	private final DeferredBeans<MqttMessageListener> messageListeners;

	private final DeferredBeans<MqttConnectStatusListener> connectStatusListeners;

	private final DeferredBeans<MqttEventListener> eventListeners;

	private final DeferredBeans<MqttScramUsers> scramUsers;

	private final ObjectProvider<MqttServerObserver> observers;

	ApplicationBeans(ConfigurableListableBeanFactory beanFactory, ObjectProvider<MqttServerAuthHandler> authHandlers,
			ObjectProvider<MqttAuthenticator> authenticators, ObjectProvider<MqttAuthorizer> authorizers,
			ObjectProvider<MqttMessageListener> messageListeners,
			ObjectProvider<MqttConnectStatusListener> connectStatusListeners,
			ObjectProvider<MqttEventListener> eventListeners, ObjectProvider<MqttScramUsers> scramUsers,
			ObjectProvider<MqttServerObserver> observers) {
		this.beanFactory = beanFactory;
		this.authHandlers = new DeferredBeans<>(MqttServerAuthHandler.class, authHandlers, beanFactory);
		this.authenticators = new DeferredBeans<>(MqttAuthenticator.class, authenticators, beanFactory);
		this.authorizers = new DeferredBeans<>(MqttAuthorizer.class, authorizers, beanFactory);
		this.messageListeners = new DeferredBeans<>(MqttMessageListener.class, messageListeners, beanFactory);
		this.connectStatusListeners = new DeferredBeans<>(MqttConnectStatusListener.class, connectStatusListeners,
				beanFactory);
		this.eventListeners = new DeferredBeans<>(MqttEventListener.class, eventListeners, beanFactory);
		this.scramUsers = new DeferredBeans<>(MqttScramUsers.class, scramUsers, beanFactory);
		this.observers = observers;
	}

	void applyTo(MqttServerBuilder builder) {
		this.authHandlers.forEach(AuthHandler::new, builder::authHandler);
		this.authenticators.forEach(Authenticator::new, builder::authenticator);
		this.authorizers.forEach(Authorizer::new, builder::authorizer);
		this.messageListeners.forEach(MessageListener::new, builder::messageListener);
		this.connectStatusListeners.forEach(ConnectStatusListener::new, builder::connectStatusListener);
		this.eventListeners.forEach(EventListener::new, builder::eventListener);
		this.observers.orderedStream().forEach(builder::observer);
		// not injected by parameter: two stores must not be told apart by a name
		this.beanFactory.getBeanProvider(MqttSessionStore.class).ifAvailable(builder::sessionStore);
		this.beanFactory.getBeanProvider(MqttMessageStore.class).ifAvailable(builder::messageStore);
	}

	/** Whether any of them authenticates clients. */
	boolean authenticate() {
		return !this.authHandlers.isEmpty() || !this.authenticators.isEmpty();
	}

	/** Returns those that know users by their credentials. */
	List<MqttScramUsers> scramUsers() {
		List<MqttScramUsers> users = new ArrayList<>();
		this.scramUsers.forEach((bean) -> (userName) -> bean.get().find(userName), users::add);
		return users;
	}

	/** Creates the beans before the first client may need them. */
	void resolve() {
		List.of(this.authHandlers, this.authenticators, this.authorizers, this.messageListeners,
				this.connectStatusListeners, this.eventListeners, this.scramUsers)
			.forEach(DeferredBeans::resolve);
	}

	private record AuthHandler(Supplier<MqttServerAuthHandler> bean) implements MqttServerAuthHandler {

		@Override
		public boolean authenticate(String clientId, @Nullable String userName, @Nullable String password)
				throws Exception {
			return this.bean.get().authenticate(clientId, userName, password);
		}

		@Override
		public boolean authenticateBytes(String clientId, @Nullable String userName, @Nullable ByteBuffer password)
				throws Exception {
			return this.bean.get().authenticateBytes(clientId, userName, password);
		}

		@Override
		public String toString() {
			return this.bean.get().toString();
		}

	}

	private record Authenticator(Supplier<MqttAuthenticator> bean) implements MqttAuthenticator {

		@Override
		public boolean supports(@Nullable String method) {
			return this.bean.get().supports(method);
		}

		@Override
		public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
			return this.bean.get().authenticate(request);
		}

		@Override
		public String toString() {
			return this.bean.get().toString();
		}

	}

	private record Authorizer(Supplier<MqttAuthorizer> bean) implements MqttAuthorizer {

		@Override
		public List<MqttRule> rules(MqttIdentity client) throws Exception {
			return this.bean.get().rules(client);
		}

		@Override
		public String toString() {
			return this.bean.get().toString();
		}

	}

	private record MessageListener(Supplier<MqttMessageListener> bean) implements MqttMessageListener {

		@Override
		public void onMessage(String clientId, String topic, MqttQos qos, ByteBuffer payload) throws Exception {
			this.bean.get().onMessage(clientId, topic, qos, payload);
		}

		@Override
		public String toString() {
			return this.bean.get().toString();
		}

	}

	private record EventListener(Supplier<MqttEventListener> bean) implements MqttEventListener {

		@Override
		public void onEvent(MqttEvent event) throws Exception {
			this.bean.get().onEvent(event);
		}

		@Override
		public Set<MqttEvent.Kind> kinds() {
			return this.bean.get().kinds();
		}

		@Override
		public String toString() {
			return this.bean.get().toString();
		}

	}

	private record ConnectStatusListener(
			Supplier<MqttConnectStatusListener> bean) implements MqttConnectStatusListener {

		@Override
		public void online(String clientId, @Nullable String userName) throws Exception {
			this.bean.get().online(clientId, userName);
		}

		@Override
		public void offline(String clientId, @Nullable String userName, String reason) throws Exception {
			this.bean.get().offline(clientId, userName, reason);
		}

		@Override
		public String toString() {
			return this.bean.get().toString();
		}

	}

}
