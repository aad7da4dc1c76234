package io.mqttboot.server.config;

import java.time.Duration;
import java.util.Objects;

/**
 * What goes beyond the standard, each switched off unless it is asked for.
 *
 * @param interceptorTimeout how long an interceptor that is not fast may take
 */
public record MqttExtensions(Duration interceptorTimeout) {

	/** None. */
	public static final MqttExtensions NONE = new MqttExtensions(Duration.ofSeconds(10));

	/**
	 * Checks.
	 */
	public MqttExtensions {
		Objects.requireNonNull(interceptorTimeout, "interceptorTimeout");
		if (interceptorTimeout.isNegative() || interceptorTimeout.isZero()) {
			throw new IllegalArgumentException("interceptorTimeout must be longer than zero");
		}
	}

	/**
	 * Returns these with another {@link #interceptorTimeout()}.
	 * @param other how long an interceptor that is not fast may take
	 * @return the extensions
	 */
	public MqttExtensions withInterceptorTimeout(Duration other) {
		return new MqttExtensions(other);
	}

}
