package io.mqttboot.client.internal.session;

import io.mqttboot.client.spi.MqttMessageReceiver;

/**
 * Where the messages of a subscription go.
 *
 * @param receiver who handles them
 * @param manual whether it acknowledges them itself
 * @param inline whether it is called on the loop: one of our own, which is done at once
 */
public record Route(MqttMessageReceiver receiver, boolean manual, boolean inline) {

	/** Creates a route to a receiver of the application. */
	public Route(MqttMessageReceiver receiver, boolean manual) {
		this(receiver, manual, false);
	}

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
