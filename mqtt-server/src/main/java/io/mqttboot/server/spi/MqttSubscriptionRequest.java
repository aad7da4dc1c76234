package io.mqttboot.server.spi;

import java.util.Objects;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;

/**
 * How a client wants to subscribe (MQTT 5.0, 3.8.3.1).
 *
 * @param filter the topic filter
 * @param qos the highest quality of service
 * @param noLocal whether what the client publishes itself is left out; MQTT 5 only
 * @param retainAsPublished whether the retain flag is handed on as it was published; MQTT
 * 5 only
 * @param retainHandling when retained messages are sent: 0 at each subscription, 1 if it
 * is new, 2 never; MQTT 5 only
 */
public record MqttSubscriptionRequest(MqttTopicFilter filter, MqttQos qos, boolean noLocal, boolean retainAsPublished,
		int retainHandling) {

	/**
	 * Checks.
	 */
	public MqttSubscriptionRequest {
		Objects.requireNonNull(filter, "filter");
		Objects.requireNonNull(qos, "qos");
		if (retainHandling < 0 || retainHandling > 2) {
			throw new IllegalArgumentException("retain handling must be 0, 1 or 2 but is " + retainHandling);
		}
	}

	/**
	 * Returns this request with another quality of service.
	 * @param other the highest quality of service
	 * @return the request
	 */
	public MqttSubscriptionRequest withQos(MqttQos other) {
		return new MqttSubscriptionRequest(this.filter, other, this.noLocal, this.retainAsPublished,
				this.retainHandling);
	}

}
