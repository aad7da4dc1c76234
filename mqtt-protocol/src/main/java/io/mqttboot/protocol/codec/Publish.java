package io.mqttboot.protocol.codec;

import io.mqttboot.MqttMessage;

/**
 * A PUBLISH packet: a message and what its transport adds. An alias may stand in place of
 * the topic, which is then empty.
 *
 * @param message what the application said
 * @param packetId the packet identifier, 0 at QoS 0
 * @param dup whether the sender may have sent it before
 * @param topicAlias the topic alias, 0 for none
 * @param subscriptionIds the identifiers of the matching subscriptions; only a server
 * sends them
 */
public record Publish(MqttMessage message, int packetId, boolean dup, int topicAlias, int[] subscriptionIds) {

	/** No subscription identifier. */
	public static final int[] NO_IDS = {};

}
