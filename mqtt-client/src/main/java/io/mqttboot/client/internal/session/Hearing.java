package io.mqttboot.client.internal.session;

import io.mqttboot.MqttQos;

/**
 * A route that hears a filter, and how well.
 *
 * @param route where messages go
 * @param qos the highest quality of service that it is to see
 */
record Hearing(Route route, MqttQos qos) {

	/** At which quality of service it sees a message that came with another one. */
	MqttQos atMost(MqttQos came) {
		return (this.qos.compareTo(came) < 0) ? this.qos : came;
	}

}
