package io.mqttboot.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What goes beyond the standard, each switched off unless it is asked for.
 *
 * @param interceptorTimeout how long an interceptor that is not fast may take
 * @param sys the figures that the server publishes about itself
 * @param rewrites how topics of clients are rewritten, the first that is about one
 */
public record MqttExtensions(Duration interceptorTimeout, MqttSysTree sys, List<MqttRewrite> rewrites) {

	/** None. */
	public static final MqttExtensions NONE = new MqttExtensions(Duration.ofSeconds(10), MqttSysTree.OFF, List.of());

	/**
	 * Checks and copies.
	 */
	public MqttExtensions {
		Objects.requireNonNull(interceptorTimeout, "interceptorTimeout");
		Objects.requireNonNull(sys, "sys");
		rewrites = List.copyOf(rewrites);
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
		return new MqttExtensions(other, this.sys, this.rewrites);
	}

	/**
	 * Returns these with another {@link #sys()}.
	 * @param other the figures that the server publishes about itself
	 * @return the extensions
	 */
	public MqttExtensions withSys(MqttSysTree other) {
		return new MqttExtensions(this.interceptorTimeout, other, this.rewrites);
	}

	/**
	 * Returns these with another {@link #rewrites()}.
	 * @param other how topics of clients are rewritten, the first that is about one
	 * @return the extensions
	 */
	public MqttExtensions withRewrites(List<MqttRewrite> other) {
		return new MqttExtensions(this.interceptorTimeout, this.sys, other);
	}

}
