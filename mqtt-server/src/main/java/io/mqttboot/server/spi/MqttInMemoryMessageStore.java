package io.mqttboot.server.spi;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttWill;

/**
 * A message store in memory: retained messages and wills outlive a server that is stopped
 * and started, or replaced, but not the process.
 */
public final class MqttInMemoryMessageStore implements MqttMessageStore {

	private final Map<String, Retained> retained = new ConcurrentHashMap<>();

	private final Map<String, MqttWill> wills = new ConcurrentHashMap<>();

	/** Create an empty store. */
	public MqttInMemoryMessageStore() {
	}

	@Override
	public CompletionStage<List<Retained>> loadRetained() {
		return CompletableFuture.completedFuture(List.copyOf(this.retained.values()));
	}

	@Override
	public CompletionStage<Void> putRetained(MqttMessage message, long expiresAtMillis) {
		this.retained.put(message.topic(), new Retained(message, expiresAtMillis));
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<Void> removeRetained(String topic) {
		this.retained.remove(topic);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<Map<String, MqttWill>> loadWills() {
		return CompletableFuture.completedFuture(Map.copyOf(this.wills));
	}

	@Override
	public CompletionStage<Void> putWill(String clientId, MqttWill will) {
		this.wills.put(clientId, will);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<Void> removeWill(String clientId) {
		this.wills.remove(clientId);
		return CompletableFuture.completedFuture(null);
	}

}
