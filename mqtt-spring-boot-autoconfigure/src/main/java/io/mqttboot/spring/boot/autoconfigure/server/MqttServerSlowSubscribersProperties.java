package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.mqttboot.server.config.MqttSlowSubscribers;

import org.springframework.boot.convert.DurationUnit;

/**
 * Properties of the clients that take long for their messages,
 * {@code mqtt.server.slow-subscribers.*}.
 */
class MqttServerSlowSubscribersProperties {

	/** Whether to remember the clients that take longest for their messages. */
	private boolean enabled = false;

	/**
	 * How long a message must take until it is sent (QoS 0) or acknowledged. If a
	 * duration suffix is not specified, milliseconds will be used.
	 */
	@DurationUnit(ChronoUnit.MILLIS)
	private Duration threshold = Duration.ofMillis(500);

	/** Number of clients that are remembered. */
	private int max = 100;

	/**
	 * How long a client is remembered that is not slow any more. If a duration suffix is
	 * not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration expiry = Duration.ofMinutes(5);

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Duration getThreshold() {
		return this.threshold;
	}

	public void setThreshold(Duration threshold) {
		this.threshold = threshold;
	}

	public int getMax() {
		return this.max;
	}

	public void setMax(int max) {
		this.max = max;
	}

	public Duration getExpiry() {
		return this.expiry;
	}

	public void setExpiry(Duration expiry) {
		this.expiry = expiry;
	}

	MqttSlowSubscribers toSlowSubscribers() {
		return new MqttSlowSubscribers(this.enabled,
				PropertiesServerConfig.notNegative("slow-subscribers.threshold", this.threshold),
				PropertiesServerConfig.within("slow-subscribers.max", this.max, 1, MqttSlowSubscribers.MOST),
				PropertiesServerConfig.positive("slow-subscribers.expiry", this.expiry));
	}

}
