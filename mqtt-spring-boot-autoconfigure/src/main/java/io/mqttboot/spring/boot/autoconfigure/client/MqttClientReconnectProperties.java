package io.mqttboot.spring.boot.autoconfigure.client;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.convert.DurationUnit;

/**
 * How long it takes until a connection is tried again, {@code mqtt.client.reconnect.*}.
 */
class MqttClientReconnectProperties {

	/**
	 * Delay before a connection is tried again; it doubles with each failure. If a
	 * duration suffix is not specified, milliseconds will be used.
	 */
	@DurationUnit(ChronoUnit.MILLIS)
	private Duration initialDelay = Duration.ofMillis(500);

	/**
	 * Longest delay between two attempts. If a duration suffix is not specified,
	 * milliseconds will be used.
	 */
	@DurationUnit(ChronoUnit.MILLIS)
	private Duration maxDelay = Duration.ofMinutes(1);

	/** Part of a delay that is left to chance, 0 to 1. */
	private double jitter = 0.3;

	public Duration getInitialDelay() {
		return this.initialDelay;
	}

	public void setInitialDelay(Duration initialDelay) {
		this.initialDelay = initialDelay;
	}

	public Duration getMaxDelay() {
		return this.maxDelay;
	}

	public void setMaxDelay(Duration maxDelay) {
		this.maxDelay = maxDelay;
	}

	public double getJitter() {
		return this.jitter;
	}

	public void setJitter(double jitter) {
		this.jitter = jitter;
	}

}
