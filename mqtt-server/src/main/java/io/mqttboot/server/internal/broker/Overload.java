package io.mqttboot.server.internal.broker;

import java.util.stream.LongStream;

import io.mqttboot.server.config.MqttOverload;
import io.mqttboot.server.spi.MqttOverloadState;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the server is overloaded: NORMAL, SHED, PAUSE, REFUSE. Goes up as far as the
 * load asks, which is late only when it was so {@value #STEADY} times in a row: one long
 * collection is no overload. Goes down one step at a time, each after a calm. Read by any
 * thread; judged by one.
 */
public final class Overload {

	/** Looks in a row that must agree before the event loops count as late. */
	public static final int STEADY = 3;

	// A percentage is clearly below a threshold that it is so many points below.
	private static final int POINTS = 5;

	private static final Logger logger = LoggerFactory.getLogger(Overload.class);

	private static final MqttOverloadState[] STATES = MqttOverloadState.values();

	private final MqttOverload config;

	private final MqttServerObserver observer;

	// full while publishers pause
	private final Pressure paused = new Pressure(1, 1);

	private volatile MqttOverloadState state = MqttOverloadState.NORMAL;

	// of whoever judges

	private final long[] delays = new long[STEADY];

	private int looks;

	private long troubledMillis;

	public Overload(MqttOverload config, MqttServerObserver observer) {
		this.config = config;
		this.observer = observer;
	}

	public MqttOverloadState state() {
		return this.state;
	}

	/** Whether QoS 0 messages of clients are dropped. */
	public boolean sheds() {
		return this.state != MqttOverloadState.NORMAL;
	}

	/** What publishers are to wait for, {@code null} for nothing. */
	public @Nullable Pressure pressure() {
		return (this.state.compareTo(MqttOverloadState.PAUSE) >= 0) ? this.paused : null;
	}

	/** Whether new connections are refused. */
	public boolean refuses() {
		return this.state == MqttOverloadState.REFUSE;
	}

	/** Draws the conclusions of one look at the load; by one thread. */
	public void judge(Load load, long nowMillis) {
		if (!this.config.enabled()) {
			return;
		}
		this.delays[this.looks++ % STEADY] = load.loopDelayMillis();
		int asked = stateOf(
				new Load(LongStream.of(this.delays).min().orElse(0), load.heapPercent(), load.directMemoryPercent()));
		int present = this.state.ordinal();
		if (asked > present) {
			this.troubledMillis = nowMillis;
			become(STATES[asked], load);
		}
		else if (present > 0 && !isClearlyBelow(load, thresholds(present))) {
			this.troubledMillis = nowMillis;
		}
		else if (present > 0 && nowMillis - this.troubledMillis >= this.config.calm().toMillis()) {
			this.troubledMillis = nowMillis;
			become(STATES[present - 1], load);
		}
	}

	private void become(MqttOverloadState next, Load load) {
		MqttOverloadState before = this.state;
		this.state = next;
		boolean paused = before.compareTo(MqttOverloadState.PAUSE) >= 0;
		boolean pauses = next.compareTo(MqttOverloadState.PAUSE) >= 0;
		if (next.compareTo(before) > 0) {
			logger.warn("MQTT-5001 Overload: {} after {}; {}", next, before, load);
		}
		else {
			logger.info("MQTT-5001 Overload: {} after {}; {}", next, before, load);
		}
		if (pauses && !paused) {
			this.paused.add(0);
		}
		else if (paused && !pauses) {
			this.paused.remove(0);
		}
		this.observer.overloadChanged(before, next);
	}

	private MqttOverload.Thresholds thresholds(int state) {
		return switch (STATES[state]) {
			case NORMAL, SHED -> this.config.shed();
			case PAUSE -> this.config.pause();
			case REFUSE -> this.config.refuse();
		};
	}

	private int stateOf(Load load) {
		int state = STATES.length - 1;
		while (state > 0 && !reaches(load, thresholds(state))) {
			state--;
		}
		return state;
	}

	private static boolean reaches(Load load, MqttOverload.Thresholds thresholds) {
		return isAt(load.loopDelayMillis(), thresholds.loopDelay().toMillis())
				|| isAt(load.heapPercent(), thresholds.heapPercent())
				|| isAt(load.directMemoryPercent(), thresholds.directMemoryPercent());
	}

	private static boolean isClearlyBelow(Load load, MqttOverload.Thresholds thresholds) {
		return !isAt(load.loopDelayMillis(), (thresholds.loopDelay().toMillis() + 1) / 2)
				&& !isAt(load.heapPercent(), below(thresholds.heapPercent()))
				&& !isAt(load.directMemoryPercent(), below(thresholds.directMemoryPercent()));
	}

	private static int below(int percent) {
		return (percent == 0) ? 0 : Math.max(1, percent - POINTS);
	}

	private static boolean isAt(long value, long threshold) {
		return threshold > 0 && value >= threshold;
	}

}
