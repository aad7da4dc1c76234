package io.mqttboot.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttConnectStatusListener;
import io.mqttboot.server.spi.MqttMessageListener;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttServerAuthHandler;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.server.spi.MqttSessionStore;
import org.jspecify.annotations.Nullable;

/**
 * What the application gave to a server, beside its configuration.
 *
 * @param authHandlers authentication by user name and password
 * @param authenticators authentication with all that CONNECT says
 * @param messageListeners who sees every message
 * @param connectStatusListeners who sees clients come and go
 * @param observers who watches
 * @param sessionStore where sessions are kept, {@code null} for nowhere
 * @param messageStore where retained messages and wills are kept, {@code null} for
 * nowhere
 * @param handlerExecutor where listeners run, {@code null} for threads of the server's
 * @param authExecutor where authentication runs, {@code null} for threads of the server's
 */
record Parts(List<MqttServerAuthHandler> authHandlers, List<MqttAuthenticator> authenticators,
		List<MqttMessageListener> messageListeners, List<MqttConnectStatusListener> connectStatusListeners,
		List<MqttServerObserver> observers, @Nullable MqttSessionStore sessionStore,
		@Nullable MqttMessageStore messageStore, @Nullable Executor handlerExecutor, @Nullable Executor authExecutor) {

	static final Parts NONE = new Parts(List.of(), List.of(), List.of(), List.of(), List.of(), null, null, null, null);

	Parts {
		authHandlers = List.copyOf(authHandlers);
		authenticators = List.copyOf(authenticators);
		messageListeners = List.copyOf(messageListeners);
		connectStatusListeners = List.copyOf(connectStatusListeners);
		observers = List.copyOf(observers);
	}

	boolean authenticates() {
		return !this.authHandlers.isEmpty() || !this.authenticators.isEmpty();
	}

	static <T> List<T> with(List<T> list, T one) {
		List<T> longer = new ArrayList<>(list);
		longer.add(one);
		return longer;
	}

}
