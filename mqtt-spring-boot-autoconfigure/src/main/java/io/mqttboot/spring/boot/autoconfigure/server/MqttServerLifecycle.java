package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.concurrent.CountDownLatch;

import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttServerStartedEvent;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttServerStoppedEvent;
import io.mqttboot.spring.boot.autoconfigure.server.event.MqttServerStoppingEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Starts and stops the server with the application context, any number of times. While
 * the server runs the JVM stays up, whatever threads the rest of the application has.
 */
public final class MqttServerLifecycle implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

	/**
	 * The phase of Spring Boot's web server: the server starts before those that connect
	 * to it, and stops after them.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 2048;

	private final MqttServer server;

	private final Runnable beforeStart;

	private final ApplicationContext context;

	private volatile @Nullable CountDownLatch running;

	MqttServerLifecycle(MqttServer server, Runnable beforeStart, ApplicationContext context) {
		this.server = server;
		this.beforeStart = beforeStart;
		this.context = context;
	}

	@Override
	public void start() {
		if (isRunning()) {
			return;
		}
		this.beforeStart.run();
		this.server.start();
		this.running = keepAlive();
		LocalServerPorts.publish(this.context, this.server);
		this.context.publishEvent(new MqttServerStartedEvent(this.server));
	}

	@Override
	public void stop() {
		CountDownLatch latch = this.running;
		if (latch == null) {
			return;
		}
		try {
			this.context.publishEvent(new MqttServerStoppingEvent(this.server));
			this.server.stop();
			this.context.publishEvent(new MqttServerStoppedEvent(this.server));
		}
		finally {
			this.running = null;
			latch.countDown();
		}
	}

	/** Stops beside the others of this phase: clients may need their time to go. */
	@Override
	public void stop(Runnable callback) {
		new Thread(() -> {
			try {
				stop();
			}
			finally {
				callback.run();
			}
		}, "mqtt-server-stop").start();
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/** A test context that pauses would come back on another port. */
	@Override
	public boolean isPauseable() {
		return false;
	}

	/**
	 * Comes before any life cycle stops, so readiness is gone before the first client.
	 */
	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context && isRunning()) {
			AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
		}
	}

	/** Event loops and virtual threads may all be daemons. */
	private CountDownLatch keepAlive() {
		CountDownLatch latch = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "mqtt-server-" + this.server.port());
		thread.setDaemon(false);
		thread.start();
		return latch;
	}

}
