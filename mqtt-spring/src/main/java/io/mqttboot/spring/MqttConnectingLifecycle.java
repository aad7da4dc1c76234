package io.mqttboot.spring;

import java.util.Objects;

import io.mqttboot.client.MqttClient;

import org.springframework.context.SmartLifecycle;

/**
 * For applications without Spring Boot: connects a client when the context starts, and
 * disconnects it when the context stops. It waits for neither: listeners are subscribed
 * before, and finish their work before as well.
 */
public class MqttConnectingLifecycle implements SmartLifecycle {

	/** The phase: after a server, before listeners. */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

	private final MqttClient client;

	private volatile boolean running;

	/**
	 * Creates the life cycle.
	 * @param client the client
	 */
	public MqttConnectingLifecycle(MqttClient client) {
		this.client = Objects.requireNonNull(client, "client");
	}

	@Override
	public void start() {
		this.running = true;
		this.client.connect();
	}

	@Override
	public void stop() {
		this.running = false;
		this.client.disconnect();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
