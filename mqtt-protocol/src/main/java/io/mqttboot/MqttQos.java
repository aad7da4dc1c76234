package io.mqttboot;

/**
 * Quality of service: how hard a message is delivered (MQTT 5.0, 4.3).
 */
public enum MqttQos {

	/** At most once: sent, never acknowledged. */
	AT_MOST_ONCE,

	/** At least once: acknowledged, may arrive twice. */
	AT_LEAST_ONCE,

	/** Exactly once: acknowledged in two steps. */
	EXACTLY_ONCE;

	private static final MqttQos[] VALUES = values();

	/**
	 * Returns the number that stands on the wire.
	 * @return 0, 1 or 2
	 */
	public int value() {
		return ordinal();
	}

	/**
	 * Returns the lower of this and another quality of service: what a subscriber
	 * receives is the minimum of what was published and what was granted.
	 * @param other the other one
	 * @return the lower one
	 */
	public MqttQos min(MqttQos other) {
		return (ordinal() <= other.ordinal()) ? this : other;
	}

	/**
	 * Returns the quality of service for its number.
	 * @param value 0, 1 or 2
	 * @return the quality of service
	 * @throws IllegalArgumentException if the number is another one
	 */
	public static MqttQos of(int value) {
		if (value < 0 || value >= VALUES.length) {
			throw new IllegalArgumentException("QoS must be 0, 1 or 2 but is " + value);
		}
		return VALUES[value];
	}

}
