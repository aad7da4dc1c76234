package io.mqttboot.client.internal.session;

import io.mqttboot.MqttTopicFilter;
import io.mqttboot.client.spi.MqttSubscriptionOptions;

/**
 * One line of a SUBSCRIBE.
 *
 * @param filter what to subscribe to
 * @param options how
 */
public record Wish(MqttTopicFilter filter, MqttSubscriptionOptions options) {

	/** Reads a filter, and checks that the options fit it. */
	public static Wish of(String filter, MqttSubscriptionOptions options) {
		MqttTopicFilter read = MqttTopicFilter.of(filter);
		if (options.noLocal() && read.shareGroup() != null) { // [MQTT-3.8.3-4]
			throw new IllegalArgumentException("a shared subscription cannot leave out what its client publishes");
		}
		return new Wish(read, options);
	}

}
