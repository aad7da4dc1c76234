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
}
