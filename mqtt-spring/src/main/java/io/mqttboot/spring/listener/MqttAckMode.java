package io.mqttboot.spring.listener;

/**
 * When a message that came to a listener is acknowledged.
 */
public enum MqttAckMode {

	/** After the listener succeeded, or the message went to the recoverer. */
	AUTO,

	/** Before the listener is called: a message is lost if the process dies meanwhile. */
	RECEIVED,

	/**
	 * When the listener says so, with its argument of type
	 * {@link io.mqttboot.client.spi.MqttAcknowledgment}; a message that went to the
	 * recoverer is acknowledged without that.
	 */
	MANUAL

}
