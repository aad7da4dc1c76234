package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.mqttboot.server.config.MqttAnonymous;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DurationUnit;

/**
 * Authentication.
 */
class MqttServerAuthProperties {

	/** Who may connect while no bean authenticates clients. */
	private MqttAnonymous anonymous = MqttAnonymous.LOOPBACK_ONLY;

	/**
	 * How long authentication may take before the client is refused. If a duration suffix
	 * is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration timeout = Duration.ofSeconds(10);

	@NestedConfigurationProperty
	private final MqttServerAttemptsProperties attempts = new MqttServerAttemptsProperties();

	public MqttAnonymous getAnonymous() {
		return this.anonymous;
	}

	public void setAnonymous(MqttAnonymous anonymous) {
		this.anonymous = anonymous;
	}

	public MqttServerAttemptsProperties getAttempts() {
		return this.attempts;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

}
