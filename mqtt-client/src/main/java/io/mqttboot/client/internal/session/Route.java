package io.mqttboot.client.internal.session;

import io.mqttboot.client.spi.MqttMessageReceiver;

/**
 * Where the messages of a subscription go.
 *
 * @param receiver who handles them
 * @param manual whether it acknowledges them itself
 */
public record Route(MqttMessageReceiver receiver, boolean manual) {

	// each registration is one of its own, even of one receiver

	@Override
	public boolean equals(Object obj) {
		return this == obj;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

}
