package io.mqttboot.server.internal.watch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.mqttboot.server.config.MqttTraceOptions;
import io.mqttboot.server.internal.broker.Trail;
import io.mqttboot.server.spi.MqttTrace;
import io.mqttboot.server.spi.MqttTraceStep;

/**
 * The traces of a server, a few at a time: each is looked at for each step of every
 * message.
 */
public final class Traces {

	/** How many there may be at once. */
	public static final int MAX = 8;

	private final Trail trail;

	private final Executor executor;

	private final LongSupplier millis;

	private final Set<Trace> running = ConcurrentHashMap.newKeySet();

	/**
	 * Prepares.
	 * @param executor where receivers of steps run
	 * @param millis the time, from any thread
	 */
	public Traces(Trail trail, Executor executor, LongSupplier millis) {
		this.trail = trail;
		this.executor = executor;
		this.millis = millis;
	}

	/**
	 * Starts one.
	 * @throws IllegalStateException if there are too many
	 */
	public MqttTrace start(MqttTraceOptions options, Consumer<MqttTraceStep> receiver) {
		Trace trace = new Trace(options, receiver, this.executor, this.millis, this::over);
		this.running.add(trace);
		if (this.running.size() > MAX) {
			this.running.remove(trace);
			throw new IllegalStateException("there are " + MAX + " traces already");
		}
		this.trail.follow(trace);
		return trace;
	}

	private void over(Trace trace) {
		this.trail.leave(trace);
		this.running.remove(trace);
	}

	/** Ends all. */
	public void end() {
		this.running.forEach(Trace::close);
	}

}
