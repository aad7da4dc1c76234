package io.mqttboot.server.internal.broker;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * How a subscriber wants a publication: what all its matching subscriptions say together.
 *
 * @param qos the highest quality of service granted
 * @param retainAsPublished whether the retain flag is left as the publisher set it
 * @param subscriptionIds the identifiers of the matching subscriptions
 * @param sharedFilter the filter of the group that the subscriber was chosen from,
 * {@code null} for a subscription of its own
 */
public record Grant(MqttQos qos, boolean retainAsPublished, int[] subscriptionIds,
		@Nullable MqttTopicFilter sharedFilter) {

	private static final int[] NO_IDS = {};

	static Grant of(MqttQos qos, boolean retainAsPublished, int subscriptionId,
			@Nullable MqttTopicFilter sharedFilter) {
		return new Grant(qos, retainAsPublished, (subscriptionId > 0) ? new int[] { subscriptionId } : NO_IDS,
				sharedFilter);
	}

	/**
	 * Joins two subscriptions of one subscriber that match the same message: one copy, at
	 * the highest quality of service, with all identifiers. [MQTT-3.3.4-2],
	 * [MQTT-3.3.4-4]
	 */
	Grant and(Grant other) {
		int[] ids = java.util.Arrays.copyOf(this.subscriptionIds,
				this.subscriptionIds.length + other.subscriptionIds.length);
		System.arraycopy(other.subscriptionIds, 0, ids, this.subscriptionIds.length, other.subscriptionIds.length);
		return new Grant((this.qos.value() >= other.qos.value()) ? this.qos : other.qos,
				this.retainAsPublished || other.retainAsPublished, ids, null);
	}

}
