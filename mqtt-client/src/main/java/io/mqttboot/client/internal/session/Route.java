package io.mqttboot.client.internal.session;

import io.mqttboot.client.spi.MqttClientMessageListener;

/**
 * Where the messages of a subscription go.
 *
 * @param listener who handles them
 * @param manual whether it acknowledges them itself
 */
public record Route(MqttClientMessageListener listener, boolean manual) {

	// each registration is one of its own, even of one listener

	@Override
	public boolean equals(Object obj) {
		return this == obj;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

}
