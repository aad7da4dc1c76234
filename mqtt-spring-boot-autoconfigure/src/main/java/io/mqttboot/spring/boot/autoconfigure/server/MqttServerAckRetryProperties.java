package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.convert.DurationUnit;

/**
 * Properties of what is sent again to MQTT 3 clients that do not acknowledge it,
 * {@code mqtt.server.ack-retry.*}.
 */
class MqttServerAckRetryProperties {

	/**
	 * How often an unacknowledged packet is sent again to an MQTT 3 client, 0 for never.
	 */
	private int maxAttempts = 5;

	/**
	 * How long an acknowledgement is waited for. If a duration suffix is not specified,
	 * seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration interval = Duration.ofSeconds(10);

	public int getMaxAttempts() {
		return this.maxAttempts;
	}

	public void setMaxAttempts(int maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	public Duration getInterval() {
		return this.interval;
	}

	public void setInterval(Duration interval) {
		this.interval = interval;
	}

}
