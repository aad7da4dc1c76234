package io.mqttboot.client.spi;

import java.util.Objects;

import io.mqttboot.MqttQos;

/**
 * How a subscription wants its messages (MQTT 5.0, 3.8.3.1).
 *
 * @param qos the highest quality of service
 * @param noLocal whether what this client publishes itself is left out; MQTT 5 only
 * @param retainAsPublished whether the retain flag comes as it was published; MQTT 5 only
 * @param retainHandling when retained messages are sent: 0 at each subscription, 1 if it
 * is new, 2 never; MQTT 5 only
 */
public record MqttSubscriptionOptions(MqttQos qos, boolean noLocal, boolean retainAsPublished, int retainHandling) {

	public MqttSubscriptionOptions {
		Objects.requireNonNull(qos, "qos");
		if (retainHandling < 0 || retainHandling > 2) {
			throw new IllegalArgumentException("retain handling must be 0, 1 or 2 but is " + retainHandling);
		}
	}

	/**
	 * Returns the options that say nothing but the quality of service.
	 * @param qos the highest quality of service
	 * @return the options
	 */
	public static MqttSubscriptionOptions of(MqttQos qos) {
		return new MqttSubscriptionOptions(qos, false, false, 0);
	}

}
