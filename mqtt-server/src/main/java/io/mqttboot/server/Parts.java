package io.mqttboot.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttAuthorizer;
import io.mqttboot.server.spi.MqttConnectStatusListener;
import io.mqttboot.server.spi.MqttDeliveryInterceptor;
import io.mqttboot.server.spi.MqttEventListener;
import io.mqttboot.server.spi.MqttMessageListener;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttPublishInterceptor;
import io.mqttboot.server.spi.MqttServerAuthHandler;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.server.spi.MqttSessionStore;
import io.mqttboot.server.spi.MqttSubscribeInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * What the application gives to a server, beside its configuration. Filled by the
 * builder; a server has a copy of its own, which nobody changes.
 */
final class Parts {

	/** Authentication by user name and password. */
	final List<MqttServerAuthHandler> authHandlers;

	/** Authentication with all that CONNECT says. */
	final List<MqttAuthenticator> authenticators;

	/** What clients may do. */
	final List<MqttAuthorizer> authorizers;

	/** Who sees every message. */
	final List<MqttMessageListener> messageListeners;

	/** Who sees clients come and go. */
	final List<MqttConnectStatusListener> connectStatusListeners;

	/** Who may change or refuse what is published. */
	final List<MqttPublishInterceptor> publishInterceptors;

	/** Who may change or refuse how clients subscribe. */
	final List<MqttSubscribeInterceptor> subscribeInterceptors;

	/** Who may change or refuse what clients get. */
	final List<MqttDeliveryInterceptor> deliveryInterceptors;

	/** Who is told what happens. */
	final List<MqttEventListener> eventListeners;

	/** Who watches. */
	final List<MqttServerObserver> observers;

	/** Where sessions are kept. */
	@Nullable MqttSessionStore sessionStore;

	/** Where retained messages and wills are kept. */
	@Nullable MqttMessageStore messageStore;

	/** Where listeners run, unless on threads of the server's. */
	@Nullable Executor handlerExecutor;

	/** Where authentication runs, unless on threads of the server's. */
	@Nullable Executor authExecutor;

	Parts() {
		this.authHandlers = new ArrayList<>();
		this.authenticators = new ArrayList<>();
		this.authorizers = new ArrayList<>();
		this.messageListeners = new ArrayList<>();
		this.connectStatusListeners = new ArrayList<>();
		this.publishInterceptors = new ArrayList<>();
		this.subscribeInterceptors = new ArrayList<>();
		this.deliveryInterceptors = new ArrayList<>();
		this.eventListeners = new ArrayList<>();
		this.observers = new ArrayList<>();
	}

	private Parts(Parts other) {
		this.authHandlers = List.copyOf(other.authHandlers);
		this.authenticators = List.copyOf(other.authenticators);
		this.authorizers = List.copyOf(other.authorizers);
		this.messageListeners = List.copyOf(other.messageListeners);
		this.connectStatusListeners = List.copyOf(other.connectStatusListeners);
		this.publishInterceptors = List.copyOf(other.publishInterceptors);
		this.subscribeInterceptors = List.copyOf(other.subscribeInterceptors);
		this.deliveryInterceptors = List.copyOf(other.deliveryInterceptors);
		this.eventListeners = List.copyOf(other.eventListeners);
		this.observers = List.copyOf(other.observers);
		this.sessionStore = other.sessionStore;
		this.messageStore = other.messageStore;
		this.handlerExecutor = other.handlerExecutor;
		this.authExecutor = other.authExecutor;
	}

	/** Returns what is here now. */
	Parts copy() {
		return new Parts(this);
	}

	boolean authenticates() {
		return !this.authHandlers.isEmpty() || !this.authenticators.isEmpty();
	}

}
