package io.mqttboot;

import java.util.Objects;

/**
 * A name and a value that an application adds to a packet (MQTT 5.0, 3.3.2.3.7). Names
 * may repeat and order counts.
 *
 * @param name the name
 * @param value the value
 */
public record MqttUserProperty(String name, String value) {

	public MqttUserProperty {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(value, "value");
	}

}
