package io.mqttboot.server;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.handler.Interceptors;
import io.mqttboot.server.internal.session.Deadlines;
import io.mqttboot.server.internal.session.SessionLoop;
import io.mqttboot.server.spi.MqttServerObserver;

/**
 * What a running server does beyond the standard.
 */
final class Extensions {

	private final List<SessionLoop> loops;

	private final Interceptors interceptors;

	Extensions(MqttServerConfig config, Parts parts, List<SessionLoop> loops, Executor executor, LongSupplier clock,
			MqttServerObserver observer) {
		this.loops = loops;
		this.interceptors = new Interceptors(parts.publishInterceptors, parts.subscribeInterceptors,
				parts.deliveryInterceptors, executor, config, clock, observer);
	}

	/** Puts them in their places, before the first client comes. */
	void install(Broker broker) {
		broker.intercept(this.interceptors.interceptions());
		if (this.interceptors.mayBlock()) {
			every(1, this.interceptors::look);
		}
	}

	/** Whether nothing of them is under way. */
	boolean isIdle() {
		return this.interceptors.isIdle();
	}

	// On the first loop, as long as there are loops.
	private void every(int seconds, Runnable task) {
		SessionLoop loop = this.loops.get(0);
		loop.execute(() -> loop.deadlines().set(new Deadlines.Deadline() {

			@Override
			protected void due() {
				loop.deadlines().set(this, seconds);
				task.run();
			}

		}, seconds));
	}

}
