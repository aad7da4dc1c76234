package io.mqttboot.client.spi;

/**
 * Acknowledges one message that arrived. Acknowledgements leave in the order in which
 * messages arrived, so one that is held back holds back those behind it. [MQTT-4.6.0-2]
 * <p>
 * May be called from any thread, once; a further call does nothing.
 */
@FunctionalInterface
public interface MqttAcknowledgment {

	/** Says that the message has been dealt with. */
	void acknowledge();

}
