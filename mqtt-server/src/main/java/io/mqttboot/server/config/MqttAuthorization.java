package io.mqttboot.server.config;

import java.util.Objects;

import io.mqttboot.server.spi.MqttRule;

/**
 * How permissions are applied.
 *
 * @param otherwise what holds for a topic of which no rule speaks, while there is an
 * authorizer
 * @param unauthorized what becomes of an MQTT 3 client that publishes what it may not
 * @param sessionTakeover who may come with the client identifier of a session that is
 * there; this holds without an authorizer, too
 */
public record MqttAuthorization(MqttRule.Effect otherwise, MqttUnauthorized unauthorized,
		MqttSessionTakeover sessionTakeover) {

	/** What holds unless something else is said: the safe choices. */
	public static final MqttAuthorization DEFAULTS = new MqttAuthorization(MqttRule.Effect.DENY,
			MqttUnauthorized.IGNORE, MqttSessionTakeover.SAME_PRINCIPAL);

	/**
	 * Checks.
	 */
	public MqttAuthorization {
		Objects.requireNonNull(otherwise, "otherwise");
		Objects.requireNonNull(unauthorized, "unauthorized");
		Objects.requireNonNull(sessionTakeover, "sessionTakeover");
	}

}
