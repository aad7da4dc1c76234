package io.mqttboot.testkit;

/**
 * A standard whose normative statements have ids.
 */
public enum Standard {

	/** MQTT 3.1.1; MQTT 3.1 has no such ids. */
	MQTT_3_1_1("MQTT 3.1.1", "3.1.1:", "clauses-mqtt-3.1.1.tsv"),

	/** MQTT 5.0. */
	MQTT_5_0("MQTT 5.0", "", "clauses-mqtt-5.0.tsv");

	private final String title;

	private final String keyPrefix;

	private final String table;

	Standard(String title, String keyPrefix, String table) {
		this.title = title;
		this.keyPrefix = keyPrefix;
		this.table = table;
	}

	/**
	 * Returns what the standard is called.
	 * @return its title
	 */
	public String title() {
		return this.title;
	}

	String keyPrefix() {
		return this.keyPrefix;
	}

	String table() {
		return this.table;
	}

}
