package io.mqttboot.server.config;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether and how often the server publishes figures about itself below
 * {@code $SYS/broker/}.
 *
 * @param enabled whether it does
 * @param interval the time between two rounds, in which only what changed is published; a
 * second to a day
 */
public record MqttSysTree(boolean enabled, Duration interval) {

	/** Nothing is published. */
	public static final MqttSysTree OFF = new MqttSysTree(false, Duration.ofSeconds(10));

	/**
	 * Checks.
	 */
	public MqttSysTree {
		Objects.requireNonNull(interval, "interval");
		if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
			throw new IllegalArgumentException("interval must be a second to a day but is " + interval);
		}
	}

}
