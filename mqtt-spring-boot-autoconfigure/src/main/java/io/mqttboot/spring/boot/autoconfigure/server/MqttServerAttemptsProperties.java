package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.mqttboot.server.config.MqttAttempts;

import org.springframework.boot.convert.DurationUnit;

/**
 * Attempts to authenticate that fail.
 */
class MqttServerAttemptsProperties {

	/**
	 * Number of failures from one address within the window that block it, 0 for any
	 * number.
	 */
	private int max = 10;

	/**
	 * Number of failures for one client identifier within the window that block it for
	 * strangers, 0 for any number.
	 */
	private int clientIdMax = 10;

	/**
	 * Time in which failures are counted together. If a duration suffix is not specified,
	 * seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration window = Duration.ofMinutes(1);

	/**
	 * How long a block lasts. If a duration suffix is not specified, seconds will be
	 * used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration block = Duration.ofMinutes(1);

	/** Number of addresses, and of client identifiers, that are remembered. */
	private int trackedMax = 10_000;

	MqttAttempts limits() {
		return new MqttAttempts(this.max, this.clientIdMax, this.window, this.block, this.trackedMax);
	}

	public int getMax() {
		return this.max;
	}

	public void setMax(int max) {
		this.max = max;
	}

	public int getClientIdMax() {
		return this.clientIdMax;
	}

	public void setClientIdMax(int clientIdMax) {
		this.clientIdMax = clientIdMax;
	}

	public Duration getWindow() {
		return this.window;
	}

	public void setWindow(Duration window) {
		this.window = window;
	}

	public Duration getBlock() {
		return this.block;
	}

	public void setBlock(Duration block) {
		this.block = block;
	}

	public int getTrackedMax() {
		return this.trackedMax;
	}

	public void setTrackedMax(int trackedMax) {
		this.trackedMax = trackedMax;
	}

}
