package io.mqttboot.client.config;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a client waits before it tries to connect again: the delay doubles with each
 * attempt that fails, and part of it is left to chance, so that many clients do not come
 * back at one moment.
 *
 * @param initialDelay before the first new attempt
 * @param maxDelay the longest delay, before chance has its part
 * @param jitter how much of a delay chance may add or take away, 0 to 1
 */
public record MqttReconnect(Duration initialDelay, Duration maxDelay, double jitter) {

	/** Half a second at first, a minute at most, 30 % of chance. */
	public static final MqttReconnect DEFAULT = new MqttReconnect(Duration.ofMillis(500), Duration.ofMinutes(1), 0.3);

	public MqttReconnect {
		Objects.requireNonNull(initialDelay, "initialDelay");
		Objects.requireNonNull(maxDelay, "maxDelay");
		if (initialDelay.isNegative() || initialDelay.isZero() || maxDelay.compareTo(initialDelay) < 0) {
			throw new IllegalArgumentException("the initial delay must be above 0 and the largest not below it");
		}
		if (!(jitter >= 0 && jitter <= 1)) {
			throw new IllegalArgumentException("the jitter must be 0 to 1 but is " + jitter);
		}
	}

	/**
	 * Returns the delay before an attempt.
	 * @param failures how many attempts have failed since the last one that did not, at
	 * least 1
	 * @param chance a random number, 0 to 1
	 * @return milliseconds
	 */
	public long delayMillis(int failures, double chance) {
		long millis = this.initialDelay.toMillis();
		long max = this.maxDelay.toMillis();
		for (int i = 1; i < failures && millis < max; i++) {
			millis *= 2;
		}
		return Math.max(1, Math.round(Math.min(millis, max) * (1 + this.jitter * (2 * chance - 1))));
	}

}
