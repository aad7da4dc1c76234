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

	public Interceptors getInterceptors() {
		return this.interceptors;
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

}
