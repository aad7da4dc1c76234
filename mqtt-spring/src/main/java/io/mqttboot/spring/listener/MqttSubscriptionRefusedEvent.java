package io.mqttboot.spring.listener;

import java.util.Map;

import io.mqttboot.MqttReasonCode;

/**
 * A server does not let a listener hear some of its topics. Published to the application
 * context; the listener asks again after a while.
 *
 * @param listener the identifier of the listener
 * @param refused the topic filters and what the server said
 */
public record MqttSubscriptionRefusedEvent(String listener, Map<String, MqttReasonCode> refused) {

	public MqttSubscriptionRefusedEvent {
		refused = Map.copyOf(refused);
	}

}
