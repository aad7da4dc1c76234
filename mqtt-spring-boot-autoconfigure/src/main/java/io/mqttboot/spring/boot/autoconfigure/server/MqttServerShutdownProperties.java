package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.convert.DurationUnit;

/**
 * Properties of stopping, {@code mqtt.server.shutdown.*}.
 */
class MqttServerShutdownProperties {

	/**
	 * How long a stop waits for clients to go. If a duration suffix is not specified,
	 * seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration gracePeriod = Duration.ofSeconds(20);

	/** Whether a stop fires the wills of sessions that outlive it. */
	private boolean wills = false;

	public Duration getGracePeriod() {
		return this.gracePeriod;
	}

	public void setGracePeriod(Duration gracePeriod) {
		this.gracePeriod = gracePeriod;
	}

	public boolean isWills() {
		return this.wills;
	}

	public void setWills(boolean wills) {
		this.wills = wills;
	}

}
