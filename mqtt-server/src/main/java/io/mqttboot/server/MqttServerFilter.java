package io.mqttboot.server;

import io.mqttboot.MqttQos;

/**
 * What a client has subscribed to, and how.
 *
 * @param filter the topic filter
 * @param qos the highest quality of service
 * @param noLocal whether the client does not get what it publishes itself
 * @param retainAsPublished whether the retain flag is handed on as the publisher set it
 * @param subscriptionId the subscription identifier, 0 for none
 */
public record MqttServerFilter(String filter, MqttQos qos, boolean noLocal, boolean retainAsPublished,
		int subscriptionId) {
}
