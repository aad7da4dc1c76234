package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.Set;

import io.mqttboot.server.spi.MqttEvent;

/**
 * Properties of what Spring's event listeners are told of each message,
 * {@code mqtt.server.events.*}.
 */
class MqttServerEventsProperties {

	/** Whether Spring's event listeners are told of every message that is dropped. */
	private boolean dropped = false;

	/** Whether Spring's event listeners are told of every message that is delivered. */
	private boolean delivered = false;

	public boolean isDropped() {
		return this.dropped;
	}

	public void setDropped(boolean dropped) {
		this.dropped = dropped;
	}

	public boolean isDelivered() {
		return this.delivered;
	}

	public void setDelivered(boolean delivered) {
		this.delivered = delivered;
	}

	/** Returns what Spring's event listeners are told. */
	Set<MqttEvent.Kind> kinds() {
		Set<MqttEvent.Kind> kinds = MqttEvent.Kind.lifeCycle();
		if (this.dropped) {
			kinds.add(MqttEvent.Kind.MESSAGE_DROPPED);
		}
		if (this.delivered) {
			kinds.add(MqttEvent.Kind.MESSAGE_DELIVERED);
		}
		return kinds;
	}

}
