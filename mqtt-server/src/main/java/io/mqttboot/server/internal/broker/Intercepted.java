package io.mqttboot.server.internal.broker;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttDropCause;
import org.jspecify.annotations.Nullable;

/**
 * What interceptors made of a message: another one, the same, or nothing.
 *
 * @param message what is published, {@code null} for nothing
 * @param cause why nothing is
 */
public record Intercepted(@Nullable MqttMessage message, @Nullable MqttDropCause cause) {

	/** This is published. */
	public static Intercepted as(MqttMessage message) {
		return new Intercepted(message, null);
	}

	/** Nothing is published. */
	public static Intercepted refused(MqttDropCause cause) {
		return new Intercepted(null, cause);
	}

	/** What a publisher is told of whom nothing is published. */
	public MqttReasonCode reason() {
		if (this.cause == null) {
			return MqttReasonCode.SUCCESS;
		}
		return switch (this.cause) {
			case INTERCEPTED -> MqttReasonCode.IMPLEMENTATION_SPECIFIC_ERROR;
			case NOT_AUTHORIZED -> MqttReasonCode.NOT_AUTHORIZED;
			case INTERCEPTORS_BUSY -> MqttReasonCode.QUOTA_EXCEEDED;
			default -> MqttReasonCode.UNSPECIFIED_ERROR;
		};
	}

}
