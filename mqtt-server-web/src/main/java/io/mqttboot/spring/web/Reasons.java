package io.mqttboot.spring.web;

import io.mqttboot.MqttReasonCode;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Reason codes of MQTT, as HTTP says such things.
 */
final class Reasons {

	private Reasons() {
	}

	/**
	 * Passes a reason that is no error.
	 * @throws ApiFailure if it is one
	 */
	static MqttReasonCode check(MqttReasonCode reason) {
		if (reason.isError()) {
			throw failure(reason, null);
		}
		return reason;
	}

	static ApiFailure failure(MqttReasonCode reason, @Nullable String why) {
		String detail = (why != null) ? why : reason.text();
		return switch (reason) {
			case NOT_AUTHORIZED -> ApiFailure.notPermitted(detail);
			case TOPIC_NAME_INVALID, TOPIC_FILTER_INVALID, RETAIN_NOT_SUPPORTED -> ApiFailure.parameter(detail);
			case QUOTA_EXCEEDED -> ApiFailure.failed(HttpStatus.TOO_MANY_REQUESTS, detail);
			case SERVER_BUSY -> ApiFailure.failed(HttpStatus.SERVICE_UNAVAILABLE, detail);
			default -> ApiFailure.failed(HttpStatus.INTERNAL_SERVER_ERROR, detail);
		};
	}

}
