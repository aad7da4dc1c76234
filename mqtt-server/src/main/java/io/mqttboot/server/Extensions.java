package io.mqttboot.server;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.handler.Interceptors;
import io.mqttboot.server.internal.session.Deadlines;
import io.mqttboot.server.internal.session.SessionLoop;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;

/**
 * What a running server does beyond the standard.
 */
final class Extensions {

	private final MqttServerConfig config;

	private final List<SessionLoop> loops;

	private final List<SessionLoop> lobby;

	private final Executor executor;

	private final LongAdder dropped = new LongAdder();

	private @Nullable Interceptors interceptors;

	Extensions(MqttServerConfig config, List<SessionLoop> loops, List<SessionLoop> lobby, Executor executor) {
		this.config = config;
		this.loops = loops;
		this.lobby = lobby;
		this.executor = executor;
	}

	/** Returns who has to watch the server for them. */
	List<MqttServerObserver> observers() {
		return this.config.extensions().sys().enabled() ? List.of(new MqttServerObserver() {

			@Override
			public void messageDropped(MqttDropCause cause) {
				Extensions.this.dropped.increment();
			}

		}) : List.of();
	}

	/** Puts them in their places, before the first client comes. */
	void install(Parts parts, Broker broker, MqttServerObserver observer, LongSupplier clock,
			Supplier<MqttServerStatistics> statistics) {
		Interceptors asked = new Interceptors(parts.publishInterceptors, parts.subscribeInterceptors,
				parts.deliveryInterceptors, this.executor, this.config, clock, observer);
		this.interceptors = asked;
		broker.intercept(asked.interceptions());
		if (asked.mayBlock()) {
			every(1, asked::look);
		}
		if (!this.config.limits().retainedExpiryDefault().isZero()
				|| !this.config.limits().retainedExpiryMax().isZero()) {
			every(1, new RetainedSweep(broker, clock)::step);
		}
		if (this.config.extensions().sys().enabled()) {
			SysTree sys = new SysTree(this.config, broker, clock, statistics,
					() -> new Tally(this.loops, this.lobby, List.of()), this.dropped::sum, this.executor);
			every(this.config.extensions().sys().interval().toSeconds(), sys::due);
		}
	}

	/** Whether nothing of them is under way. */
	boolean isIdle() {
		return this.interceptors == null || this.interceptors.isIdle();
	}

	// On the first loop, as long as there are loops; the first time soon.
	private void every(long seconds, Runnable task) {
		SessionLoop loop = this.loops.get(0);
		loop.execute(() -> loop.deadlines().setAt(new Deadlines.Deadline() {

			@Override
			protected void due() {
				loop.deadlines().setAt(this, loop.deadlines().now() + seconds);
				task.run();
			}

		}, loop.deadlines().now() + 1));
	}

}
