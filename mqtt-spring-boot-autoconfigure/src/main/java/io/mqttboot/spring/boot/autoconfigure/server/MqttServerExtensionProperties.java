package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.convert.DurationUnit;

/**
 * Those of the server's properties that are about what goes beyond the standard: one for
 * each part of {@link io.mqttboot.server.config.MqttExtensions}.
 */
class MqttServerExtensionProperties {

	private final Interceptors interceptors = new Interceptors();

	private final Sys sys = new Sys();

	public Interceptors getInterceptors() {
		return this.interceptors;
	}

	public Sys getSys() {
		return this.sys;
	}

	/**
	 * Interceptors of the application.
	 */
	static class Interceptors {

		/**
		 * How long an interceptor that does not run on event loops may take. If a
		 * duration suffix is not specified, seconds will be used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration timeout = Duration.ofSeconds(10);

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

	}

	/**
	 * Figures about the server, published by itself.
	 */
	static class Sys {

		/** Whether the server publishes figures about itself below $SYS/broker. */
		private boolean enabled = false;

		/**
		 * Time between two rounds, in which only what changed is published. If a duration
		 * suffix is not specified, seconds will be used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration interval = Duration.ofSeconds(10);

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public Duration getInterval() {
			return this.interval;
		}

		public void setInterval(Duration interval) {
			this.interval = interval;
		}

	}

}
