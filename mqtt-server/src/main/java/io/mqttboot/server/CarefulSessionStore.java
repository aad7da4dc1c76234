package io.mqttboot.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.server.spi.MqttSessionRecord;
import io.mqttboot.server.spi.MqttSessionStore;
import io.mqttboot.server.spi.MqttStoredSession;
import org.jspecify.annotations.Nullable;

/**
 * The application's session store, whose failures are answers whatever it does, and are
 * counted.
 */
final class CarefulSessionStore implements MqttSessionStore {

	private final MqttSessionStore store;

	private final MqttServerObserver observer;

	private CarefulSessionStore(MqttSessionStore store, MqttServerObserver observer) {
		this.store = store;
		this.observer = observer;
	}

	static @Nullable MqttSessionStore of(@Nullable MqttSessionStore store, MqttServerObserver observer) {
		return (store != null) ? new CarefulSessionStore(store, observer) : null;
	}

	@Override
	public CompletionStage<Map<String, MqttStoredSession>> load() {
		return StoreAnswers.of(this.observer, this.store::load);
	}

	@Override
	public CompletionStage<Void> append(String clientId, List<MqttSessionRecord> records) {
		return StoreAnswers.of(this.observer, () -> this.store.append(clientId, records));
	}

	@Override
	public CompletionStage<Void> remove(String clientId) {
		return StoreAnswers.of(this.observer, () -> this.store.remove(clientId));
	}

}
