package io.mqttboot.testkit.wire;

/**
 * A version of MQTT.
 */
public enum Version {

	/** MQTT 3.1. */
	V3_1("MQIsdp", 3),

	/** MQTT 3.1.1. */
	V3_1_1("MQTT", 4),

	/** MQTT 5.0. */
	V5("MQTT", 5);

	private final String protocolName;

	private final int level;

	Version(String protocolName, int level) {
		this.protocolName = protocolName;
		this.level = level;
	}

	String protocolName() {
		return this.protocolName;
	}

	int level() {
		return this.level;
	}

	static Version of(int level) {
		return switch (level) {
			case 3 -> V3_1;
			case 4 -> V3_1_1;
			default -> V5;
		};
	}

}
