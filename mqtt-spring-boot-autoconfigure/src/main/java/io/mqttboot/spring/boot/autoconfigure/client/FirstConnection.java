package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttClientObserver;

/**
 * Waits for the first connection of a client, until each of its servers was tried.
 */
final class FirstConnection implements MqttClientObserver {

	private final IntSupplier servers;

	private final AtomicInteger failures = new AtomicInteger();

	private final CompletableFuture<Void> result = new CompletableFuture<>();

	FirstConnection(IntSupplier servers) {
		this.servers = servers;
	}

	@Override
	public void attemptFailed(String serverUri, MqttClientException cause) {
		if (this.failures.incrementAndGet() >= this.servers.getAsInt()) {
			this.result.completeExceptionally(cause);
		}
	}

	@Override
	public void connected(String serverUri, boolean again) {
		this.result.complete(null);
	}

	/** Completes with the connection, or fails as the last attempt did. */
	CompletableFuture<Void> result() {
		return this.result;
	}

}
