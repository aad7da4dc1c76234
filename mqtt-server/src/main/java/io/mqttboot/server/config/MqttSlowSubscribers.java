package io.mqttboot.server.config;

import java.time.Duration;
import java.util.Objects;

/**
 * Which clients are remembered as slow.
 *
 * @param enabled whether any are
 * @param threshold how long a message must take from its publication, or from the time
 * its receiver came, until it is sent (QoS 0) or acknowledged
 * @param max how many clients are remembered: the slowest
 * @param expiry how long a client is remembered that is not slow any more
 */
public record MqttSlowSubscribers(boolean enabled, Duration threshold, int max, Duration expiry) {

	/** The defaults: none are, and if so, a hundred for five minutes. */
	public static final MqttSlowSubscribers DEFAULTS = new MqttSlowSubscribers(false, Duration.ofMillis(500), 100,
			Duration.ofMinutes(5));

	/** The most clients that may be remembered. */
	public static final int MOST = 10_000;

	public MqttSlowSubscribers {
		Objects.requireNonNull(threshold, "threshold");
		Objects.requireNonNull(expiry, "expiry");
		if (threshold.isNegative()) {
			throw new IllegalArgumentException("threshold must not be negative but is " + threshold);
		}
		if (max < 1 || max > MOST) {
			throw new IllegalArgumentException("max must be from 1 to " + MOST + " but is " + max);
		}
		if (expiry.isNegative() || expiry.isZero()) {
			throw new IllegalArgumentException("expiry must be longer than zero but is " + expiry);
		}
	}

	/**
	 * Returns the same with the switch on or off.
	 * @param enabled whether slow clients are remembered
	 * @return the changed settings
	 */
	public MqttSlowSubscribers withEnabled(boolean enabled) {
		return new MqttSlowSubscribers(enabled, this.threshold, this.max, this.expiry);
	}

}
