package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.mqttboot.client.MqttClient;
import io.mqttboot.client.MqttClientState.Phase;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttServerUri;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Lets the clients connect when all that listens has said so, or the messages of a
 * resumed session would find nobody; and keeps the JVM up while somebody listens. Does
 * not wait for a connection, unless a client is to fail fast.
 */
final class ClientStart implements SmartLifecycle {

	/** After containers of listeners have started. */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 50;

	private final MqttClientRegistry clients;

	private final Function<MqttClient, @Nullable FirstConnection> first;

	private final Runnable beforeStart;

	private final BooleanSupplier listens;

	private volatile @Nullable CountDownLatch running;

	ClientStart(MqttClientRegistry clients, Function<MqttClient, @Nullable FirstConnection> first, Runnable beforeStart,
			BooleanSupplier listens) {
		this.clients = clients;
		this.first = first;
		this.beforeStart = beforeStart;
		this.listens = listens;
	}

	@Override
	public void start() {
		if (isRunning()) {
			return;
		}
		Map<String, MqttClient> all = new LinkedHashMap<>(this.clients.asMap());
		all.values().removeIf((client) -> client.state().phase() == Phase.STOPPED);
		checkClientIds(all);
		this.beforeStart.run();
		all.values().forEach(MqttClient::connect);
		try {
			all.forEach(this::awaitFirst);
		}
		catch (MqttClientStartException ex) {
			all.values().forEach(MqttClient::disconnect);
			throw ex;
		}
		CountDownLatch latch = new CountDownLatch(1);
		if (this.listens.getAsBoolean()) {
			keepAlive(latch);
		}
		this.running = latch;
	}

	@Override
	public void stop() {
		CountDownLatch latch = this.running;
		this.running = null;
		if (latch != null) {
			latch.countDown();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/** Two clients of one identifier throw each other out of their server for ever. */
	private static void checkClientIds(Map<String, MqttClient> clients) {
		Map<Identity, String> known = new HashMap<>();
		clients.forEach((name, client) -> client.config().serverUris().forEach((uri) -> {
			String other = known.putIfAbsent(new Identity(uri, client.config().clientId()), name);
			if (other != null && !other.equals(name)) {
				throw MqttClientStartException.ofTwins(other, name, client.config().clientId(), uri.toString());
			}
		}));
	}

	private void awaitFirst(String name, MqttClient client) {
		FirstConnection first = this.first.apply(client);
		if (first == null) {
			return;
		}
		MqttClientConfig config = client.config();
		long millis = config.connectTimeout().plus(config.reconnect().maxDelay()).toMillis()
				* config.serverUris().size();
		try {
			// the latter fails when no further attempt is made
			CompletableFuture.anyOf(first.result(), client.connected()).get(millis, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw MqttClientStartException.ofConnection(name, client.state(), null);
		}
		catch (ExecutionException ex) {
			throw MqttClientStartException.ofConnection(name, client.state(), Objects.requireNonNull(ex.getCause()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw MqttClientStartException.ofConnection(name, client.state(), ex);
		}
	}

	/** Event loops and handlers may all be daemons. */
	private static void keepAlive(CountDownLatch latch) {
		Thread thread = new Thread(() -> {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "mqtt-client-keep-alive");
		thread.setDaemon(false);
		thread.start();
	}

	/** Who a client is to a server. */
	private record Identity(MqttServerUri server, String clientId) {
	}

}
