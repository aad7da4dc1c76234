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
 * @param autoSubscriptions what each client is subscribed to when it connects
 * @param exclusiveSubscriptions whether clients may subscribe to {@code $exclusive/…}, so
 * that nobody else does
 */
public record MqttExtensions(Duration interceptorTimeout, MqttSysTree sys, List<MqttRewrite> rewrites,
		List<MqttAutoSubscription> autoSubscriptions, boolean exclusiveSubscriptions) {

	/** None. */
	public static final MqttExtensions NONE = new MqttExtensions(Duration.ofSeconds(10), MqttSysTree.OFF, List.of(),
			List.of(), false);

	/**
	 * Checks and copies.
	 */
	public MqttExtensions {
		Objects.requireNonNull(interceptorTimeout, "interceptorTimeout");
		Objects.requireNonNull(sys, "sys");
		rewrites = List.copyOf(rewrites);
		autoSubscriptions = List.copyOf(autoSubscriptions);
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
		return new MqttExtensions(other, this.sys, this.rewrites, this.autoSubscriptions, this.exclusiveSubscriptions);
	}

	/**
	 * Returns these with another {@link #sys()}.
	 * @param other the figures that the server publishes about itself
	 * @return the extensions
	 */
	public MqttExtensions withSys(MqttSysTree other) {
		return new MqttExtensions(this.interceptorTimeout, other, this.rewrites, this.autoSubscriptions,
				this.exclusiveSubscriptions);
	}

	/**
	 * Returns these with another {@link #rewrites()}.
	 * @param other how topics of clients are rewritten, the first that is about one
	 * @return the extensions
	 */
	public MqttExtensions withRewrites(List<MqttRewrite> other) {
		return new MqttExtensions(this.interceptorTimeout, this.sys, other, this.autoSubscriptions,
				this.exclusiveSubscriptions);
	}

	/**
	 * Returns these with another {@link #autoSubscriptions()}.
	 * @param other what each client is subscribed to when it connects
	 * @return the extensions
	 */
	public MqttExtensions withAutoSubscriptions(List<MqttAutoSubscription> other) {
		return new MqttExtensions(this.interceptorTimeout, this.sys, this.rewrites, other, this.exclusiveSubscriptions);
	}

	/**
	 * Returns these with another {@link #exclusiveSubscriptions()}.
	 * @param other whether clients may subscribe to {@code $exclusive/…}, so that nobody
	 * else does
	 * @return the extensions
	 */
	public MqttExtensions withExclusiveSubscriptions(boolean other) {
		return new MqttExtensions(this.interceptorTimeout, this.sys, this.rewrites, this.autoSubscriptions, other);
	}

}
