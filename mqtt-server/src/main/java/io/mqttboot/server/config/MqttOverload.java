package io.mqttboot.server.config;

import java.time.Duration;
import java.util.Objects;

/**
 * When the server is overloaded, and how much. A state is entered when a signal stays at
 * its threshold or above, and left for the one below it when all of them have stayed
 * clearly below for a while.
 *
 * @param enabled whether the server looks after itself at all
 * @param shed from when on QoS 0 messages of clients are dropped
 * @param pause from when on nothing is read from clients that publish, but now and then
 * @param refuse from when on new connections are refused with 0x89
 * @param calm how long all signals are to be below before the next lower state
 */
public record MqttOverload(boolean enabled, Thresholds shed, Thresholds pause, Thresholds refuse, Duration calm) {

	/** The defaults. */
	public static final MqttOverload DEFAULTS = new MqttOverload(true, new Thresholds(Duration.ofSeconds(2), 85, 85),
			new Thresholds(Duration.ofSeconds(4), 90, 90), new Thresholds(Duration.ofSeconds(8), 95, 95),
			Duration.ofSeconds(3));

	public MqttOverload {
		Objects.requireNonNull(shed, "shed");
		Objects.requireNonNull(pause, "pause");
		Objects.requireNonNull(refuse, "refuse");
		Objects.requireNonNull(calm, "calm");
		if (calm.isNegative()) {
			throw new IllegalArgumentException("calm must not be negative but is " + calm);
		}
	}

	/**
	 * Returns the same with the switch on or off.
	 * @param enabled whether the server looks after itself
	 * @return the changed settings
	 */
	public MqttOverload withEnabled(boolean enabled) {
		return new MqttOverload(enabled, this.shed, this.pause, this.refuse, this.calm);
	}

	/**
	 * Where a state begins; 0 for a signal that does not lead to it.
	 *
	 * @param loopDelay how long work waits for its turn on an event loop
	 * @param heapPercent how much of the heap for what lives long is used after a
	 * collection
	 * @param directMemoryPercent how much of the memory outside the heap is used
	 */
	public record Thresholds(Duration loopDelay, int heapPercent, int directMemoryPercent) {

		public Thresholds {
			Objects.requireNonNull(loopDelay, "loopDelay");
			if (loopDelay.isNegative()) {
				throw new IllegalArgumentException("loopDelay must not be negative but is " + loopDelay);
			}
			percent(heapPercent, "heapPercent");
			percent(directMemoryPercent, "directMemoryPercent");
		}

		private static void percent(int value, String name) {
			if (value < 0 || value > 100) {
				throw new IllegalArgumentException(name + " must be from 0 to 100 but is " + value);
			}
		}

	}

}
