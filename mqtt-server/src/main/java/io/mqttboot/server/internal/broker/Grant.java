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

	// without an identifier or a group there are six, which all share
	private static final Grant[] COMMON = new Grant[6];

	static {
		for (MqttQos qos : MqttQos.values()) {
			COMMON[2 * qos.value()] = new Grant(qos, false, NO_IDS, null);
			COMMON[2 * qos.value() + 1] = new Grant(qos, true, NO_IDS, null);
		}
	}

	static Grant of(MqttQos qos, boolean retainAsPublished, int subscriptionId,
			@Nullable MqttTopicFilter sharedFilter) {
		if (subscriptionId == 0 && sharedFilter == null) {
			return common(qos, retainAsPublished);
		}
		return new Grant(qos, retainAsPublished, (subscriptionId > 0) ? new int[] { subscriptionId } : NO_IDS,
				sharedFilter);
	}

	private static Grant common(MqttQos qos, boolean retainAsPublished) {
		return COMMON[2 * qos.value() + (retainAsPublished ? 1 : 0)];
	}

	/**
	 * Joins two subscriptions of one subscriber that match the same message: one copy, at
	 * the highest quality of service, with all identifiers. [MQTT-3.3.4-2],
	 * [MQTT-3.3.4-4]
	 */
	Grant and(Grant other) {
		MqttQos highest = (this.qos.value() >= other.qos.value()) ? this.qos : other.qos;
		boolean asPublished = this.retainAsPublished || other.retainAsPublished;
		if (this.subscriptionIds.length + other.subscriptionIds.length == 0) {
			return common(highest, asPublished);
		}
		int[] ids = java.util.Arrays.copyOf(this.subscriptionIds,
				this.subscriptionIds.length + other.subscriptionIds.length);
		System.arraycopy(other.subscriptionIds, 0, ids, this.subscriptionIds.length, other.subscriptionIds.length);
		return new Grant(highest, asPublished, ids, null);
	}

}
