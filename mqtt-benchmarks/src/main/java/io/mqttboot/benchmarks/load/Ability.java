package io.mqttboot.benchmarks.load;

/**
 * What a scenario may need and not every broker has.
 */
public enum Ability {

	/** The protocol of that version. */
	MQTT_5("speaks no MQTT 5"),

	/** MQTT over WebSocket. */
	WEB_SOCKET("has no WebSocket"),

	/** Filters with {@code +} and {@code #}. */
	WILDCARDS("knows no wildcards"),

	/** Retained messages. */
	RETAINED("keeps no retained messages"),

	/** Sessions that outlive their connection. */
	SESSIONS("keeps no sessions"),

	/** It can be put together without sockets, here. */
	EMBEDDED("is not counted this way");

	private final String lack;

	Ability(String lack) {
		this.lack = lack;
	}

	/** What is said of a broker without it. */
	public String lack() {
		return this.lack;
	}

}
