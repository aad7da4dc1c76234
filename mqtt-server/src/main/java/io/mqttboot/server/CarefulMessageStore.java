package io.mqttboot.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttWill;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's message store, whose failures are answers whatever it does, and are
 * logged and counted.
 */
final class CarefulMessageStore implements MqttMessageStore {

	private static final Logger logger = LoggerFactory.getLogger(CarefulMessageStore.class);

	private final MqttMessageStore store;

	private final MqttServerObserver observer;

	private CarefulMessageStore(MqttMessageStore store, MqttServerObserver observer) {
		this.store = store;
		this.observer = observer;
	}

	static @Nullable MqttMessageStore of(@Nullable MqttMessageStore store, MqttServerObserver observer) {
		return (store != null) ? new CarefulMessageStore(store, observer) : null;
	}

	@Override
	public CompletionStage<List<Retained>> loadRetained() {
		return StoreAnswers.of(this.observer, this.store::loadRetained);
	}

	// figures about a server are nothing to start another one with
	@Override
	public CompletionStage<Void> putRetained(MqttMessage message, long expiresAtMillis) {
		if (message.topic().startsWith(SysTree.PREFIX)) {
			return CompletableFuture.completedFuture(null);
		}
		return logged(StoreAnswers.of(this.observer, () -> this.store.putRetained(message, expiresAtMillis)),
				"keep a retained message");
	}

	@Override
	public CompletionStage<Void> removeRetained(String topic) {
		return logged(StoreAnswers.of(this.observer, () -> this.store.removeRetained(topic)),
				"remove a retained message");
	}

	@Override
	public CompletionStage<Map<String, MqttWill>> loadWills() {
		return StoreAnswers.of(this.observer, this.store::loadWills);
	}

	@Override
	public CompletionStage<Void> putWill(String clientId, MqttWill will) {
		return logged(StoreAnswers.of(this.observer, () -> this.store.putWill(clientId, will)), "keep a will");
	}

	@Override
	public CompletionStage<Void> removeWill(String clientId) {
		return logged(StoreAnswers.of(this.observer, () -> this.store.removeWill(clientId)), "remove a will");
	}

	private static CompletionStage<Void> logged(CompletionStage<Void> answer, String what) {
		answer.whenComplete((done, failure) -> {
			if (failure != null) {
				logger.error("MQTT-4003 The message store did not {}: {}", what, failure.toString());
			}
		});
		return answer;
	}

}
