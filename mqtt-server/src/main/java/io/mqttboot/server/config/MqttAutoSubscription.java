package io.mqttboot.server.config;

import java.util.List;
import java.util.Objects;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;

/**
 * What each client is subscribed to when it connects, without asking for it.
 *
 * @param filter the topic filter, in which a level may be {@code {clientId}} or
 * {@code {username}}: the client identifier, and the name that authentication gave the
 * client
 * @param qos the highest quality of service
 * @param noLocal whether what the client publishes itself is left out
 * @param retainAsPublished whether the retain flag is handed on as it was published
 * @param retainHandling when retained messages are sent: 0 or 1 when the subscription is
 * made, 2 never
 */
public record MqttAutoSubscription(String filter, MqttQos qos, boolean noLocal, boolean retainAsPublished,
		int retainHandling) {

	/** Stands for the client identifier. */
	public static final String CLIENT_ID = "{clientId}";

	/** Stands for the name that authentication gave the client. */
	public static final String USERNAME = "{username}";

	/**
	 * Checks.
	 * @throws IllegalArgumentException if the filter is none, a placeholder is not a
	 * whole level, or the retain handling is not 0, 1 or 2
	 */
	public MqttAutoSubscription {
		Objects.requireNonNull(qos, "qos");
		if (MqttTopicFilter.of(filter).isShared() && noLocal) {
			throw new IllegalArgumentException("members of a group get what they publish themselves"); // [MQTT-3.8.3-4]
		}
		for (String level : List.of(filter.split("/", -1))) {
			boolean whole = level.equals(CLIENT_ID) || level.equals(USERNAME);
			if (!whole && (level.contains(CLIENT_ID) || level.contains(USERNAME))) {
				throw new IllegalArgumentException("a placeholder is a level of its own, which '" + level + "' is not");
			}
		}
		if (retainHandling < 0 || retainHandling > 2) {
			throw new IllegalArgumentException("retain handling must be 0, 1 or 2 but is " + retainHandling);
		}
	}

}
