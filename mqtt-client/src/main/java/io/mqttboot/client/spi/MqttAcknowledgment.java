package io.mqttboot.client.spi;

import io.mqttboot.MqttReasonCode;

/**
 * Acknowledges one message that arrived. Acknowledgements leave in the order in which
 * messages arrived, so one that is held back holds back those behind it. [MQTT-4.6.0-2]
 * <p>
 * One of the two methods may be called, from any thread, once; a further call does
 * nothing.
 */
@FunctionalInterface
public interface MqttAcknowledgment {

	/** Says that the message has been dealt with. */
	void acknowledge();

	/**
	 * Says that the message is not wanted, and why. An MQTT 5 server is told so and does
	 * not send the message again; before MQTT 5 there is no such answer, and the message
	 * is acknowledged. If one of several receivers refuses a message it is refused.
	 * @param reason one that PUBACK and PUBREC may carry as an error:
	 * {@code UNSPECIFIED_ERROR}, {@code IMPLEMENTATION_SPECIFIC_ERROR},
	 * {@code NOT_AUTHORIZED}, {@code TOPIC_NAME_INVALID}, {@code QUOTA_EXCEEDED} or
	 * {@code PAYLOAD_FORMAT_INVALID}
	 * @throws IllegalArgumentException if it is another one; the message is not
	 * acknowledged then
	 */
	default void refuse(MqttReasonCode reason) {
		acknowledge();
	}

}
