package io.mqttboot.server;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.config.MqttTraceOptions;
import io.mqttboot.server.internal.broker.Trail;
import io.mqttboot.server.internal.session.Deadlines;
import io.mqttboot.server.internal.session.SessionLoop;
import io.mqttboot.server.internal.watch.Events;
import io.mqttboot.server.internal.watch.SlowSubscribers;
import io.mqttboot.server.internal.watch.Traces;
import io.mqttboot.server.spi.MqttSlowSubscriber;
import io.mqttboot.server.spi.MqttTrace;
import io.mqttboot.server.spi.MqttTraceStep;

/**
 * Where one looks at what happens in an engine: events, traces, and who is slow.
 */
final class Lookout {

	private final Events events;

	private final Traces traces;

	private final SlowSubscribers slow;

	private final SessionLoop loop;

	/**
	 * Begins to look.
	 * @param executor where receivers run
	 * @param loop counts the seconds
	 */
	Lookout(Events events, MqttServerConfig config, Trail trail, Executor executor, SessionLoop loop) {
		this.events = events;
		this.traces = new Traces(trail, executor, loop::clock);
		this.loop = loop;
		this.slow = new SlowSubscribers(config.slowSubscribers(), loop::clock);
		events.follow(trail);
		if (config.slowSubscribers().enabled()) {
			trail.follow(this.slow);
		}
	}

	/** Whether listeners know all that happened. */
	boolean isIdle() {
		return this.events.isIdle();
	}

	/** Follows messages until a bound is reached. */
	MqttTrace trace(MqttTraceOptions options, Consumer<MqttTraceStep> receiver) {
		MqttTrace trace = this.traces.start(options, receiver);
		long seconds = (options.duration().toMillis() + 999) / 1000;
		Deadlines.Deadline end = Deadlines.Deadline.of(trace::close);
		this.loop.execute(() -> {
			if (trace.isRunning()) {
				this.loop.deadlines().set(end, seconds);
			}
		});
		trace.ended().whenComplete((done, failure) -> this.loop.execute(end::cancel));
		return trace;
	}

	/** Returns who takes longest. */
	List<MqttSlowSubscriber> slowSubscribers() {
		return this.slow.slowest();
	}

	/** Looks no more. */
	void end() {
		this.traces.end();
	}

}
