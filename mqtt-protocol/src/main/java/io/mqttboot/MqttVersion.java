package io.mqttboot;

/**
 * A version of the protocol, with the name and the level that CONNECT carries.
 */
public enum MqttVersion {

	/** MQTT 3.1, of 2010. */
	MQTT_3_1("MQIsdp", 3),

	/** MQTT 3.1.1, ISO/IEC 20922. */
	MQTT_3_1_1("MQTT", 4),

	/** MQTT 5.0. */
	MQTT_5("MQTT", 5);

	private final String protocolName;

	private final int protocolLevel;

	MqttVersion(String protocolName, int protocolLevel) {
		this.protocolName = protocolName;
		this.protocolLevel = protocolLevel;
	}

	/**
	 * Returns the protocol name of CONNECT.
	 * @return {@code MQIsdp} or {@code MQTT}
	 */
	public String protocolName() {
		return this.protocolName;
	}

	/**
	 * Returns the protocol level of CONNECT.
	 * @return 3, 4 or 5
	 */
	public int protocolLevel() {
		return this.protocolLevel;
	}

	/**
	 * Returns whether packets of this version carry properties and reason codes.
	 * @return {@code true} for MQTT 5.0
	 */
	public boolean is5() {
		return this == MQTT_5;
	}

}
