package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.function.Function;

import io.mqttboot.client.MqttClient;
import io.mqttboot.client.MqttClientState.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Lets the clients go with the application context: what they have published is delivered
 * first, as far as there is time. They connect in a {@link ClientStart later phase}.
 */
public final class MqttClientLifecycle implements SmartLifecycle {

	/**
	 * Clients go when listeners have finished and web requests are answered, and before a
	 * server in the same application.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1536;

	private static final Logger logger = LoggerFactory.getLogger(MqttClientLifecycle.class);

	private static final long FAREWELL_MILLIS = 1_000;

	private static final long LOOK_MILLIS = 5;

	private final MqttClientRegistry clients;

	private final Function<MqttClient, ClientFactory.Terms> terms;

	private volatile boolean running;

	MqttClientLifecycle(MqttClientRegistry clients, Function<MqttClient, ClientFactory.Terms> terms) {
		this.clients = clients;
		this.terms = terms;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		long began = System.nanoTime();
		try {
			this.clients.asMap().forEach((name, client) -> deliver(name, client, began));
			this.clients.asMap().values().forEach(MqttClient::disconnect);
			long farewell = System.nanoTime();
			this.clients.asMap().values().forEach((client) -> {
				while (!isGone(client) && millisSince(farewell) < FAREWELL_MILLIS && look()) {
					// it says DISCONNECT on its own thread
				}
			});
		}
		finally {
			this.running = false;
		}
	}

	/** Stops beside the others of this phase. */
	@Override
	public void stop(Runnable callback) {
		new Thread(() -> {
			try {
				stop();
			}
			finally {
				callback.run();
			}
		}, "mqtt-client-stop").start();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	// All clients share the time: each has what its grace period leaves since the stop.
	private void deliver(String name, MqttClient client, long began) {
		long grace = this.terms.apply(client).grace().toMillis();
		while (client.isConnected() && client.undelivered() > 0 && millisSince(began) < grace && look()) {
			// the server acknowledges one after the other
		}
		if (client.undelivered() > 0 && client.config().outbox().isFile()) {
			logger.info("Client '{}' goes with {} messages that are not delivered; those at QoS 1 and 2 are kept", name,
					client.undelivered());
		}
		else if (client.undelivered() > 0) {
			logger.warn("Client '{}' goes with {} messages that are not delivered", name, client.undelivered());
		}
	}

	private static boolean isGone(MqttClient client) {
		Phase phase = client.state().phase();
		return phase == Phase.DISCONNECTED || phase == Phase.STOPPED;
	}

	private static long millisSince(long nanos) {
		return (System.nanoTime() - nanos) / 1_000_000;
	}

	/** Lets a moment pass; {@code false} if nobody wants to wait any longer. */
	private static boolean look() {
		try {
			Thread.sleep(LOOK_MILLIS);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
